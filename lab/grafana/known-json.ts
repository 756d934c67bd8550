/**
 * What the lab understands of the JSON of a Grafana dashboard. Anything else is an error: a dashboard that is shown without a part of it would be
 * taken for what Grafana shows.
 */

/** Values that a place may have, by its path; `ANY` where every value means the same here, or is read. A `*` stands for one name. */
export type KnownJson = Readonly<Record<string, readonly unknown[] | typeof ANY>>;
const ANY = 'any';

const prefixed = (prefix: string, known: KnownJson): KnownJson =>
  Object.fromEntries(Object.entries(known).map(([path, values]) => [`${prefix}.${path}`, values]));

const DATA_SOURCE: KnownJson = { 'datasource.type': ['cloudwatch', 'grafana-athena-datasource'], 'datasource.uid': ANY };

const OF_EVERY_PANEL: KnownJson = {
  ...DATA_SOURCE,
  id: ANY,
  type: ANY,
  title: ANY,
  description: ANY,
  transparent: ANY,
  'gridPos.*': ANY,
  // Only means something beside `repeat`, which is not known.
  repeatDirection: ['h'],
};

const LEGEND: KnownJson = {
  'options.legend.displayMode': ['list'],
  'options.legend.placement': ['bottom'],
  'options.legend.showLegend': ANY,
  'options.tooltip.*': ANY,
};
const COLORS: KnownJson = {
  'fieldConfig.overrides[].matcher.id': ['byFrameRefID'],
  'fieldConfig.overrides[].matcher.options': ANY,
  'fieldConfig.overrides[].properties[].id': ['color'],
  'fieldConfig.overrides[].properties[].value.mode': ['fixed'],
  'fieldConfig.overrides[].properties[].value.fixedColor': ANY,
};
const VALUES: KnownJson = {
  ...COLORS,
  'fieldConfig.defaults.unit': ANY,
  'options.orientation': ['auto'],
  'options.reduceOptions.calcs[]': ['sum', 'max', 'lastNotNull'],
  'options.reduceOptions.fields': [''],
};

const PANELS: Readonly<Record<string, KnownJson>> = {
  row: { collapsed: ANY },
  text: { 'options.mode': ['markdown'], 'options.content': ANY },
  timeseries: {
    ...LEGEND,
    ...COLORS,
    'fieldConfig.defaults.unit': ANY,
    'fieldConfig.defaults.custom.drawStyle': ['line', 'bars'],
    'fieldConfig.defaults.custom.axisLabel': ANY,
    'fieldConfig.defaults.custom.axisSoftMin': ANY,
    'fieldConfig.defaults.custom.lineWidth': ANY,
    'fieldConfig.defaults.custom.fillOpacity': ANY,
    'fieldConfig.defaults.custom.stacking.group': ['A'],
    'fieldConfig.defaults.custom.stacking.mode': ['normal', 'none'],
    // By time: what is drawn here always is.
    'transformations[].id': ['sortBy'],
    'transformations[].options.sort[].field': ANY,
  },
  table: {
    'options.frameIndex': [0],
    'options.showHeader': [true],
    'options.showTypeIcons': [false],
    'options.footer.show': [false],
    'options.footer.countRows': [false],
    'options.cellHeight': ANY,
    'fieldConfig.defaults.custom.*': ANY,
    'fieldConfig.overrides[].matcher.id': ['byName'],
    'fieldConfig.overrides[].matcher.options': ANY,
    'fieldConfig.overrides[].properties[].id': ['links'],
    'fieldConfig.overrides[].properties[].value[].*': ANY,
  },
  stat: {
    ...VALUES,
    'fieldConfig.defaults.noValue': ANY,
    'options.graphMode': ['area', 'none'],
    'options.colorMode': ANY,
    'options.justifyMode': ANY,
    'options.textMode': ['auto'],
    'options.wideLayout': ANY,
    'options.showPercentChange': [false],
    'options.percentChangeColorMode': ANY,
    'options.reduceOptions.values': [false],
  },
  gauge: {
    ...VALUES,
    'fieldConfig.defaults.min': ANY,
    'fieldConfig.defaults.max': ANY,
    'options.showThresholdLabels': [false],
    'options.showThresholdMarkers': ANY,
    'options.sizing': ANY,
    'options.minVizWidth': ANY,
    'options.minVizHeight': ANY,
    'options.reduceOptions.values': [false],
  },
  piechart: { ...VALUES, ...LEGEND, 'options.legend.values[]': ANY, 'options.pieType': ['pie'], 'options.reduceOptions.values': ANY },
  barchart: {
    ...LEGEND,
    'fieldConfig.defaults.unit': ANY,
    'fieldConfig.defaults.custom.*': ANY,
    'options.orientation': ['auto'],
    'options.stacking': ['none'],
    'options.showValue': ANY,
    'options.barRadius': ANY,
    'options.barWidth': ANY,
    'options.groupWidth': ANY,
    'options.fullHighlight': ANY,
    'options.xTickLabelRotation': ANY,
    'options.xTickLabelMaxLength': ANY,
    'options.xTickLabelSpacing': ANY,
  },
};

const OF_EVERY_TARGET: KnownJson = { ...DATA_SOURCE, refId: ANY };
const METRICS: KnownJson = {
  ...OF_EVERY_TARGET,
  id: ANY,
  region: ANY,
  queryMode: ['Metrics'],
  metricQueryType: [0],
  period: [''],
  matchExact: [true],
  namespace: ANY,
  label: ANY,
  hide: ANY,
};
const BUILDER = 0;

const TARGETS = {
  metric: { ...METRICS, metricEditorMode: [BUILDER], metricName: ANY, statistic: ANY, 'dimensions.*': ANY },
  expression: { ...METRICS, metricEditorMode: [1], expression: ANY },
  logs: {
    ...OF_EVERY_TARGET,
    id: [''],
    region: ANY,
    queryMode: ['Logs'],
    expression: ANY,
    'logGroups[].name': ANY,
    'logGroups[].arn': ANY,
    'statsGroups[]': ANY,
  },
  sql: {
    ...OF_EVERY_TARGET,
    ...prefixed('connectionArgs', {
      region: ['__default'],
      catalog: ['__default'],
      database: ['__default'],
      resultReuseEnabled: [false],
      resultReuseMaxAgeInMinutes: ANY,
    }),
    format: [0, 1],
    rawSQL: ANY,
  },
} satisfies Record<string, KnownJson>;
export type TargetKind = keyof typeof TARGETS;

const OF_EVERY_VARIABLE: KnownJson = {
  ...DATA_SOURCE,
  type: ANY,
  name: ANY,
  label: ANY,
  multi: ANY,
  includeAll: ANY,
  allValue: ANY,
  hide: [0],
  refresh: [1, 2],
  skipUrlSync: [false],
  allowCustomValue: [true],
  auto: [false],
  auto_min: ANY,
  auto_count: ANY,
  ...prefixed('current', { selected: ANY, text: ANY, value: ANY, 'text[]': ANY, 'value[]': ANY }),
};
const VARIABLES: Readonly<Record<string, KnownJson>> = {
  datasource: { query: ['cloudwatch', 'grafana-athena-datasource'] },
  custom: { query: ANY, 'options[].*': ANY },
  textbox: { query: ANY },
  query: {
    regex: ANY,
    sort: [0, 5],
    ...prefixed('query', TARGETS.sql),
    ...prefixed('query', { refId: ANY, region: ANY, queryType: ['dimensionValues', 'logGroups'] }),
    ...prefixed('query', { namespace: ANY, metricName: ANY, dimensionKey: ANY, logGroupPrefix: ANY }),
  },
};

/** Refuses a panel that holds something unknown. Its queries, and the panels of a row, are checked for themselves. */
export function checkPanel({
  targets: _targets,
  panels: _panels,
  ...panel
}: {
  readonly type: string;
  readonly [name: string]: unknown;
}): void {
  const known = Object.hasOwn(PANELS, panel.type) ? PANELS[panel.type] : undefined;
  if (!known) throw new Error(`Panels of type "${panel.type}" are not supported here`);
  check(panel, { ...OF_EVERY_PANEL, ...known }, `a panel of type "${panel.type}"`);
}

/** Refuses a query that holds something unknown; gives what kind of query it is. */
export function checkTarget(target: { readonly [name: string]: unknown }): TargetKind {
  const kind = kindOf(target);
  check(target, TARGETS[kind], 'a query');
  return kind;
}

function kindOf({ rawSQL, queryMode, metricEditorMode }: Readonly<Record<string, unknown>>): TargetKind {
  if (rawSQL !== undefined) return 'sql';
  if (queryMode === 'Logs') return 'logs';
  return metricEditorMode === BUILDER ? 'metric' : 'expression';
}

export function checkVariable(variable: { readonly type: string; readonly [name: string]: unknown }): void {
  const known = Object.hasOwn(VARIABLES, variable.type) ? VARIABLES[variable.type] : undefined;
  if (!known) throw new Error(`Variables of type "${variable.type}" are not supported here`);
  check(variable, { ...OF_EVERY_VARIABLE, ...known }, `variable "${String(variable.name)}"`);
}

function check(value: object, known: KnownJson, where: string): void {
  for (const [path, leaf] of leavesOf(value)) {
    const allowed = known[path] ?? known[path.replace(/[^.]+$/, '*')];
    if (allowed === undefined) throw new Error(`"${path}" of ${where} is not supported here`);
    if (allowed !== ANY && !allowed.includes(leaf)) throw new Error(`"${path}" of ${where} is not supported as ${JSON.stringify(leaf)}`);
  }
}

/** Every value that has no parts, with its path. */
function leavesOf(value: unknown, path = ''): ReadonlyArray<readonly [string, unknown]> {
  if (Array.isArray(value)) return value.flatMap((each) => leavesOf(each, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([name, each]) => leavesOf(each, path === '' ? name : `${path}.${name}`));
}
