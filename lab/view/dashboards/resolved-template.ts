import type { Json, JsonObject } from '../../aws/json';
import type { StackTemplate } from '../../replay/assembly/stack-template';
import { Attributes, NAME_PROPERTY, attributesOf } from '../../replay/template/attributes';
import { generatedName } from '../../replay/template/deployed-stack';
import { Intrinsics } from '../../replay/template/intrinsics';

const SITE = { account: '111111111111', region: 'us-east-1', queueEndpoint: 'https://sqs.us-east-1.amazonaws.com' };
export const ALARMS = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'];

const NAMED_IN_RECORDS = /^AWS::(Batch|Scheduler)::/;

type ImportValue = (name: string) => string | undefined;

/** A resource with its logical id, and its properties as they stand in the template. */
export interface NamedResource {
  readonly id: string;
  readonly properties: JsonObject;
}

/**
 * A template whose references are resolved. A resource without a name of its own goes by its logical id: so a dashboard's log group leads to the file that
 * replay wrote, and a resource that replay does not run is still recognised. Those of AWS Batch and of schedules have the names that are in records and metrics.
 */
export class ResolvedTemplate {
  constructor(
    readonly source: StackTemplate,
    private readonly importValue: ImportValue,
  ) {}

  resources(...types: readonly string[]): readonly NamedResource[] {
    return Object.entries(this.source.template.Resources ?? {})
      .filter(([, { Type }]) => types.includes(Type))
      .map(([id, { Properties }]) => ({ id, properties: Properties ?? {} }));
  }

  exported(name: string): string | undefined {
    const none = (): undefined => undefined;
    const output = Object.values(this.source.template.Outputs ?? {}).find(
      ({ Export }) => Export !== undefined && this.resolve(Export.Name, 'Export', none) === name,
    );
    return output && String(this.resolve(output.Value, 'Output', none));
  }

  resolve(value: Json, place: string, importValue = this.importValue): Json {
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

  attributeOf(logicalId: string, attribute = ''): string {
    const { Type, Properties } = this.source.template.Resources?.[logicalId] ?? { Type: '', Properties: undefined };
    const own = Properties?.[NAME_PROPERTY[Type] ?? ''];
    const name = typeof own === 'string' ? own : this.generatedName(logicalId, Type);
    if (ALARMS.includes(Type)) {
      return attribute === 'Arn' ? `arn:aws:cloudwatch:${SITE.region}:${SITE.account}:alarm:${logicalId}` : logicalId;
    }
    const known: Attributes | undefined = attributesOf(Type, name, SITE);
    return String(known?.[attribute] ?? (attribute ? `${logicalId}.${attribute}` : logicalId));
  }

  private generatedName(logicalId: string, type: string): string {
    return NAMED_IN_RECORDS.test(type) ? generatedName(this.source.stackName, logicalId) : logicalId;
  }
}
