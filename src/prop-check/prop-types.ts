import { Construct } from 'constructs';
import { reject, rejectMissing, rejectWithoutEffect } from './prop-check';

/** The type of a prop, for languages that do not check it. Tokens have the type of the value that they stand for. */
export interface PropType {
  /** A noun phrase that completes "it must be". */
  readonly allowed: string;
  /** A sentence that explains how to make such a value. */
  readonly fix: string;
  readonly accepts: (value: unknown) => boolean;
  /** @default false */
  readonly isRequired?: boolean;
}

/** The type of each prop: does not compile unless it names them all. */
export type PropTypes<Props> = { readonly [Prop in keyof Required<Props>]: PropType };

/** Stops the synthesis at the first prop of a wrong type, at a prop that is missing, and at a misspelled name of a prop. */
export function checkTypes<Props extends object>(where: Construct | string, props: Props | undefined, types: PropTypes<Props>): void {
  const given: unknown = props ?? {};
  if (typeof given !== 'object' || given === null) return rejectNoProps(where, given);
  for (const [prop, type] of Object.entries<PropType>(types)) checkType(where, prop, Reflect.get(given, prop), type);
  rejectMisspelled(where, new Map(Object.entries(given)), types);
}

/** What is given instead of props, for example the value of the only one. */
const rejectNoProps = (where: Construct | string, value: unknown): never =>
  reject(where, { prop: 'props', value, allowed: 'an object', fix: 'Give each prop with its name.' });

/** Other names are let through: props may be of a class that extends the construct, and has props of its own. So are values that are not of the prop's type. */
function rejectMisspelled<Props>(where: Construct | string, given: ReadonlyMap<string, unknown>, types: PropTypes<Props>): void {
  const props = Object.entries<PropType>(types);
  for (const [name, value] of given) {
    const isMeant = (prop: string, { accepts }: PropType) => isSpelledAlike(prop, name) && (accepts(value) || accepts([value]));
    const [meant] = props.find(([prop, type]) => given.get(prop) === undefined && isMeant(prop, type)) ?? [];
    if (value === undefined || meant === undefined) continue;
    rejectWithoutEffect(where, { prop: name, value, because: 'because no prop has this name', fix: `Use ${meant}.` });
  }
}

/** Stops the synthesis at a value of a wrong type. */
export function checkType(where: Construct | string, prop: string, value: unknown, type: PropType): void {
  const { allowed, fix, accepts, isRequired } = type;
  if (value === undefined && isRequired) rejectMissing(where, prop, fix);
  if (value === undefined || accepts(value)) return;
  reject(where, { prop, value, allowed, fix });
}

const isSpelledAlike = (prop: string, name: string): boolean => letters(prop) === letters(name);

/** Without what is easily mistaken: capitals, separators and the plural. */
const letters = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/s$/, '');

/** A value that the construct cannot do without. */
export const required = (type: PropType, fix = type.fix): PropType => ({ ...type, fix, isRequired: true });

/** @param plural completes "a list of" */
export const listOf = (plural: string, { accepts, fix }: Pick<PropType, 'accepts' | 'fix'>): PropType => ({
  allowed: `a list of ${plural}`,
  fix,
  accepts: (value) => Array.isArray(value) && value.every(accepts),
});

/** A class of which each value is a static member, or is made by a static method. */
export const memberOf = (type: { readonly name: string; readonly prototype: object }, example: string): PropType => ({
  allowed: `a member of ${type.name}`,
  fix: `Use ${example}.`,
  accepts: (value) => Object.prototype.isPrototypeOf.call(type.prototype, Object(value)),
});

/** An object whose property has a type. It may come from another copy of its library, or from another language, so that its class says nothing. */
export const objectWith = (
  property: string,
  type: 'string' | 'function' | 'boolean' | 'object',
  allowed: string,
  fix: string,
): PropType => ({
  allowed,
  fix,
  accepts: (value) => typeof value === 'object' && value !== null && typeof Reflect.get(value, property) === type,
});
