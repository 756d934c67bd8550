import { el } from './dom.js';

const ALL = '$__all';

/** One field for each variable of a dashboard. */
export function drawVariables(container, variables, chosenOf, choose) {
  container.replaceChildren(
    ...variables.map(
      (variable) => FIELDS[variable.inputType]?.(variable, chosenOf(variable), choose) ?? listField(variable, chosenOf(variable), choose),
    ),
  );
}

const FIELDS = { input: textField, several: severalField };

const optionsOf = ({ options }) => options.map((option) => el('option', { value: option.value }, option.label ?? option.value));

function listField(variable, [value], choose) {
  const select = el('select', { onchange: ({ target }) => choose(variable.id, [target.value]) }, ...optionsOf(variable));
  select.value = value;
  return el('label', { class: 'variable' }, variable.label, select);
}

function textField(variable, [value], choose) {
  const list = `values-of-${variable.id}`;
  return el(
    'label',
    { class: 'variable' },
    variable.label,
    el('input', { type: 'search', list, value, onchange: ({ target }) => choose(variable.id, [target.value]) }),
    el('datalist', { id: list }, ...optionsOf(variable)),
  );
}

/** A list of boxes that opens below its variable, and counts when it closes. */
function severalField({ id, label, includeAll, options }, chosen, choose) {
  const boxes = [...(includeAll ? [{ value: ALL, label: 'All' }] : []), ...options].map((option) => box(option, chosen));
  const list = el(
    'div',
    { class: 'choices', role: 'group', 'aria-label': label, onchange: ({ target }) => settle(boxes, target) },
    filterOf(boxes),
    ...boxes,
  );
  const summary = el('summary', { 'aria-label': `${label}: ${summaryOf(chosen, options)}` }, summaryOf(chosen, options));
  const field = el('details', { class: 'several' }, summary, list);
  field.addEventListener('toggle', () => {
    const values = valuesOf(boxes);
    if (!field.open && values.join() !== chosen.join()) choose(id, values.length > 0 || !includeAll ? values : [ALL]);
  });
  return el('div', { class: 'variable' }, el('span', {}, label), field);
}

const MAX_NAMED = 2;

function summaryOf(chosen, options) {
  if (chosen.includes(ALL)) return options.length > 0 ? 'All' : 'All (none)';
  return chosen.length > MAX_NAMED ? `${chosen.length} chosen` : chosen.join(' + ');
}

function box({ value, label }, chosen) {
  const input = el('input', { type: 'checkbox', value, checked: chosen.includes(value) });
  return el('label', {}, input, label ?? value);
}

const inputOf = (label) => label.querySelector('input');
const valuesOf = (boxes) =>
  boxes
    .map(inputOf)
    .filter(({ checked }) => checked)
    .map(({ value }) => value);

/** "All" and single values exclude each other. */
function settle(boxes, changed) {
  if (changed.type !== 'checkbox' || !changed.checked) return;
  for (const input of boxes.map(inputOf)) if ((input.value === ALL) !== (changed.value === ALL)) input.checked = false;
}

const MANY = 12;

/** Hides what does not contain the text. */
function filterOf(boxes) {
  if (boxes.length <= MANY) return null;
  const filter = ({ target }) => {
    for (const each of boxes) each.hidden = !each.textContent.includes(target.value);
  };
  return el('input', { type: 'search', placeholder: 'Filter', 'aria-label': 'Filter', oninput: filter });
}

// As a list does: what is outside closes it.
document.addEventListener('pointerdown', ({ target }) => {
  for (const field of document.querySelectorAll('details.several[open]')) if (!field.contains(target)) field.open = false;
});
document.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape') for (const field of document.querySelectorAll('details.several[open]')) field.open = false;
});
