import { readFileSync } from 'fs';
import { join } from 'path';
import { Stack } from 'aws-cdk-lib';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { topic, TOPIC } from './every-alarm-prop';
import { FORMS } from './parts';
import { MetricStore } from '../../lab/aws/metrics/index';
import { dashboardsOf } from '../../lab/view/dashboards/dashboard-template';
import { ResolvedTemplate } from '../../lab/view/dashboards/resolved-template';
import { alarmContent } from '../../lab/view/widgets/alarm-widget';
import {
  BatchInsights,
  BatchInsightsProps,
  DashboardSection,
  InFlightSnapshot,
  InsightsDashboard,
  InsightsDashboardProps,
  JobEventCollector,
} from '../../src';
import { synthesize } from '../event-intake/synthesis';

interface AlarmProperties {
  readonly AlarmDescription: string;
  readonly MetricName?: string;
  readonly Metrics?: readonly { readonly MetricStat?: object }[];
  readonly AlarmActions?: readonly string[];
  readonly OKActions?: readonly string[];
  readonly InsufficientDataActions?: readonly string[];
  readonly TreatMissingData?: string;
}

const alarmsOf = (build: (stack: Stack) => void): AlarmProperties[] =>
  ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'].flatMap((type) =>
    Object.values(synthesize(build).template.findResources(type)).map(({ Properties }) => Properties as AlarmProperties),
  );

/** CloudWatch charges for each metric that an alarm looks at, and not for expressions. */
const metricsIn = ({ Metrics }: AlarmProperties): number => Metrics?.filter(({ MetricStat }) => MetricStat).length ?? 1;

const insights = (props: BatchInsightsProps = {}) => {
  let made!: BatchInsights;
  const { template } = synthesize((stack) => {
    made = new BatchInsights(stack, 'Insights', props);
  });
  return {
    made,
    alarms: Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties as AlarmProperties),
    template,
  };
};

/** Anchors as GitHub makes them of headings. */
function anchorsOfRunbook(): string[] {
  const text = readFileSync(join(__dirname, '../../docs/runbook.md'), 'utf8');
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replace(/ /g, '-'),
  );
}

const LINK = /Runbook: https:\/\/github\.com\/cdk-batch-insights\/cdk-batch-insights\/blob\/main\/docs\/runbook\.md#([a-z-]+)$/;

describe('every alarm', () => {
  test.each(FORMS)(
    'of %s says what it means, in what CloudWatch takes, and ends with a link to a section that the runbook has',
    (_, build) => {
      const anchors = anchorsOfRunbook();
      const alarms = alarmsOf(build);
      expect(alarms.length).toBeGreaterThan(0);
      for (const { AlarmDescription } of alarms) {
        expect(AlarmDescription.length).toBeLessThanOrEqual(1024);
        expect(AlarmDescription).toMatch(LINK);
        expect(anchors).toContain(LINK.exec(AlarmDescription)?.[1]);
      }
    },
  );

  test('says the same of the same kind, so that one section of the runbook is enough', () => {
    const sections = alarmsOf((stack) => new BatchInsights(stack, 'Insights')).map(
      ({ AlarmDescription }) => LINK.exec(AlarmDescription)?.[1],
    );
    expect([...new Set(sections)].sort()).toEqual([
      'dead-letters',
      'errors',
      'event-age',
      'rejected-metrics',
      'silence',
      'snapshots-fail',
      'standstill',
      'unread-fields',
    ]);
  });
});

describe('the alarms of batch insights', () => {
  test('are fourteen, over 23 metrics: $2.30 a month', () => {
    const { made, alarms } = insights();
    expect(made.alarms.map(({ node }) => node.path.replace('Stack/Insights/', '')).sort()).toEqual([
      'AsgMonitoring/DeadLetterAlarm',
      'AsgMonitoring/ErrorAlarm',
      'AsgMonitoring/EventAgeAlarm',
      'InFlightSnapshot/ErrorAlarm',
      'InFlightSnapshot/StandstillAlarm',
      'InstanceRegistry/DeadLetterAlarm',
      'InstanceRegistry/ErrorAlarm',
      'InstanceRegistry/EventAgeAlarm',
      'JobEventCollector/DeadLetterAlarm',
      'JobEventCollector/ErrorAlarm',
      'JobEventCollector/EventAgeAlarm',
      'JobEventCollector/RejectedMetricsAlarm',
      'JobEventCollector/SilenceAlarm',
      'JobEventCollector/UnreadFieldsAlarm',
    ]);
    expect(alarms).toHaveLength(14);
    expect(alarms.reduce((sum, alarm) => sum + metricsIn(alarm), 0)).toBe(23);
  });

  test('are three more with RunTask, over five metrics', () => {
    const { made, alarms } = insights({ runTaskMonitoringEnabled: true });
    expect(made.alarms).toHaveLength(17);
    expect(alarms.reduce((sum, alarm) => sum + metricsIn(alarm), 0)).toBe(28);
  });

  test('do nothing, or all do what they are told', () => {
    expect(insights().alarms.flatMap(({ AlarmActions = [], OKActions = [] }) => [...AlarmActions, ...OKActions])).toEqual([]);
    const { alarms } = insights({ alarmActions: [topic], okActions: [topic], runTaskMonitoringEnabled: true });
    expect(alarms.map(({ AlarmActions, OKActions }) => [AlarmActions, OKActions])).toEqual(alarms.map(() => [[TOPIC], [TOPIC]]));
  });

  test('tell of data that no longer comes where it always comes, which is of snapshots alone: all else is quiet where there is nothing to do', () => {
    const { alarms } = insights({ alarmActions: [topic], okActions: [topic], runTaskMonitoringEnabled: true });
    const steady = alarms.filter(({ TreatMissingData }) => TreatMissingData !== 'notBreaching');
    expect(
      steady.map(({ AlarmDescription, TreatMissingData, InsufficientDataActions }) => [
        LINK.exec(AlarmDescription)?.[1],
        TreatMissingData,
        InsufficientDataActions,
      ]),
    ).toEqual([['snapshots-fail', 'missing', [TOPIC]]]);
    expect(alarms.filter(({ InsufficientDataActions }) => InsufficientDataActions)).toEqual(steady);
  });

  test('can be four: those on dead letters and on snapshots that fail stay', () => {
    const { made } = insights({
      errorAlarmEnabled: false,
      eventAgeAlarmEnabled: false,
      silenceAlarmEnabled: false,
      standstillAlarmEnabled: false,
      unreadFieldsAlarmEnabled: false,
      rejectedMetricsAlarmEnabled: false,
    });
    expect(made.alarms.map(({ node }) => node.path.replace('Stack/Insights/', '')).sort()).toEqual([
      'AsgMonitoring/DeadLetterAlarm',
      'InFlightSnapshot/ErrorAlarm',
      'InstanceRegistry/DeadLetterAlarm',
      'JobEventCollector/DeadLetterAlarm',
    ]);
  });

  test('leave out those of a collector that was given', () => {
    let made!: BatchInsights;
    synthesize((stack) => {
      made = new BatchInsights(stack, 'Insights', { jobEventCollector: new JobEventCollector(stack, 'Mine'), asgMonitoringEnabled: false });
    });
    expect(made.alarms.map(({ node }) => node.path)).toEqual([
      'Stack/Insights/InFlightSnapshot/ErrorAlarm',
      'Stack/Insights/InFlightSnapshot/StandstillAlarm',
    ]);
  });

  test('are shown where the health of the collector is, also those of parts that a dashboard does not read', () => {
    const { made, template } = insights();
    const [dashboard] = Object.entries(template.findResources('AWS::CloudWatch::Dashboard')).flatMap(([id, { Properties }]) =>
      id.includes('Live') ? [] : [Properties],
    );
    const body = JSON.stringify(dashboard.DashboardBody);
    const shown = new Set([...body.matchAll(/"Fn::GetAtt":\["(Insights\w+Alarm\w+)","Arn"\]/g)].map(([, id]) => id));
    expect(shown).toEqual(new Set(made.alarms.map((alarm) => alarm.stack.getLogicalId(alarm.node.defaultChild as never))));
  });

  test('are all OK in the lab, where nothing has happened, but for snapshots, which always come', () => {
    // GIVEN
    const source = { stackName: 'Stack', templateFile: '', template: insights().template.toJSON(), assets: new Map() };
    const [dashboard] = dashboardsOf(new ResolvedTemplate(source, () => undefined));

    // WHEN
    const [{ properties }, ...others] = dashboard.widgets.filter(({ type }) => type === 'alarm');
    const content = alarmContent(properties, dashboard, new MetricStore([]), { start: 0, end: Date.UTC(2026, 10, 20) });

    // THEN
    expect(others).toEqual([]);
    const states =
      content.kind === 'alarms' ? content.alarms.map(({ name, state }) => [/InFlightSnapshotErrorAlarm/.test(name), state]) : [];
    expect(states).toHaveLength(14);
    for (const [isOfSnapshots, state] of states) expect(state).toBe(isOfSnapshots ? 'INSUFFICIENT_DATA' : 'OK');
  });
});

describe('a dashboard that is not told of alarms', () => {
  const alarmsShown = (props: (stack: Stack) => InsightsDashboardProps) => {
    const { template } = synthesize(
      (stack) => new InsightsDashboard(stack, 'Dashboard', { sections: [DashboardSection.COLLECTOR_HEALTH], ...props(stack) }),
    );
    return JSON.stringify(template.findResources('AWS::CloudWatch::Dashboard')).match(/(?<=GetAtt":\[")\w+Alarm(?=\w+","Arn)/g) ?? [];
  };

  test('shows those of what it reads', () => {
    const shown = alarmsShown((stack) => {
      const collector = new JobEventCollector(stack, 'Jobs');
      return { collector, inFlightSnapshot: new InFlightSnapshot(stack, 'InFlight', { collector }) };
    });
    expect(shown).toEqual([
      'JobsDeadLetterAlarm',
      'JobsErrorAlarm',
      'JobsEventAgeAlarm',
      'JobsUnreadFieldsAlarm',
      'JobsRejectedMetricsAlarm',
      'InFlightErrorAlarm',
      'InFlightStandstillAlarm',
    ]);
  });

  test('has no place for them where it reads what was made elsewhere', () => {
    const imported = (stack: Stack) =>
      JobEventCollector.fromJobEventCollectorAttributes(stack, 'Jobs', {
        logGroup: LogGroup.fromLogGroupName(stack, 'Records', 'records'),
        table: Table.fromTableName(stack, 'Table', 'jobs'),
      });
    expect(alarmsShown((stack) => ({ collector: imported(stack) }))).toEqual([]);
  });
});
