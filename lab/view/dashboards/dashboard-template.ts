import type { Alarm, Dashboard, Widget } from './dashboard';
import { placeWidgets } from './place-widgets';
import { ALARMS, NamedResource, ResolvedTemplate } from './resolved-template';
import { Choice, Variable, withVariables } from './variables';
import type { Json } from '../../aws/json';

/** The dashboards of one template. */
export function dashboardsOf(template: ResolvedTemplate): readonly Dashboard[] {
  const alarms = alarmsOf(template);
  return template.resources('AWS::CloudWatch::Dashboard').map((resource) => dashboardOf(resource, template, alarms));
}

function dashboardOf({ id, properties }: NamedResource, template: ResolvedTemplate, alarms: Dashboard['alarms']): Dashboard {
  const { stackName } = template.source;
  const base = { id: `${stackName}.${id}`, stackName, alarms };
  try {
    const name = template.resolve(properties.DashboardName ?? withoutHash(id), id);
    const body = readBody(template.resolve(properties.DashboardBody ?? '', `DashboardBody of ${id}`));
    const { start, end, periodOverride, variables = [] } = body;
    const withChoice = (choice?: Choice): readonly Widget[] => placeWidgets(withVariables(body.widgets, variables, choice));
    return { ...base, name: String(name), start, end, periodOverride, variables, widgets: withChoice(), withChoice };
  } catch (error) {
    const nothing = { widgets: [], variables: [], withChoice: () => [] };
    return { ...base, ...nothing, name: withoutHash(id), problem: (error as Error).message };
  }
}

function alarmsOf(template: ResolvedTemplate): Dashboard['alarms'] {
  return new Map(
    template.resources(...ALARMS).map((alarm): readonly [string, Alarm] => {
      const properties = template.resolve(alarm.properties, `Properties of ${alarm.id}`) as Alarm['properties'];
      return [template.attributeOf(alarm.id, 'Arn'), { name: String(properties.AlarmName ?? alarm.id), properties }];
    }),
  );
}

/** CDK ends logical ids with eight digits that mean nothing to people. */
const withoutHash = (logicalId: string): string => logicalId.replace(/(?<=.)[0-9A-F]{8}$/, '');

interface Body {
  readonly start?: string;
  readonly end?: string;
  readonly periodOverride?: string;
  readonly variables?: readonly Variable[];
  readonly widgets: readonly Partial<Widget>[];
}

function readBody(body: Json): Body {
  const parsed = (typeof body === 'string' ? JSON.parse(body) : body) as Partial<Body> | null;
  if (!Array.isArray(parsed?.widgets)) throw new Error('The dashboard body has no list of widgets');
  return parsed as Body;
}
