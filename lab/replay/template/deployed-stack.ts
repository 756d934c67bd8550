import { createHash } from 'node:crypto';
import { Attributes, attributesOf, NAME_PROPERTY, DeploymentTarget } from './attributes';
import { Intrinsics, TemplateScope } from './intrinsics';
import { isObject, Json, JsonObject } from '../../aws/json';
import { Resource, StackTemplate } from '../assembly/stack-template';

/** A resource of a stack, with its properties resolved when they are asked for. */
export interface DeployedResource {
  readonly logicalId: string;
  /** Its logical id, with the stack's name before it where two stacks of the assembly use the same one. */
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly stack: DeployedStack;
  property(name: string): Json | undefined;
}

/** A template as CloudFormation would deploy it: names given, references resolved. */
export class DeployedStack {
  private readonly surroundings: TemplateScope;
  private readonly names = new Map<string, string>();

  constructor(
    readonly source: StackTemplate,
    private readonly site: DeploymentTarget,
    importValue: (name: string) => Json | undefined,
    private readonly idOf: (stackName: string, logicalId: string) => string,
  ) {
    this.surroundings = {
      template: source.template,
      pseudoParameters: {
        'AWS::Partition': 'aws',
        'AWS::Region': site.region,
        'AWS::AccountId': site.account,
        'AWS::URLSuffix': 'amazonaws.com',
        'AWS::StackName': source.stackName,
        'AWS::StackId': `arn:aws:cloudformation:${site.region}:${site.account}:stack/${source.stackName}/replay`,
      },
      attributeOf: (logicalId, attribute) => this.attributeOf(logicalId, attribute),
      importValue,
    };
  }

  /** The resources of some types, without those whose condition does not hold. */
  resources(...types: string[]): DeployedResource[] {
    return Object.entries(this.source.template.Resources ?? {})
      .filter(
        ([logicalId, { Type, Condition }]) =>
          types.includes(Type) && (Condition === undefined || this.intrinsics(`Condition of ${logicalId}`).holds(Condition)),
      )
      .map(([logicalId, resource]) => this.deployed(logicalId, resource));
  }

  /** What this stack exports under a name. */
  exported(name: string): Json | undefined {
    for (const [id, output] of Object.entries(this.source.template.Outputs ?? {})) {
      const intrinsics = this.intrinsics(`Output ${id}`);
      if (output.Export !== undefined && intrinsics.resolve(output.Export.Name) === name) return intrinsics.resolve(output.Value);
    }
    return undefined;
  }

  /** The ARN of a resource that has one. */
  arnOf(logicalId: string): Json | undefined {
    return this.attributeOf(logicalId, 'Arn');
  }

  /** What `Ref` gives for a resource. */
  refOf(logicalId: string): Json | undefined {
    return this.attributeOf(logicalId, undefined);
  }

  /** The ARN of what is in the account without a template. */
  regionalArn(service: string, resource: string): string {
    return `arn:aws:${service}:${this.site.region}:${this.site.account}:${resource}`;
  }

  private deployed(logicalId: string, resource: Resource): DeployedResource {
    const {
      source: { stackName },
    } = this;
    return {
      logicalId,
      id: this.idOf(stackName, logicalId),
      type: resource.Type,
      stack: this,
      name: this.nameOf(logicalId, resource),
      property: (name) => {
        const value = resource.Properties?.[name];
        if (value === undefined) return undefined;
        return this.intrinsics(`${stackName}: ${resource.Type} ${logicalId}.${name}`).resolve(value) ?? undefined;
      },
    };
  }

  private attributeOf(logicalId: string, attribute: string | undefined): Json | undefined {
    const resource = this.source.template.Resources?.[logicalId];
    if (resource === undefined) return undefined;
    if (resource.Type === 'AWS::Lambda::Version' || resource.Type === 'AWS::Lambda::Alias') {
      return this.qualifiedFunction(logicalId, resource);
    }
    const attributes: Attributes | undefined = attributesOf(resource.Type, this.nameOf(logicalId, resource), this.site);
    return attributes?.[attribute ?? ''];
  }

  /** A version or an alias is the function itself here: there is one copy of its code. */
  private qualifiedFunction(logicalId: string, { Properties }: Resource): Json {
    const name = this.intrinsics(`FunctionName of ${logicalId}`).resolve(Properties?.FunctionName ?? null);
    return attributesOf('AWS::Lambda::Function', String(name).replace(/^.*:function:/, ''), this.site)?.Arn ?? null;
  }

  private nameOf(logicalId: string, { Type, Properties }: Resource): string {
    const known = this.names.get(logicalId);
    if (known !== undefined) return known;
    const given = (NAME_PROPERTY[Type] ?? '').split('.').reduce<Json | undefined>(memberOf, Properties);
    const name =
      given === undefined ? this.generatedName(logicalId, Properties) : String(this.intrinsics(`Name of ${logicalId}`).resolve(given));
    this.names.set(logicalId, name);
    return name;
  }

  private generatedName(logicalId: string, properties: JsonObject | undefined): string {
    const name = generatedName(this.source.stackName, logicalId);
    return properties?.FifoQueue === true ? `${name}.fifo` : name;
  }

  private intrinsics(place: string): Intrinsics {
    return new Intrinsics(this.surroundings, place);
  }
}

const memberOf = (value: Json | undefined, name: string): Json | undefined => (isObject(value) ? value[name] : undefined);

/** As CloudFormation makes names: the stack, the logical id, something unique; short enough for every service. */
export function generatedName(stackName: string, logicalId: string): string {
  const unique = createHash('sha256').update(`${stackName}/${logicalId}`).digest('hex').slice(0, 12).toUpperCase();
  return `${stackName.slice(0, 24)}-${logicalId.slice(0, 24)}-${unique}`;
}
