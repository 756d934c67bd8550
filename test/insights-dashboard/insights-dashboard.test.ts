import { Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { ImportedCollector, RenderedDashboard, StandInCollector, bodiesOf, newStack, render, renderAll } from './dashboard-fixture';
import { DashboardSection, InsightsDashboard, InsightsDashboardProps } from '../../src/insights-dashboard';
import { JobEventCollector } from '../../src/job-event-collector/job-event-collector';

const headings = ({ widgets }: RenderedDashboard): string[] =>
  widgets.flatMap(({ properties }) => /^## (.*)\n/.exec(properties.markdown ?? '')?.[1] ?? []);
const HISTORY = ['Overview', 'Failures', 'By job queue', 'By job definition', 'Placement', 'Latest jobs', 'Collector health'];
const LIVE = ['In flight', 'Transitions', 'Capacity', 'Instances', 'Placement calls'];
const ON_REQUEST = [
  'Cost',
  'Waiting',
  'Attempts and retries',
  'Timings',
  'By CPU architecture',
  'By revision of job definition',
  'Transitions by group',
  'Instances by group',
  'Auto Scaling groups and clusters',
  'Instance utilization',
  'Container Insights',
  'Metrics of AWS Batch itself',
  'Collector activity',
];
const chartsOf = ({ widgets }: RenderedDashboard): number => widgets.filter(({ type }) => type !== 'text').length;
const runbook = (title = 'Runbook'): DashboardSection =>
  DashboardSection.custom(title, 'What to do when it is red.', [
    new TextWidget({ markdown: 'Call us.', width: 12 }),
    new TextWidget({ markdown: 'Or do not.', width: 12 }),
  ]);

describe('by default', () => {
  const body = render();

  test('opens with the last day, because every opening scans the records of its range', () => {
    expect(body.start).toBe('-P1D');
  });

  test('lets the periods of its charts adapt to the time range', () => {
    expect(body.periodOverride).toBe('auto');
  });

  test('shows the history', () => {
    expect(headings(body)).toEqual(HISTORY);
  });

  test('shows what the sources that it is given have to show, too', () => {
    expect(headings(renderAll(undefined, { sections: undefined }))).toEqual([
      ...HISTORY,
      ...LIVE.filter((title) => title !== 'Transitions'),
      'Cost',
    ]);
  });

  test('is drawn as reviewed', () => {
    expect(renderAll()).toMatchSnapshot();
  });
});

describe('sections', () => {
  test.each(DashboardSection.all().map((section): [string, DashboardSection] => [section.title, section]))(
    '%s stands alone',
    (title, section) => {
      const body = renderAll(undefined, { sections: [section] });
      expect(headings(body)).toEqual([title]);
      expect(chartsOf(body)).toBeGreaterThan(0);
      expect(body.widgets[0].properties.markdown).toMatch(/^# AWS Batch insights\n/);
    },
  );

  test('of what happened, of what is happening, on request, and all', () => {
    const titles = (sections: DashboardSection[]): string[] => sections.map(({ title }) => title);
    expect(titles(DashboardSection.history())).toEqual(HISTORY);
    expect(titles(DashboardSection.live())).toEqual(LIVE);
    expect(titles(DashboardSection.onRequest())).toEqual(ON_REQUEST);
    expect(titles(DashboardSection.all())).toEqual([...HISTORY, ...LIVE, ...ON_REQUEST]);
  });

  test('are shown in the order given', () => {
    expect(headings(render({ sections: [DashboardSection.WAITING, DashboardSection.OVERVIEW] }))).toEqual(['Waiting', 'Overview']);
  });

  test('of your own stand between the others, with their widgets side by side', () => {
    const body = render({ sections: [DashboardSection.FAILURES, runbook(), DashboardSection.WAITING] });
    expect(headings(body)).toEqual(['Failures', 'Runbook', 'Waiting']);
    const own = body.widgets.filter(({ properties }) => /^(Call us|Or do not)/.test(properties.markdown ?? ''));
    expect(own.map(({ x }) => x)).toEqual([0, 12]);
    expect(own[0].y).toBe(own[1].y);
  });

  test('and widgets can be added later, at the end', () => {
    // GIVEN
    const stack = newStack();
    const dashboard = new InsightsDashboard(stack, 'Dashboard', {
      collector: new StandInCollector(stack, 'Collector'),
      sections: [DashboardSection.OVERVIEW],
    });

    // WHEN
    dashboard.addSection(DashboardSection.FAILURES);
    dashboard.addWidgets(new TextWidget({ markdown: 'The end.' }));

    // THEN
    const [body] = bodiesOf(stack);
    expect(dashboard.sections).toEqual([DashboardSection.OVERVIEW, DashboardSection.FAILURES]);
    expect(headings(body)).toEqual(['Overview', 'Failures']);
    expect(body.widgets.at(-1)?.properties.markdown).toBe('The end.');
  });

  test('cannot be taken away by changing the list that tells them', () => {
    const stack = newStack();
    const dashboard = new InsightsDashboard(stack, 'Dashboard', { collector: new StandInCollector(stack, 'Collector') });
    dashboard.sections.pop();
    expect(dashboard.sections).toHaveLength(HISTORY.length);
  });
});

describe('names', () => {
  test('are left to CloudFormation, so that two dashboards live in one stack', () => {
    // GIVEN
    const stack = newStack();
    const collector = new StandInCollector(stack, 'Collector');

    // WHEN
    new InsightsDashboard(stack, 'All', { collector });
    new InsightsDashboard(stack, 'Failures', { collector, sections: [DashboardSection.FAILURES], title: 'What broke' });

    // THEN
    const dashboards = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'));
    expect(dashboards.map(({ Properties }) => Properties.DashboardName)).toEqual([undefined, undefined]);
    expect(bodiesOf(stack)[1].widgets[0].properties.markdown).toMatch(/^# What broke\n/);
  });

  test('are yours where you give one', () => {
    const stack = newStack();
    new InsightsDashboard(stack, 'Dashboard', { collector: new StandInCollector(stack, 'Collector'), dashboardName: 'batch-prod' });
    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Dashboard', { DashboardName: 'batch-prod' });
  });

  test('of logical ids stay as they are', () => {
    const stack = newStack();
    new InsightsDashboard(stack, 'Dashboard', { collector: new StandInCollector(stack, 'Collector') });
    expect(Object.keys(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'))).toEqual(['Dashboard7A06DACF']);
  });
});

describe('the collector', () => {
  test('made here has its queues and errors among the charts', () => {
    const stack = newStack();
    new InsightsDashboard(stack, 'Dashboard', {
      collector: new JobEventCollector(stack, 'Collector'),
      sections: [DashboardSection.COLLECTOR_HEALTH, DashboardSection.COLLECTOR_ACTIVITY],
    });
    const text = JSON.stringify(bodiesOf(stack)[0]);
    expect(text).toMatch(/AWS\/SQS.*ApproximateNumberOfMessagesVisible/);
    expect(text).toMatch(/AWS\/Lambda.*Errors/);
  });

  test('made elsewhere has no queue to chart, and no empty chart takes its place', () => {
    const stack = newStack();
    new InsightsDashboard(stack, 'Dashboard', {
      collector: new ImportedCollector(stack, 'Collector'),
      sections: [DashboardSection.COLLECTOR_HEALTH, DashboardSection.COLLECTOR_ACTIVITY],
    });
    const [body] = bodiesOf(stack);
    expect(JSON.stringify(body)).not.toContain('AWS/SQS');
    expect(body.widgets.map(({ properties }) => properties.title).filter(Boolean)).toEqual([
      'Events (events)',
      'Rejected metrics (count)',
      'Events over time (events per period)',
      'Age of events when processed (seconds)',
    ]);
  });
});

describe('refuses, with what to do', () => {
  const MANY_SECTIONS = [DashboardSection.OVERVIEW, DashboardSection.FAILURES, DashboardSection.OVERVIEW];

  test.each([
    [
      'no sections',
      { sections: [] },
      'Stack/Dashboard: sections is [], but it must be a list with at least one element. Name at least one section, or leave the prop out to show the default ones.',
    ],
    [
      'a section twice',
      { sections: MANY_SECTIONS },
      'Stack/Dashboard: sections lists "Overview" twice. Remove one, or give your own section another title.',
    ],
    ['two sections of one title', { sections: [runbook(), runbook()] }, 'sections lists "Runbook" twice.'],
    [
      'a year',
      { defaultInterval: Duration.days(365) },
      'defaultInterval is 365 days, but it must be a whole number of seconds from 1 minute to 31 days.',
    ],
    ['no time at all', { defaultInterval: Duration.seconds(0) }, 'defaultInterval is'],
    ['no job queues', { jobQueues: [] }, 'jobQueues is [], but it must be a list with at least one element.'],
  ])('%s', (_what, props, message) => {
    expect(() => render(props)).toThrow(message);
  });

  test.each([
    ['In flight', DashboardSection.IN_FLIGHT, 'inFlightSnapshot'],
    ['Instances', DashboardSection.INSTANCES, 'instanceRegistry'],
    ['Placement calls', DashboardSection.RUN_TASK, 'runTaskMonitoring'],
  ])('the section %s without its source, whenever it is added', (title, section, prop) => {
    const message = `Stack/Dashboard: ${prop} is required by the section "${title}". Give it to the dashboard, or leave the section out.`;
    expect(() => render({ sections: [section] })).toThrow(message);

    const stack = newStack();
    const dashboard = new InsightsDashboard(stack, 'Dashboard', { collector: new StandInCollector(stack, 'Collector') });
    expect(() => dashboard.addSection(section)).toThrow(message);
  });

  test('no collector, as languages without types let through', () => {
    expect(() => new InsightsDashboard(newStack(), 'Dashboard', {} as InsightsDashboardProps)).toThrow(
      'Stack/Dashboard: collector is required. Make one with new JobEventCollector(scope, "Collector"),',
    );
  });

  test('a section that does not exist', () => {
    const sections = [(DashboardSection as unknown as Record<string, DashboardSection>).OVERVEIW];
    expect(() => render({ sections })).toThrow(
      'sections is [undefined], but it must be a list of dashboard sections. Use the members of DashboardSection,',
    );
  });

  test('a section that is already there', () => {
    const stack = newStack();
    const dashboard = new InsightsDashboard(stack, 'Dashboard', { collector: new StandInCollector(stack, 'Collector') });
    expect(() => dashboard.addSection(DashboardSection.FAILURES)).toThrow('sections lists "Failures" twice.');
  });

  test.each([
    [
      'without a title',
      () => DashboardSection.custom(' ', 'How to read.', [new TextWidget({ markdown: '' })]),
      'DashboardSection.custom: title is " ", but it must be a text.',
    ],
    [
      'without an explanation',
      () => DashboardSection.custom('Mine', '', [new TextWidget({ markdown: '' })]),
      'DashboardSection.custom: explanation is "", but it must be a text.',
    ],
    [
      'without widgets',
      () => DashboardSection.custom('Mine', 'How to read.', []),
      "widgets is [], but it must be a list with at least one element. Add a widget to 'Mine', or leave the section out.",
    ],
  ])('a section of your own %s', (_what, make, message) => {
    expect(make).toThrow(message);
  });
});
