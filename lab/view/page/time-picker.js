import { el, openDialog } from './dom.js';
import { formatMoment } from './format.js';

const HOUR = 3600000;
const PRESETS = [
  ['1h', HOUR],
  ['3h', 3 * HOUR],
  ['12h', 12 * HOUR],
  ['1d', 24 * HOUR],
  ['3d', 72 * HOUR],
  ['1w', 168 * HOUR],
];

/** Buttons for ranges that end where the data ends, and one for any other range. */
export function drawTimePicker(container, { range, newest }, choose) {
  const isPreset = ([, length]) => range.end === newest && range.end - range.start === length;
  const presets = PRESETS.map((preset) => button(preset[0], isPreset(preset), () => choose({ start: newest - preset[1], end: newest })));
  const custom = button('Custom', !PRESETS.some(isPreset), () => openCustom(range, choose));
  custom.setAttribute('aria-haspopup', 'dialog');
  container.replaceChildren(...presets, custom);
  document.getElementById('range').textContent = `${formatMoment(range.start)} – ${formatMoment(range.end)} UTC`;
}

function button(label, pressed, onclick) {
  return el('button', { type: 'button', 'aria-pressed': String(pressed), onclick }, label);
}

const toInput = (ms) => new Date(ms).toISOString().slice(0, 16);
const fromInput = (input) => Date.parse(`${input.value}Z`);

function openCustom(range, choose) {
  const dialog = document.getElementById('custom-range');
  const [start, end] = [range.start, range.end].map((ms) => el('input', { type: 'datetime-local', required: true, value: toInput(ms) }));
  const problem = el('p', { class: 'problem', role: 'alert' });
  const submit = (event) => {
    event.preventDefault();
    const chosen = { start: fromInput(start), end: fromInput(end) };
    if (!(chosen.start < chosen.end)) {
      problem.textContent = 'The start must be before the end.';
      return;
    }
    dialog.close();
    choose(chosen);
  };
  const form = el(
    'form',
    { class: 'range-form', onsubmit: submit },
    el('label', {}, 'Start (UTC)', start),
    el('label', {}, 'End (UTC)', end),
    problem,
    el('button', { type: 'submit', class: 'primary' }, 'Apply'),
  );
  openDialog(dialog, 'custom-range-title', 'Time range', form);
}
