import { Stack } from 'aws-cdk-lib';
import { BatchInsights } from '../../src';

const insightsIn = (stack: Stack) => new BatchInsights(stack, 'Insights');
const titlesOf = ({ dashboards }: { readonly dashboards: readonly { readonly title: string }[] }) => dashboards.map(({ title }) => title);

describe('dashboards for Grafana that are added', () => {
  test('GIVEN batch insights WHEN they are added THEN they are returned and reached', () => {
    const insights = insightsIn(new Stack());
    expect(insights.grafanaDashboards).toBeUndefined();
    const dashboards = insights.addGrafana();
    expect(insights.grafanaDashboards).toBe(dashboards);
    expect(dashboards.node.path).toBe('Default/Insights/GrafanaDashboards');
  });

  test('GIVEN a history WHEN they are added THEN one more shows the jobs', () => {
    const without = titlesOf(insightsIn(new Stack()).addGrafana());
    const insights = insightsIn(new Stack());
    insights.addHistory();
    const withHistory = titlesOf(insights.addGrafana());
    expect(withHistory).toEqual(expect.arrayContaining(without));
    expect(withHistory).toHaveLength(without.length + 1);
  });

  test('GIVEN options WHEN they are added THEN they have them', () => {
    const uids = insightsIn(new Stack())
      .addGrafana({ uidPrefix: 'mine-' })
      .dashboards.map(({ uid }) => uid);
    expect(uids.every((uid) => uid.startsWith('mine-'))).toBe(true);
  });

  test('GIVEN dashboards WHEN they are added again, or a history after them THEN the error says how', () => {
    const insights = insightsIn(new Stack());
    insights.addGrafana();
    expect(() => insights.addGrafana()).toThrow('GrafanaDashboards is added twice');
    expect(() => insights.addHistory()).toThrow(
      'Default/Insights: GrafanaDashboards would not show what is added after it. Call addHistory() before addGrafana().',
    );
  });
});
