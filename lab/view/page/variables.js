import { el } from './dom.js';

/** One field for each variable of a dashboard. */
export function drawVariables(container, { variables, choice }, choose) {
  container.replaceChildren(...variables.map((variable) => field(variable, choice[variable.id] ?? variable.value, choose)));
}

function field({ id, label, inputType, options }, value, choose) {
  const onchange = ({ target }) => choose(id, target.value);
  const choices = options.map((option) => el('option', { value: option.value }, option.label ?? option.value));
  if (inputType !== 'input') {
    const select = el('select', { onchange }, ...choices);
    select.value = value;
    return el('label', { class: 'variable' }, label, select);
  }
  const list = `values-of-${id}`;
  return el(
    'label',
    { class: 'variable' },
    label,
    el('input', { type: 'search', list, value, onchange }),
    el('datalist', { id: list }, ...choices),
  );
}
