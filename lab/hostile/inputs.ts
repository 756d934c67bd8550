/** The hostile messages of a subject, each with a name from which it can be made again. */
import { ADDED, ADDED_TEXT, BODIES, cuts, LARGE, REMOVED, SMALL } from './mutations';
import { Subject } from './subjects';
import { isObject, Json, JsonObject } from '../aws/json';
import { ReplayProblem } from '../replay/replay-problem';
import { Random } from '../simulate/random';

export interface Input {
  /** `TYPE:PATH:MUTATION` */
  readonly name: string;
  readonly subject: Subject;
  readonly body: string;
}

type Path = readonly (string | number)[];

const CUTS = 24;
/** The body as a whole. */
const BODY = '(body)';
const PLACEHOLDER = '@@here@@';

export interface Sample {
  readonly seed: number;
  /** The share of the mutations that each field gets: 1 is all of them. */
  readonly share: number;
}

/** In an order that the seed decides, so that a batch holds all kinds. */
export function inputsOf(subjects: readonly Subject[], { seed, share }: Sample): Input[] {
  const random = new Random(seed, 'hostile');
  const all = subjects.flatMap((subject) => namesOf(subject, random, share).map((name) => ({ subject, name })));
  for (let index = all.length - 1; index > 0; index--) {
    const other = random.integer(0, index);
    [all[index], all[other]] = [all[other], all[index]];
  }
  const ids = new Random(seed, 'identities');
  return all
    .map(({ subject, name }) => ({
      subject,
      name: `${subject.type}:${name}`,
      get body() {
        return bodyOf(subject, name);
      },
    }))
    .map((input) => withIdentity(input, ids));
}

/** One input by its name. */
export function inputNamed(subjects: readonly Subject[], name: string): Input {
  const subject = subjects.find(({ type }) => name.startsWith(`${type}:`));
  if (!subject) {
    throw new ReplayProblem(
      `There is no type of message that "${name}" begins with; types: ${subjects.map(({ type }) => type).join('; ')}`,
    );
  }
  return { subject, name, body: bodyOf(subject, name.slice(subject.type.length + 1)) };
}

/** Each is about a job, instance or call of its own. */
function withIdentity(input: Input, random: Random): Input {
  const own = input.subject.identities.map((id) => [id, alike(id, random)] as const);
  return {
    ...input,
    get body() {
      return own.reduce((body, [id, other]) => body.replaceAll(id, other), input.body);
    },
  };
}

/** Hexadecimal digits for hexadecimal digits. */
export const alike = (id: string, random: Random): string => {
  const digits = random.hex(id.length);
  return [...id].map((letter, index) => (/[0-9a-f]/.test(letter) ? digits[index] : letter)).join('');
};

function namesOf(subject: Subject, random: Random, share: number): string[] {
  const paths = pathsOf(subject.message);
  // Lambda itself refuses what is no JSON, where no queue is in front.
  const isDelivered = (name: string): boolean => subject.handler !== 'snapshot' || isJson(bodyOf(subject, name));
  const isTaken = (): boolean => share >= 1 || random.chance(share);
  return [
    ...[
      ...Object.keys(BODIES).map((body) => `${BODY}:${body}`),
      ...cuts(JSON.stringify(subject.message).length, CUTS, random).map((at) => `${BODY}:cut at ${at}`),
    ].filter(isDelivered),
    ...paths.flatMap((path) =>
      [REMOVED, ...(isObject(valueAt(subject.message, path)) ? [ADDED] : []), ...Object.keys(SMALL).filter(isTaken)].map(
        (mutation) => `${nameOf(path)}:${mutation}`,
      ),
    ),
    ...Object.keys(paths.length > 0 ? LARGE : {}).flatMap((mutation) =>
      [random.pick(paths), random.pick(paths)].map((path) => `${nameOf(path)}:${mutation}`),
    ),
  ];
}

function isJson(body: string): boolean {
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}

function bodyOf({ message }: Subject, name: string): string {
  const colon = name.indexOf(':');
  const [place, mutation] = [name.slice(0, colon), name.slice(colon + 1)];
  if (place === BODY) {
    const cut = /^cut at (\d+)$/.exec(mutation);
    const body = cut ? JSON.stringify(message).slice(0, Number(cut[1])) : BODIES[mutation];
    if (body === undefined) throw new ReplayProblem(`There is no body "${mutation}"; bodies: cut at N; ${Object.keys(BODIES).join('; ')}`);
    return body;
  }
  return mutated(
    message,
    place.split('/').map((part) => decodeURIComponent(part)),
    mutation,
  );
}

function mutated(message: JsonObject, path: Path, mutation: string): string {
  const copy = structuredClone(message);
  const parent = path.slice(0, -1).reduce((value: Json, key) => (value as JsonObject)[key], copy) as JsonObject | Json[];
  const key = path[path.length - 1];
  if (typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, key)) {
    throw new ReplayProblem(`There is no field ${path.join('/')} in that message`);
  }
  if (mutation === REMOVED) return without(copy, parent, key);
  const value = (parent as JsonObject)[key];
  (parent as JsonObject)[key] = PLACEHOLDER;
  const hostile =
    mutation === ADDED
      ? `${JSON.stringify(value).slice(0, -1)}${Object.keys(value as object).length ? ',' : ''}${ADDED_TEXT}}`
      : (SMALL[mutation] ?? LARGE[mutation]);
  if (hostile === undefined) {
    throw new ReplayProblem(
      `There is no mutation "${mutation}"; mutations: ${[REMOVED, ADDED, ...Object.keys(SMALL), ...Object.keys(LARGE)].join('; ')}`,
    );
  }
  return JSON.stringify(copy).replace(`"${PLACEHOLDER}"`, () => hostile);
}

function without(copy: JsonObject, parent: JsonObject | Json[], key: string | number): string {
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
  return JSON.stringify(copy);
}

const nameOf = (path: Path): string => path.map((part) => encodeURIComponent(String(part))).join('/');
const valueAt = (message: JsonObject, path: Path): Json => path.reduce((value: Json, key) => (value as JsonObject)[key], message);

/** Every field at every depth, objects and arrays too. */
function pathsOf(value: Json, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner: Path[] = Object.entries(value).flatMap(([key, part]) => pathsOf(part, [...path, key]));
  return path.length === 0 ? inner : [path, ...inner];
}
