import { ask } from './api.js';
import { el } from './dom.js';
import { openFiles } from './files-panel.js';
import { drawTimePicker } from './time-picker.js';
import { drawVariables } from './variables.js';
import { fillFrame, frameOf } from './widgets.js';

const grid = document.getElementById('grid');
const select = document.getElementById('dashboards');
const state = { dashboard: undefined, range: undefined, choice: {}, newest: 0, drawings: [], turn: 0 };

/** The address keeps what is shown, so that a view can be passed on. */
const address = () => new URLSearchParams(location.hash.slice(1));

function rememberInAddress() {
  const { dashboard, range } = state;
  const parameters = new URLSearchParams({ dashboard: dashboard.id, start: range.start, end: range.end, ...chosenParameters() });
  history.replaceState(null, '', `#${parameters}`);
}

/** The chosen values of variables, as the address and the server have them. */
const chosenParameters = () => Object.fromEntries(Object.entries(state.choice).map(([id, value]) => [`variable.${id}`, value]));

async function listDashboards() {
  const { dashboards, newest } = await ask('/api/dashboards');
  state.newest = newest;
  select.replaceChildren(...dashboards.map(({ id, name }) => el('option', { value: id }, name)));
  return dashboards;
}

async function showDashboard(id, range, choice = {}) {
  state.dashboard = await ask('/api/dashboard', { dashboard: id });
  state.range = range ?? state.dashboard.range;
  state.choice = choice;
  select.value = id;
  document.title = state.dashboard.name;
  await drawAll();
}

/** Draws every widget for the present range; a later call makes an earlier one stop. */
async function drawAll() {
  const turn = ++state.turn;
  const { dashboard, range, newest } = state;
  rememberInAddress();
  drawTimePicker(document.getElementById('time-picker'), { range, newest }, chooseRange);
  drawVariables(document.getElementById('variables'), { variables: dashboard.variables, choice: state.choice }, chooseValue);
  state.drawings.forEach((remove) => remove());
  state.drawings = [];
  grid.dataset.state = 'loading';
  if (dashboard.problem) return showProblem(dashboard.problem);
  const widgets = inReadingOrder(dashboard.widgets);
  const frames = widgets.map(frameOf);
  grid.style.setProperty('--rows', rowsOf(widgets));
  grid.replaceChildren(...frames);
  await Promise.all(widgets.map((widget, index) => drawWidget(widget, frames[index], turn)));
  if (turn === state.turn) grid.dataset.state = 'ready';
}

/** Rows that hold nothing but text are as high as the text, at most as high as the dashboard has them: a short text leaves no gap. */
function rowsOf(widgets) {
  const bottom = Math.max(0, ...widgets.map(({ y, height }) => y + height));
  return Array.from({ length: bottom }, (_, row) => {
    const within = widgets.filter(({ y, height }) => y <= row && row < y + height);
    return within.length > 0 && within.every(({ type }) => type === 'text') ? 'fit-content(var(--row))' : 'var(--row)';
  }).join(' ');
}

/** Top to bottom, so that the keyboard and a phone's single column follow what the eye sees; a caption comes right after what it explains. */
function inReadingOrder(widgets) {
  const sorted = [...widgets].sort((a, b) => a.y - b.y || a.x - b.x);
  const captions = new Map(
    sorted.filter(({ type }) => type === 'text').map((text) => [sorted.find((above) => isAbove(above, text)), text]),
  );
  captions.delete(undefined);
  const explaining = new Set(captions.values());
  return sorted
    .filter((widget) => !explaining.has(widget))
    .flatMap((widget) => (captions.has(widget) ? [widget, captions.get(widget)] : [widget]));
}

const isAbove = (above, text) =>
  above.type !== 'text' && above.width < 24 && above.x === text.x && above.width === text.width && above.y + above.height === text.y;

async function drawWidget({ index, title }, frame, turn) {
  const content = await ask('/api/widget', { dashboard: state.dashboard.id, index, ...state.range, ...chosenParameters() }).catch(
    (error) => ({
      kind: 'message',
      tone: 'error',
      message: error.message,
    }),
  );
  if (turn !== state.turn) return;
  state.drawings.push(fillFrame(frame, content, title));
}

function showProblem(problem) {
  grid.replaceChildren(el('p', { class: 'message error', role: 'alert' }, problem));
  grid.dataset.state = 'ready';
}

function chooseRange(range) {
  state.range = range;
  return state.dashboard && drawAll();
}

function chooseValue(id, value) {
  state.choice = { ...state.choice, [id]: value };
  return drawAll();
}

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  const button = document.getElementById('theme');
  button.setAttribute('aria-pressed', String(theme === 'dark'));
  localStorage.setItem('theme', theme);
}

function initialTheme() {
  return localStorage.getItem('theme') ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
}

function rangeOfAddress() {
  const [start, end] = ['start', 'end'].map((name) => Number(address().get(name)));
  return start < end ? { start, end } : undefined;
}

const choiceOfAddress = () =>
  Object.fromEntries(
    [...address()].filter(([name]) => name.startsWith('variable.')).map(([name, value]) => [name.slice('variable.'.length), value]),
  );

async function refresh() {
  if (!state.dashboard) return followAddress(await listDashboards());
  const followed = state.range.end === state.newest;
  const length = state.range.end - state.range.start;
  const id = state.dashboard.id;
  await listDashboards();
  await showDashboard(id, followed ? { start: state.newest - length, end: state.newest } : state.range, state.choice);
}

async function begin() {
  setTheme(initialTheme());
  const dashboards = await listDashboards();
  if (dashboards.length === 0) return showProblem('The templates of this replay declare no CloudWatch dashboard.');
  await followAddress(dashboards);
}

/** What the address names is shown, or that it is not there: another one in its place would be taken for it. */
async function followAddress(dashboards) {
  const wanted = address().get('dashboard') ?? dashboards[0].id;
  if (dashboards.some(({ id }) => id === wanted)) return showDashboard(wanted, rangeOfAddress(), choiceOfAddress());
  ++state.turn;
  state.dashboard = undefined;
  select.value = '';
  return showProblem(`This replay has no dashboard "${wanted}". It has: ${dashboards.map(({ id }) => id).join(', ')}.`);
}

const guarded = (action) => () => Promise.resolve(action()).catch((error) => showProblem(error.message));

select.addEventListener(
  'change',
  guarded(() => showDashboard(select.value)),
);
document.getElementById('refresh').addEventListener('click', guarded(refresh));
document.getElementById('files').addEventListener('click', guarded(openFiles));
document.getElementById('theme').addEventListener(
  'click',
  guarded(() => {
    setTheme(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark');
    // Charts carry their colours with them.
    return state.dashboard && drawAll();
  }),
);
// Other addresses within the page, such as that of the skip link, name no dashboard.
window.addEventListener(
  'hashchange',
  guarded(async () => address().has('dashboard') && followAddress(await listDashboards())),
);
guarded(begin)();
