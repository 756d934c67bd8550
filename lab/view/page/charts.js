import * as echarts from '/vendor/echarts.js';
import { ink, palette, seriesColor } from './chart-colors.js';
import { formatDay, formatMoment, formatNumber, formatTime } from './format.js';

const DAY = 86400000;
const FONT = 'system-ui, "Amazon Ember", "Helvetica Neue", Roboto, Arial, sans-serif';

/** Draws into an element; gives what removes the drawing again. */
export function drawChart(element, content, title) {
  const chart = echarts.init(element, undefined, { renderer: 'svg' });
  const narrow = () => element.clientWidth < 420;
  const options = () => ({ ...frame(), ...OPTIONS[content.kind](content, narrow(), element) });
  chart.setOption(options());
  element.setAttribute('role', 'img');
  element.setAttribute('aria-label', describe(content, title));
  const observer = new ResizeObserver(() => {
    chart.resize();
    chart.setOption(options(), true);
  });
  observer.observe(element);
  return () => {
    observer.disconnect();
    chart.dispose();
  };
}

const OPTIONS = { lines: timeChart, areas: timeChart, bars: barChart, pie: pieChart, gauge: gaugeChart };

function frame() {
  return { animation: false, color: palette(), textStyle: { fontFamily: FONT, fontSize: 12, color: ink().text } };
}

const tooltip = (trigger) => ({
  trigger,
  confine: true,
  renderMode: 'html',
  backgroundColor: ink().surface,
  borderColor: ink().line,
  textStyle: { color: ink().strong, fontSize: 12, fontFamily: FONT },
});

const escapeHtml = (text) => String(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

function timeChart(content, narrow, element) {
  const stacked = content.kind === 'areas';
  const hasRight = content.series.some(({ yAxis }) => yAxis === 'right');
  const times = timesOf(content.series);
  return {
    tooltip: { ...tooltip('axis'), formatter: (items) => timeTooltip(items, content.series) },
    legend: legend(content.legend, narrow),
    grid: gridBeside(content.legend, content.left.label, hasRight && content.right.label, narrow),
    xAxis: timeAxis(content, element),
    yAxis: [valueAxis(content.left, 'left'), ...(hasRight ? [valueAxis(content.right, 'right')] : [])],
    series: content.series.map((series, index) => lineOf(series, index, stacked, times, content)),
  };
}

/** Stacked series need a value at every time, or what lies above would fall. */
const timesOf = (series) => [...new Set(series.flatMap(({ points }) => points.map(([ms]) => ms)))].sort((a, b) => a - b);

/** The time from one point to the next, where no value is missing. */
const stepOf = (times) => Math.min(...times.slice(1).map((ms, index) => ms - times[index]));

/** A line ends where values are missing, as in the console; a point between two gaps is drawn as one. */
function withGaps(points, step) {
  return points.flatMap(([ms, value], index) => {
    const isApart = (other) => other === undefined || Math.abs(other[0] - ms) > step;
    const [starts, ends] = [isApart(points[index - 1]), isApart(points[index + 1])];
    const point = { value: [ms, value], symbol: starts && ends ? 'circle' : 'none' };
    return ends && index < points.length - 1 ? [point, [ms + step, null]] : [point];
  });
}

function lineOf({ label, color, yAxis, points }, index, stacked, times, content) {
  const known = new Map(points);
  const lone = (stacked ? times : points).length <= 1;
  return {
    type: content.bars ? 'bar' : 'line',
    barMaxWidth: 48,
    name: label,
    data: stacked ? times.map((ms) => [ms, known.get(ms) ?? 0]) : withGaps(points, stepOf(times)),
    yAxisIndex: yAxis === 'right' ? 1 : 0,
    ...(stacked ? { stack: yAxis, areaStyle: { opacity: 0.55 } } : {}),
    showSymbol: lone || !stacked,
    symbol: 'circle',
    symbolSize: lone ? 6 : 4,
    lineStyle: { width: stacked ? 1 : 2 },
    itemStyle: { color: seriesColor(index, color) },
    emphasis: { focus: 'series' },
    markLine: index === 0 ? annotations(content.annotations) : undefined,
  };
}

function annotations(list) {
  if (list.length === 0) return undefined;
  return {
    silent: true,
    symbol: 'none',
    data: list.map(({ value, label, color }) => ({
      yAxis: value,
      lineStyle: { color: color ?? '#d13212', type: 'dashed' },
      label: { formatter: label ?? formatNumber(value), position: 'insideEndTop', color: ink().text },
    })),
  };
}

function timeAxis({ start, end }, element) {
  const long = end - start > DAY;
  return {
    type: 'time',
    min: start,
    max: end,
    splitNumber: Math.max(2, Math.floor(element.clientWidth / 110)),
    axisLine: { lineStyle: { color: ink().line } },
    axisTick: { lineStyle: { color: ink().line } },
    axisLabel: { color: ink().text, hideOverlap: true, formatter: (ms) => timeLabel(ms, long) },
  };
}

function timeLabel(ms, long) {
  const midnight = ms % DAY === 0;
  if (midnight) return formatDay(ms);
  return long ? `${formatDay(ms)}\n${formatTime(ms)}` : formatTime(ms);
}

function valueAxis({ label, min, max }, position) {
  return {
    type: 'value',
    position,
    min,
    max,
    name: label ?? '',
    nameLocation: 'middle',
    nameRotate: 90,
    nameGap: 42,
    nameTextStyle: { color: ink().text, fontSize: 11 },
    splitLine: { show: position === 'left', lineStyle: { color: ink().grid } },
    axisLabel: { color: ink().text, formatter: (value) => formatNumber(value) },
    splitNumber: 4,
  };
}

function legend(position, narrow) {
  if (position === 'hidden') return { show: false };
  const common = {
    type: 'scroll',
    icon: 'roundRect',
    itemWidth: 12,
    itemHeight: 8,
    textStyle: { color: ink().text, fontSize: 12 },
    pageIconColor: ink().text,
    pageIconInactiveColor: ink().line,
    pageTextStyle: { color: ink().text },
  };
  if (position === 'right' && !narrow)
    return { ...common, orient: 'vertical', right: 0, top: 8, textStyle: { ...common.textStyle, width: 110, overflow: 'truncate' } };
  return { ...common, bottom: 0, left: 'center' };
}

function gridBeside(legendPosition, leftLabel, rightLabel, narrow) {
  const atRight = legendPosition === 'right' && !narrow;
  return {
    top: 12,
    left: leftLabel ? 62 : 46,
    right: (atRight ? 150 : 16) + (rightLabel ? 50 : 0),
    bottom: legendPosition === 'hidden' || atRight ? 28 : 54,
  };
}

function timeTooltip(items, series) {
  const shown = items.filter(({ seriesIndex, value }) => series[seriesIndex].points.some(([ms]) => ms === value[0]));
  if (shown.length === 0) return '';
  const rows = shown.map(
    ({ marker, seriesName, seriesIndex, value }) =>
      `<tr><td>${marker}${escapeHtml(seriesName)}</td><td class="number">${escapeHtml(formatNumber(value[1], series[seriesIndex].unit))}</td></tr>`,
  );
  return `<strong>${formatMoment(shown[0].value[0])} UTC</strong><table class="tip">${rows.join('')}</table>`;
}

function barChart({ categories, series, unit, legend: position }, narrow, element) {
  const single = series.length === 1 || position === 'hidden';
  const longest = Math.max(...categories.map((category) => category.length)) * 7;
  const slot = (element.clientWidth - 66) / categories.length;
  const slanted = longest > slot;
  return {
    tooltip: { ...tooltip('axis'), axisPointer: { type: 'shadow' }, formatter: (items) => barTooltip(items, unit) },
    legend: single ? { show: false } : legend('bottom', narrow),
    grid: { top: 12, left: 50, right: 16, bottom: (slanted ? Math.min(76, 24 + longest * 0.6) : 30) + (single ? 0 : 24) },
    xAxis: {
      type: 'category',
      data: categories,
      axisLine: { lineStyle: { color: ink().line } },
      axisTick: { show: false },
      axisLabel: {
        color: ink().text,
        interval: Math.ceil(16 / slot) - 1,
        rotate: slanted ? 35 : 0,
        width: slanted ? 100 : slot,
        overflow: 'truncate',
      },
    },
    yAxis: valueAxis({ label: unit === 'None' ? '' : unit }, 'left'),
    series: series.map(({ label, color, values }, index) => ({
      type: 'bar',
      name: label,
      data: values,
      barMaxWidth: 48,
      itemStyle: { color: seriesColor(index, color), borderRadius: [2, 2, 0, 0] },
    })),
  };
}

function barTooltip(items, unit) {
  const rows = items.map(
    ({ marker, seriesName, value }) =>
      `<tr><td>${marker}${escapeHtml(seriesName)}</td><td class="number">${escapeHtml(formatNumber(value, unit))}</td></tr>`,
  );
  return `<strong>${escapeHtml(items[0].name)}</strong><table class="tip">${rows.join('')}</table>`;
}

function pieChart({ slices, unit, legend: position = 'bottom' }, narrow) {
  const total = slices.reduce((sum, { value }) => sum + value, 0);
  return {
    tooltip: {
      ...tooltip('item'),
      formatter: ({ marker, name, value, percent }) =>
        `${marker}${escapeHtml(name)}: <strong>${formatNumber(value, unit)}</strong> (${percent} %)`,
    },
    legend: legend(position, narrow),
    series: [
      {
        type: 'pie',
        radius: ['36%', '64%'],
        center: ['50%', '44%'],
        data: slices.map(({ label, value, color }, index) => {
          const shown = value >= total * 0.03;
          return {
            name: label,
            value,
            itemStyle: { color: seriesColor(index, color) },
            label: { show: shown },
            labelLine: { show: shown },
          };
        }),
        itemStyle: { borderColor: ink().surface, borderWidth: 2 },
        label: { color: ink().text, overflow: 'none', bleedMargin: 0, formatter: ({ percent }) => `${Number(percent.toFixed(1))} %` },
        labelLine: { length: 6, length2: 6, lineStyle: { color: ink().line } },
      },
    ],
    title: { text: formatNumber(total), left: 'center', top: '39%', textStyle: { color: ink().strong, fontSize: 18, fontFamily: FONT } },
  };
}

function gaugeChart({ items, min, max }, narrow, element) {
  const size = 100 / items.length;
  const radius = Math.min((element.clientWidth / items.length) * 0.42, element.clientHeight * 0.6);
  return {
    series: items.map(({ label, value, unit, color }, index) => ({
      type: 'gauge',
      min,
      max,
      center: [`${size * (index + 0.5)}%`, '62%'],
      radius,
      startAngle: 200,
      endAngle: -20,
      progress: { show: true, width: 14, itemStyle: { color: seriesColor(index, color) } },
      axisLine: { lineStyle: { width: 14, color: [[1, ink().grid]] } },
      axisTick: { show: false },
      splitLine: { show: false },
      pointer: { show: false },
      axisLabel: { distance: -2, color: ink().text, formatter: (tick) => (tick === min || tick === max ? formatNumber(tick) : '') },
      detail: { formatter: () => formatNumber(value, unit), color: ink().strong, fontSize: 22, offsetCenter: [0, '-5%'] },
      title: { color: ink().text, fontSize: 12, offsetCenter: [0, '38%'] },
      data: [{ value: value ?? min, name: label }],
    })),
  };
}

/** Describes a chart as text for screen readers. */
function describe(content, title) {
  const list = (pairs) =>
    pairs
      .slice(0, 12)
      .map(([label, value]) => `${label}: ${formatNumber(value)}`)
      .join(', ');
  switch (content.kind) {
    case 'bars':
      return `${title}. Bar chart of ${content.categories.length} groups: ${list(content.categories.map((name, index) => [name, content.series[0].values[index]]))}`;
    case 'pie':
      return `${title}. Pie chart: ${list(content.slices.map(({ label, value }) => [label, value]))}`;
    case 'gauge':
      return `${title}. Gauge: ${list(content.items.map(({ label, value }) => [label, value]))}`;
    default:
      return `${title}. Line chart, last values: ${list(content.series.map(({ label, points }) => [label, points.at(-1)?.[1]]))}`;
  }
}
