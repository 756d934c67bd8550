import type { Alarm, Dashboard, Widget } from './dashboard';
import { placeWidgets } from './place-widgets';
import { Choice, Variable, withVariables } from './variables';
import type { Json } from '../../aws/json';
import type { StackTemplate } from '../../replay/assembly/stack-template';
import { Attributes, NAME_PROPERTY, attributesOf } from '../../replay/template/attributes';
import { Intrinsics } from '../../replay/template/intrinsics';

const SITE = { account: '111111111111', region: 'us-east-1', queueEndpoint: 'https://sqs.us-east-1.amazonaws.com' };
const ALARMS = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'];

type ImportValue = (name: string) => string | undefined;

/**
 * The dashboards of one template, with references resolved. A resource without a name of its own goes by its logical id: so a
 * dashboard's log group leads to the file that replay wrote, and a resource that replay does not run is still recognised.
 */
export class DashboardTemplate {
  constructor(private readonly source: StackTemplate) {}

  dashboards(importValue: ImportValue): readonly Dashboard[] {
    const resources = Object.entries(this.source.template.Resources ?? {});
    return resources.filter(([, { Type }]) => Type === 'AWS::CloudWatch::Dashboard').map(([id]) => this.dashboard(id, importValue));
  }

  exported(name: string): string | undefined {
    const none = (): undefined => undefined;
    const output = Object.values(this.source.template.Outputs ?? {}).find(
      ({ Export }) => Export !== undefined && this.resolve(Export.Name, 'Export', none) === name,
    );
    return output && String(this.resolve(output.Value, 'Output', none));
  }

  private dashboard(logicalId: string, importValue: ImportValue): Dashboard {
    const { stackName, template } = this.source;
    const base = { id: `${stackName}.${logicalId}`, stackName, alarms: this.alarms(importValue) };
    const properties = template.Resources![logicalId].Properties ?? {};
    try {
      const name = this.resolve(properties.DashboardName ?? withoutHash(logicalId), logicalId, importValue);
      const body = readBody(this.resolve(properties.DashboardBody ?? '', `DashboardBody of ${logicalId}`, importValue));
      const { start, end, periodOverride, variables = [] } = body;
      const withChoice = (choice?: Choice): readonly Widget[] => placeWidgets(withVariables(body.widgets, variables, choice));
      return { ...base, name: String(name), start, end, periodOverride, variables, widgets: withChoice(), withChoice };
    } catch (error) {
      const nothing = { widgets: [], variables: [], withChoice: () => [] };
      return { ...base, ...nothing, name: withoutHash(logicalId), problem: (error as Error).message };
    }
  }

  private alarms(importValue: ImportValue): ReadonlyMap<string, Alarm> {
    const alarms = Object.entries(this.source.template.Resources ?? {}).filter(([, { Type }]) => ALARMS.includes(Type));
    return new Map(
      alarms.map(([id, { Properties }]) => {
        const properties = this.resolve(Properties ?? {}, `Properties of ${id}`, importValue) as Alarm['properties'];
        return [this.attributeOf(id, 'Arn'), { name: String(properties.AlarmName ?? id), properties }];
      }),
    );
  }

  private resolve(value: Json, place: string, importValue: ImportValue): Json {
    const pseudoParameters = {
      'AWS::Partition': 'aws',
      'AWS::Region': SITE.region,
      'AWS::AccountId': SITE.account,
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': this.source.stackName,
      'AWS::StackId': `arn:aws:cloudformation:${SITE.region}:${SITE.account}:stack/${this.source.stackName}/view`,
    };
    const surroundings = {
      template: this.source.template,
      pseudoParameters,
      attributeOf: (id: string, attribute: string | undefined) => this.attributeOf(id, attribute),
      importValue: (name: string) => importValue(name) ?? name,
    };
    return new Intrinsics(surroundings, place).resolve(value);
  }

  private attributeOf(logicalId: string, attribute = ''): string {
    const { Type, Properties } = this.source.template.Resources?.[logicalId] ?? { Type: '', Properties: undefined };
    const own = Properties?.[NAME_PROPERTY[Type] ?? ''];
    const name = typeof own === 'string' ? own : logicalId;
    if (ALARMS.includes(Type)) {
      return attribute === 'Arn' ? `arn:aws:cloudwatch:${SITE.region}:${SITE.account}:alarm:${logicalId}` : logicalId;
    }
    const known: Attributes | undefined = attributesOf(Type, name, SITE);
    return String(known?.[attribute] ?? (attribute ? `${logicalId}.${attribute}` : logicalId));
  }
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
