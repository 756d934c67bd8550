import { ask } from './api.js';
import { el } from './dom.js';
import { openFiles } from './files-panel.js';
import { inSections, rowsOf } from './layout.js';
import { hrefOf } from './links.js';
import { drawTimePicker } from './time-picker.js';
import { drawVariables } from './variables.js';
import { fillFrame, frameOf } from './widgets.js';

const grid = document.getElementById('grid');
const select = document.getElementById('dashboards');
/**
 * `choice`: the chosen values of variables, by the name that addresses and the server have for each. `place`: where a viewer went in the custom widget,
 * as the parameters of its function. `explorer`: the dashboard that shows jobs, if there is one.
 */
const state = {
  dashboard: undefined,
  range: undefined,
  choice: new Map(),
  place: undefined,
  explorer: undefined,
  collapsed: new Set(),
  newest: 0,
  drawings: [],
  turn: 0,
};

/** The address keeps what is shown, so that a view can be passed on. */
const address = () => new URLSearchParams(location.hash.slice(1));

const viewParameters = ({ range, choice, place }) => [
  ...Object.entries(range ?? {}),
  ...[...choice].flatMap(([name, values]) => values.map((value) => [name, value])),
  ...(place === undefined ? [] : [['place', place]]),
];

const addressOf = (dashboard, view) => `#${new URLSearchParams([['dashboard', dashboard], ...viewParameters(view)])}`;

/** The way back is that of the browser. */
function rememberPlace(place) {
  state.place = place;
  history.pushState(null, '', addressOf(state.dashboard.id, state));
}

/** Where the explorer shows a job. */
const addressOfJob = (id) =>
  state.explorer && addressOf(state.explorer, { range: state.range, choice: new Map(), place: JSON.stringify({ view: 'job', id }) });

async function listDashboards() {
  const { dashboards, newest, explorer } = await ask('/api/dashboards');
  Object.assign(state, { newest, explorer });
  const kinds = [...new Set(dashboards.map((each) => each.of))];
  const optionsOf = (kind) => dashboards.filter((each) => each.of === kind).map(({ id, name }) => el('option', { value: id }, name));
  select.replaceChildren(...kinds.map((kind) => el('optgroup', { label: kind }, ...optionsOf(kind))));
  return dashboards;
}

/** Shows a dashboard; a later call makes an earlier one stop. */
async function showDashboard(id, { range, choice = new Map(), place } = {}) {
  const turn = ++state.turn;
  grid.dataset.state = 'loading';
  const dashboard = await ask('/api/dashboard', [['dashboard', id], ...viewParameters({ range, choice })]);
  if (turn !== state.turn) return;
  if (state.dashboard?.id !== id)
    state.collapsed = new Set(dashboard.widgets.filter(({ collapsed }) => collapsed).map(({ index }) => index));
  Object.assign(state, { dashboard, range: range ?? dashboard.range, choice, place });
  select.value = id;
  document.title = dashboard.name;
  await drawAll();
}

/** Draws every widget for the present range; a later call makes an earlier one stop. */
async function drawAll() {
  const turn = ++state.turn;
  const { dashboard, range, newest } = state;
  history.replaceState(null, '', addressOf(dashboard.id, state));
  drawTimePicker(document.getElementById('time-picker'), { range, newest }, chooseRange);
  drawVariables(document.getElementById('variables'), dashboard.variables, chosenOf, chooseValue);
  drawLinks(dashboard.links ?? []);
  state.drawings.forEach((remove) => remove());
  state.drawings = [];
  grid.dataset.state = 'loading';
  if (dashboard.problem) return showProblem(dashboard.problem);
  const widgets = inReadingOrder(inSections(dashboard.widgets, state.collapsed));
  const frames = widgets.map((widget) => frameOf(widget, state.collapsed.has(widget.index), toggleRow));
  grid.style.setProperty('--rows', rowsOf(widgets));
  grid.replaceChildren(...frames);
  await Promise.all(widgets.map((widget, index) => drawWidget(widget, frames[index], turn)));
  if (turn === state.turn) Object.assign(grid.dataset, { state: 'ready', turn });
}

function drawLinks(links) {
  const nav = document.getElementById('links');
  nav.replaceChildren(...links.map(({ title, href }) => el('a', { href: hrefOf(href) }, title)));
}

function toggleRow(index) {
  if (!state.collapsed.delete(index)) state.collapsed.add(index);
  return drawAll();
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
  const question = [['dashboard', state.dashboard.id], ['index', index], ...viewParameters(state)];
  const content = await ask('/api/widget', question).catch((error) => ({ kind: 'message', tone: 'error', message: error.message }));
  if (turn !== state.turn) return;
  state.drawings.push(await fillFrame(frame, content, title, { addressOfJob, rememberPlace }));
}

function showProblem(problem) {
  grid.replaceChildren(el('p', { class: 'message error', role: 'alert' }, problem));
  grid.dataset.state = 'ready';
}

function chooseRange(range) {
  return state.dashboard && guarded(() => showDashboard(state.dashboard.id, { ...state, range }))();
}

/** Variables of Grafana have other names in addresses than those of CloudWatch. */
const parameterOf = (id) => `${state.dashboard.of === 'Grafana' ? 'var-' : 'variable.'}${id}`;
const chosenOf = ({ id, value }) => state.choice.get(parameterOf(id)) ?? [value].flat();

function chooseValue(id, values) {
  const choice = new Map(state.choice).set(parameterOf(id), values);
  return guarded(() => showDashboard(state.dashboard.id, { ...state, choice }))();
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

const viewOfAddress = () => ({ range: rangeOfAddress(), choice: choiceOfAddress(), place: address().get('place') ?? undefined });

function choiceOfAddress() {
  const names = [...new Set(address().keys())].filter((name) => /^(?:variable\.|var-)/.test(name));
  return new Map(names.map((name) => [name, address().getAll(name)]));
}

async function refresh() {
  if (!state.dashboard) return followAddress(await listDashboards());
  const followed = state.range.end === state.newest;
  const length = state.range.end - state.range.start;
  const id = state.dashboard.id;
  await listDashboards();
  await showDashboard(id, { ...state, ...(followed && { range: { start: state.newest - length, end: state.newest } }) });
}

async function begin() {
  setTheme(initialTheme());
  const dashboards = await listDashboards();
  if (dashboards.length === 0) return showProblem('The templates of this replay declare no dashboard.');
  await followAddress(dashboards);
}

/** What the address names is shown, or that it is not there: another one in its place would be taken for it. */
async function followAddress(dashboards) {
  const wanted = address().get('dashboard') ?? dashboards[0].id;
  if (dashboards.some(({ id }) => id === wanted)) return showDashboard(wanted, viewOfAddress());
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
