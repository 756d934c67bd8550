import { isObject, Json, JsonObject } from '../../aws/json';
import { Template } from '../assembly/stack-template';
import { ReplayProblem } from '../replay-problem';

/** What a template's functions need to know about what surrounds them. */
export interface TemplateScope {
  readonly template: Template;
  readonly pseudoParameters: { readonly [name: string]: Json };
  /** What `Ref` (no attribute) or `Fn::GetAtt` gives for a resource; nothing where it is not known. */
  attributeOf(logicalId: string, attribute: string | undefined): Json | undefined;
  /** What another stack exports under this name. */
  importValue(name: string): Json | undefined;
}

/** `AWS::NoValue`: the member or element is left out. */
const NO_VALUE = Symbol('AWS::NoValue');
type Resolved = Json | typeof NO_VALUE;
type IntrinsicFunction = (operand: Json) => Resolved;

/** Resolves CloudFormation's intrinsic functions; `place` names the value in errors. */
export class Intrinsics {
  private readonly functions: { readonly [name: string]: IntrinsicFunction };

  constructor(
    private readonly surroundings: TemplateScope,
    private readonly place: string,
  ) {
    this.functions = {
      Ref: (operand) => this.ref(this.text(operand, 'Ref')),
      'Fn::GetAtt': (operand) => this.getAtt(operand),
      'Fn::Sub': (operand) => this.sub(operand),
      'Fn::Join': (operand) => {
        const [separator, parts] = this.list(operand, 'Fn::Join');
        return this.list(parts, 'Fn::Join')
          .map((part) => this.text(part, 'Fn::Join'))
          .join(String(separator));
      },
      'Fn::Select': (operand) => {
        const [index, values] = this.list(operand, 'Fn::Select');
        return this.list(values, 'Fn::Select')[Number(index)] ?? this.fail(`Fn::Select has no element ${String(index)}`);
      },
      'Fn::Split': (operand) => {
        const [separator, text] = this.list(operand, 'Fn::Split');
        return this.text(text, 'Fn::Split').split(String(separator));
      },
      'Fn::If': (operand) => this.choose(operand),
      'Fn::FindInMap': (operand) => this.findInMap(this.list(operand, 'Fn::FindInMap').map(String)),
      'Fn::GetAZs': (operand) => this.zones(this.text(operand, 'Fn::GetAZs')),
      'Fn::ImportValue': (operand) => {
        const name = this.text(operand, 'Fn::ImportValue');
        return this.surroundings.importValue(name) ?? this.fail(`no stack here exports "${name}"`);
      },
    };
  }

  resolve(value: Json): Json {
    const resolved = this.resolveAny(value);
    return resolved === NO_VALUE ? null : resolved;
  }

  /** Whether a condition of the template holds. */
  holds(condition: Json): boolean {
    if (typeof condition === 'string') {
      const definition = this.surroundings.template.Conditions?.[condition];
      return definition === undefined ? this.fail(`there is no condition "${condition}"`) : this.holds(definition);
    }
    const [name, operand] = isObject(condition) ? Object.entries(condition)[0] : ['', null];
    const operands = Array.isArray(operand) ? operand : [operand];
    switch (name) {
      case 'Fn::Equals':
        return JSON.stringify(this.resolve(operands[0])) === JSON.stringify(this.resolve(operands[1]));
      case 'Fn::And':
        return operands.every((one) => this.holds(one));
      case 'Fn::Or':
        return operands.some((one) => this.holds(one));
      case 'Fn::Not':
        return !this.holds(operands[0]);
      case 'Condition':
        return this.holds(operand);
      default:
        return this.fail(`"${name}" is no condition that replay knows`);
    }
  }

  private resolveAny(value: Json): Resolved {
    if (Array.isArray(value)) return value.map((element) => this.resolveAny(element)).filter((element) => element !== NO_VALUE);
    if (!isObject(value)) return value;
    const [name = '', ...others] = Object.keys(value);
    if (others.length === 0 && name === 'Fn::If') return this.choose(value[name]);
    if (others.length === 0 && name in this.functions) return this.functions[name](value[name]);
    if (others.length === 0 && name.startsWith('Fn::')) return this.fail(`${name} is not known to replay`);
    return this.members(value);
  }

  private members(object: JsonObject): JsonObject {
    const members: JsonObject = {};
    for (const [key, member] of Object.entries(object)) {
      const resolved = this.resolveAny(member);
      if (resolved !== NO_VALUE) members[key] = resolved;
    }
    return members;
  }

  private ref(name: string): Resolved {
    if (name === 'AWS::NoValue') return NO_VALUE;
    if (name in this.surroundings.pseudoParameters) return this.surroundings.pseudoParameters[name];
    const parameter = this.surroundings.template.Parameters?.[name];
    if (parameter !== undefined) return this.parameter(name, parameter);
    return this.surroundings.attributeOf(name, undefined) ?? this.unknown(name, 'Ref');
  }

  private parameter(name: string, { Type, Default }: { Type: string; Default?: string | number }): Json {
    if (Type.startsWith('AWS::SSM::')) {
      return this.fail(`parameter "${name}" is read from the SSM parameter store, which replay does not have`);
    }
    return Default ?? this.fail(`parameter "${name}" has no default`);
  }

  private getAtt(operand: Json): Json {
    const [logicalId, ...path] = typeof operand === 'string' ? operand.split('.') : this.list(operand, 'Fn::GetAtt').map(String);
    const attribute = path.join('.');
    return this.surroundings.attributeOf(logicalId, attribute) ?? this.unknown(logicalId, `Fn::GetAtt ${attribute}`);
  }

  private sub(operand: Json): string {
    const [template, values] = typeof operand === 'string' ? [operand, {}] : this.list(operand, 'Fn::Sub');
    const given = isObject(values) ? values : {};
    return String(template).replace(/\$\{([^}]+)\}/g, (_, name: string) => {
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      if (name in given) return this.text(given[name], 'Fn::Sub');
      return this.text(name.includes('.') ? this.getAtt(name) : { Ref: name }, 'Fn::Sub');
    });
  }

  private choose(operand: Json): Resolved {
    if (!Array.isArray(operand) || operand.length !== 3) return this.fail('Fn::If takes a condition and two values');
    return this.resolveAny(this.holds(operand[0]) ? operand[1] : operand[2]);
  }

  private findInMap(keys: readonly string[]): Json {
    let found: Json | undefined = this.surroundings.template.Mappings;
    for (const key of keys) found = isObject(found) ? found[key] : undefined;
    return found ?? this.fail(`Fn::FindInMap finds nothing at ${keys.join('.')}`);
  }

  /** Three, as most Regions have. Without a name, those of the stack's Region. */
  private zones(region: string): Json[] {
    return ['a', 'b', 'c'].map((letter) => `${region || this.text({ Ref: 'AWS::Region' }, 'Fn::GetAZs')}${letter}`);
  }

  private list(value: Json, name: string): Json[] {
    const resolved = this.resolve(value);
    return Array.isArray(resolved) ? resolved : this.fail(`${name} takes a list, found ${JSON.stringify(resolved)}`);
  }

  private text(value: Json, name: string): string {
    const resolved = this.resolve(value);
    if (typeof resolved === 'object') return this.fail(`${name} takes text, found ${JSON.stringify(resolved)}`);
    return String(resolved);
  }

  private unknown(logicalId: string, what: string): never {
    const type = this.surroundings.template.Resources?.[logicalId]?.Type;
    return this.fail(
      type === undefined
        ? `${what}: the template has no resource "${logicalId}"`
        : `${what}: replay has no value for "${logicalId}", a resource of type ${type}`,
    );
  }

  private fail(reason: string): never {
    throw new ReplayProblem(`${this.place}: ${reason}`);
  }
}
