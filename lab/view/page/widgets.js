import { drawChart } from './charts.js';
import { drawCustom } from './custom-widget.js';
import { seriesColor } from './chart-colors.js';
import { el } from './dom.js';
import { formatNumber } from './format.js';
import { renderMarkdown } from './markdown.js';
import { drawTable } from './tables.js';

const SVG = 'http://www.w3.org/2000/svg';
const ALARM_STATES = { ALARM: ['bad', 'In alarm'], OK: ['good', 'OK'], INSUFFICIENT_DATA: ['unknown', 'No data'] };

/** An empty frame on the grid, in the place and size that the dashboard gives it. */
export function frameOf({ index, type, x, y, width, height, title, description }, isCollapsed, toggleRow) {
  const body = el('div', { class: 'widget-body' });
  const text = type === 'row' ? rowButton(title, isCollapsed, () => toggleRow(index)) : title;
  const heading = title ? el('h3', { class: 'widget-title', id: `title-${index}`, title: description || undefined }, text) : null;
  const frame = el(
    'section',
    { class: `widget ${type}`, 'data-index': index, 'data-state': 'loading', 'aria-busy': 'true', 'aria-label': title || `${type} widget` },
    heading,
    body,
  );
  frame.style.setProperty('--column', `${x + 1} / span ${width}`);
  frame.style.setProperty('--place', `${y + 1} / span ${height}`);
  frame.style.setProperty('--height', height);
  return frame;
}

const rowButton = (title, isCollapsed, onclick) =>
  el('button', { type: 'button', class: 'row-toggle', 'aria-expanded': String(!isCollapsed), onclick }, title);

/**
 * Fills a frame; gives what removes the content again.
 * @param page `addressOfJob` and `rememberPlace`: what widgets may ask of the page that they are on
 */
export async function fillFrame(frame, content, title, page) {
  const body = frame.querySelector('.widget-body');
  body.className = `widget-body ${content.kind}`;
  body.replaceChildren();
  frame.classList.toggle('transparent', content.transparent === true);
  const remove = await (DRAW[content.kind] ?? drawChart)(body, content, title, page);
  frame.dataset.state = content.kind === 'message' ? content.tone : 'shown';
  frame.removeAttribute('aria-busy');
  return remove ?? (() => {});
}

const DRAW = {
  custom: drawCustom,
  text: (body, { markdown }) => renderMarkdown(body, markdown),
  message: (body, { tone, message }) =>
    body.replaceChildren(el('p', { class: `message ${tone}`, role: tone === 'error' ? 'alert' : undefined }, message)),
  table: (body, content, title, { addressOfJob }) => body.replaceChildren(drawTable(content, title, addressOfJob)),
  numbers: (body, { items, sparkline }) => body.replaceChildren(...items.map((item, index) => drawNumber(item, index, sparkline))),
  alarms: (body, { alarms }) => body.replaceChildren(el('ul', { class: 'alarms' }, ...alarms.map(drawAlarm))),
};

function drawNumber({ label, value, unit, color, points }, index, sparkline) {
  const mark = el('i', { 'aria-hidden': 'true' });
  mark.style.background = seriesColor(index, color);
  return el(
    'div',
    { class: 'number-item' },
    el('div', { class: 'number-value', title: value === null ? undefined : String(value) }, formatNumber(value, unit)),
    el('div', { class: 'number-label' }, mark, label),
    sparkline && points.length > 1 ? drawSparkline(points, mark.style.background) : null,
  );
}

/** A line without axes, from the least to the greatest of its values. */
function drawSparkline(points, color) {
  const svg = document.createElementNS(SVG, 'svg');
  const line = document.createElementNS(SVG, 'polyline');
  const [times, values] = [0, 1].map((part) => points.map((point) => point[part]));
  const place = (value, all) => (value - Math.min(...all)) / (Math.max(...all) - Math.min(...all) || 1);
  line.setAttribute('points', points.map(([ms, value]) => `${100 * place(ms, times)},${23 - 22 * place(value, values)}`).join(' '));
  line.style.stroke = color;
  svg.setAttribute('viewBox', '0 0 100 24');
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('class', 'sparkline');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(line);
  return svg;
}

function drawAlarm({ name, state, reason }) {
  const [look, text] = ALARM_STATES[state];
  return el('li', { title: `${name}: ${reason}` }, el('span', { class: `status ${look}` }, text), el('strong', {}, name));
}
