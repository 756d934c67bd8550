import { Duration } from 'aws-cdk-lib';
import { watched } from './watched-environment';
import { AsgMonitoring } from '../../src/asg-monitoring';
import { CostInsights } from '../../src/cost-insights';
import {
  AsgVariable,
  CollectorVariable,
  ExplorerVariable,
  GrafanaVariable,
  PricingVariable,
  RegistryVariable,
  RunTaskVariable,
  SnapshotVariable,
} from '../../src/domain/names/environment';
import { InFlightSnapshot } from '../../src/in-flight-snapshot';
import { InstanceRegistry } from '../../src/instance-registry';
import { EventDelivery, JobEventCollector } from '../../src/job-event-collector';
import { RunTaskMonitoring } from '../../src/run-task-monitoring';
import { makeCollector } from '../../src/runtime/collector/make-collector';
import { makeExplorer } from '../../src/runtime/explorer/make-explorer';
import { makeAccessUpdater, makeDashboardProvisioner } from '../../src/runtime/grafana/make-provisioner';
import { makeGroupMonitor } from '../../src/runtime/group/make-group-monitor';
import { makeSnapshot } from '../../src/runtime/in-flight/make-snapshot';
import { makePriceRefresher } from '../../src/runtime/pricing/make-price-refresher';
import { makeRegistry } from '../../src/runtime/registry/make-registry';
import { makeRunTaskCounter } from '../../src/runtime/run-task/make-run-task-counter';
import { environmentOf, synthesize } from '../event-intake/synthesis';
import { fullGrafanaWorkspace } from '../grafana-workspace/full-grafana-workspace';
import { fullJobExplorer } from '../job-explorer/full-job-explorer';

const names = (variables: object) => Object.keys(variables).sort();

describe('what a construct sets is what its handler reads', () => {
  beforeAll(() => {
    process.env.AWS_REGION = 'eu-west-1';
  });

  test.each([
    ['with a registry', {}],
    [
      'with every option',
      {
        delivery: EventDelivery.direct(),
        metricNamespace: 'Other',
        tagKeys: ['Project'],
        waitForLateFacts: [Duration.minutes(1)],
        inFlightExpiry: Duration.days(5),
        finishedExpiry: Duration.hours(2),
      },
    ],
  ])('JobEventCollector %s', (_, props) => {
    const synthesis = synthesize((stack) => {
      const instanceRegistry = new InstanceRegistry(stack, 'Registry');
      const collector = new JobEventCollector(stack, 'Collector', { instanceRegistry, ...props });
      new CostInsights(stack, 'Costs', { collector, instanceRegistry });
    });
    const set = environmentOf(synthesis, 'Collector/Handler');
    const { read, environment } = watched(set);
    makeCollector(environment);
    expect(names(set)).toEqual(Object.values(CollectorVariable).sort());
    expect([...read].sort()).toEqual(names(set));
  });

  test.each([
    ['with look-ups', true],
    ['without look-ups', false],
  ])('InstanceRegistry %s', (_, lookUpUnknown) => {
    const synthesis = synthesize((stack) => {
      new InstanceRegistry(stack, 'Registry', { lookUpUnknown });
    });
    const set = environmentOf(synthesis, 'Registry/Handler');
    const { read, environment } = watched(set);
    makeRegistry(environment);
    expect(names(set)).toEqual(Object.values(RegistryVariable).sort());
    expect([...read].sort()).toEqual(names(set).filter((name) => lookUpUnknown || name !== RegistryVariable.URL_SUFFIX));
  });

  test.each([
    ['as it comes', {}],
    ['with a Region of the price list', { priceListRegion: 'us-east-1' }],
  ])('CostInsights %s', (_, props) => {
    const synthesis = synthesize((stack) => {
      const instanceRegistry = new InstanceRegistry(stack, 'Registry');
      new CostInsights(stack, 'Costs', { collector: new JobEventCollector(stack, 'Collector'), instanceRegistry, ...props });
    });
    const set = environmentOf(synthesis, 'Costs/Handler');
    const { read, environment } = watched(set);
    makePriceRefresher(environment);
    expect(names(set)).toEqual(Object.values(PricingVariable).sort());
    expect([...read].sort()).toEqual(names(set));
  });

  test('CostInsights without a registry leaves out what only a registry has', () => {
    const synthesis = synthesize((stack) => {
      new CostInsights(stack, 'Costs', { collector: new JobEventCollector(stack, 'Collector') });
    });
    const set = environmentOf(synthesis, 'Costs/Handler');
    expect(names(set)).toEqual(['PRICE_LIST_REGION', 'PRICE_TABLE', 'URL_SUFFIX']);
    expect(() => makePriceRefresher(watched(set).environment)).not.toThrow();
  });

  test('AsgMonitoring', () => {
    const set = environmentOf(
      synthesize((stack) => {
        new AsgMonitoring(stack, 'Groups');
      }),
      'Groups/Handler',
    );
    const { read, environment } = watched(set);
    makeGroupMonitor(environment);
    expect(names(set)).toEqual(Object.values(AsgVariable).sort());
    expect([...read].sort()).toEqual(names(set));
  });

  test('RunTaskMonitoring', () => {
    const synthesis = synthesize((stack) => {
      new RunTaskMonitoring(stack, 'RunTask');
    });
    const set = environmentOf(synthesis, 'RunTask/Handler');
    const { read, environment } = watched(set);
    makeRunTaskCounter(environment);
    expect(names(set)).toEqual(Object.values(RunTaskVariable).sort());
    expect([...read].sort()).toEqual(names(set));
  });

  test('GrafanaWorkspace', () => {
    const synthesis = synthesize((stack) => fullGrafanaWorkspace(stack));
    for (const [handler, make] of [
      ['Workspace/Access/Handler', makeAccessUpdater],
      ['Grafana/Provisioning/Handler', makeDashboardProvisioner],
    ] as const) {
      const set = environmentOf(synthesis, handler);
      const { read, environment } = watched(set);
      make(environment);
      expect(names(set)).toEqual(Object.values(GrafanaVariable).sort());
      expect([...read].sort()).toEqual(names(set));
    }
  });

  test('JobExplorer', () => {
    const set = environmentOf(
      synthesize((stack) => fullJobExplorer(stack)),
      'Explorer/Handler',
    );
    const { read, environment } = watched(set);
    makeExplorer(environment);
    expect(names(set)).toEqual(Object.values(ExplorerVariable).sort());
    expect([...read].sort()).toEqual(names(set));
  });

  test('JobEventCollector without a registry leaves out what only a registry has', () => {
    const synthesis = synthesize((stack) => {
      new JobEventCollector(stack, 'Collector');
    });
    const set = environmentOf(synthesis, 'Collector/Handler');
    const ofRegistry: string[] = [
      CollectorVariable.INSTANCE_TABLE,
      CollectorVariable.INSTANCE_LOOKUP_QUEUE_URL,
      CollectorVariable.PRICE_TABLE,
      CollectorVariable.PRICE_LOOKUP_QUEUE_URL,
      CollectorVariable.INSTANCES_COUNTED,
    ];
    expect(names(set)).toEqual(
      Object.values(CollectorVariable)
        .filter((name) => !ofRegistry.includes(name))
        .sort(),
    );
    expect(() => makeCollector(watched(set).environment)).not.toThrow();
  });

  test.each([
    ['with a registry', true],
    ['without a registry', false],
  ])('InFlightSnapshot %s', (_, withRegistry) => {
    const synthesis = synthesize((stack) => {
      const collector = new JobEventCollector(stack, 'Collector');
      new InFlightSnapshot(stack, 'InFlight', {
        collector,
        ...(withRegistry && { instanceRegistry: new InstanceRegistry(stack, 'Registry') }),
      });
    });
    const set = environmentOf(synthesis, 'InFlight/Handler');
    const { read, environment } = watched(set);
    makeSnapshot(environment);
    expect(names(set)).toEqual(
      Object.values(SnapshotVariable)
        .filter((name) => withRegistry || name !== SnapshotVariable.INSTANCE_TABLE)
        .sort(),
    );
    expect([...read].sort()).toEqual(Object.values(SnapshotVariable).sort());
  });

  test('all of it fits in what Lambda takes: 4 KB', () => {
    const synthesis = synthesize((stack) => {
      new JobEventCollector(stack, 'Collector', { instanceRegistry: new InstanceRegistry(stack, 'Registry') });
    });
    for (const path of ['Collector/Handler', 'Registry/Handler']) {
      expect(JSON.stringify(environmentOf(synthesis, path)).length).toBeLessThan(2_000);
    }
  });
});
