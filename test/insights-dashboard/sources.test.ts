import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import {
  DashboardSection,
  InFlightSnapshot,
  InsightsDashboard,
  InsightsDashboardProps,
  JobEventCollector,
  RunTaskMonitoring,
} from '../../src';

const made = (props: Partial<InsightsDashboardProps> = {}) => {
  const stack = new Stack();
  const collector = new JobEventCollector(stack, 'Collector');
  const dashboard = new InsightsDashboard(stack, 'Dashboard', { collector, ...props });
  return { stack, dashboard, runTaskMonitoring: new RunTaskMonitoring(stack, 'RunTask') };
};
const text = (stack: Stack) => JSON.stringify(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'));

describe('sources that are added', () => {
  test('GIVEN sections by default WHEN a source is added THEN its section appears in its place', () => {
    const { stack, dashboard, runTaskMonitoring } = made();
    expect(dashboard.sections).not.toContain(DashboardSection.RUN_TASK);
    dashboard.addSources({ runTaskMonitoring });
    const titles = dashboard.sections.map(({ title }) => title);
    expect(titles.indexOf(DashboardSection.RUN_TASK.title)).toBe(titles.indexOf(DashboardSection.COLLECTOR_HEALTH.title) + 1);
    expect(text(stack)).toContain(`## ${DashboardSection.RUN_TASK.title}`);
  });

  test('GIVEN named sections WHEN one lacks its source THEN it is left out where that is asked for', () => {
    const sections = [DashboardSection.RUN_TASK, DashboardSection.FAILURES];
    const { stack, dashboard } = made({ sections, sectionsWithoutSourceOmitted: true });
    expect(dashboard.sections).toEqual([DashboardSection.FAILURES]);
    expect(text(stack)).not.toContain(`## ${DashboardSection.RUN_TASK.title}`);
  });

  test('GIVEN a section without any chart WHEN sections are named THEN only it is left out, and custom text stays', () => {
    const stack = new Stack();
    const collector = new JobEventCollector(stack, 'Collector');
    const notes = DashboardSection.custom('Notes', 'Whom to ask.', [new TextWidget({ markdown: '' })]);
    const dashboard = new InsightsDashboard(stack, 'Dashboard', {
      collector,
      inFlightSnapshot: new InFlightSnapshot(stack, 'InFlight', { collector }),
      sections: [DashboardSection.CAPACITY, notes],
    });
    expect(dashboard.sections).toEqual([notes]);
    expect(text(stack)).toContain('## Notes');
    expect(text(stack)).not.toContain('## Capacity');
  });

  test('GIVEN sections by default WHEN none may lack its source THEN that is an error', () => {
    expect(() => made({ sectionsWithoutSourceOmitted: false })).toThrow(
      'Default/Dashboard: inFlightSnapshot is required by the section "In flight".',
    );
  });

  test('GIVEN a source WHEN another one of its kind is added THEN the error names both', () => {
    const { stack, dashboard, runTaskMonitoring } = made();
    dashboard.addSources({ runTaskMonitoring });
    expect(() => dashboard.addSources({ runTaskMonitoring: new RunTaskMonitoring(stack, 'Second') })).toThrow(
      'Default/Dashboard: runTaskMonitoring is "Default/Second", but it must be Default/RunTask, which the dashboard shows already.',
    );
  });
});
