import { isServiceReason } from './service-reasons';

/**
 * Takes what a job was started with out of the reasons that are kept: container runtimes quote the command that they
 * could not start, and people pass credentials as arguments.
 */

const MASK = '***';
/** Free text is cut to a length that a log line can afford. */
const MAX_REASON_LENGTH = 1024;
/** Fields of an event, at any depth, whose texts are a job's own. */
const PRIVATE_FIELDS: ReadonlySet<string> = new Set([
  'command',
  'args',
  'entryPoint',
  'environment',
  'env',
  'parameters',
  'secrets',
  'secretOptions',
  'options',
  'repositoryCredentials',
  'annotations',
  'labels',
]);
/** Options of the awslogs driver name a log group, which is kept, and regions, which are in many a sentence. */
const PUBLIC_OPTION = /^awslogs-/;
/** Shorter texts (`-x`, `run`) are in every sentence. */
const SHORTEST = 4;
const LIST = '[]';
/**
 * How many characters may be compared for one event. What AWS Batch allows in a job stays far below; a reason that would take more is not kept,
 * because an event of a megabyte can hold so many texts that looking for each in each reason takes half a minute.
 */
const MAX_WORK = 50_000_000;
/** What looking for one text costs at least, in characters. */
const MIN_WORK = 64;

/** The class of an error, which decides what kind of failure it was: `CannotStartContainerError: …`. */
const ERROR_CLASS = /^(?:[A-Z][A-Za-z]{0,63}(?:Error|Exception):\s*)?/;
/** How runtimes quote what they could not start, whatever it was made of, also where the quotation was cut off. */
const QUOTED_COMMAND =
  /(exec: |args: )(?:"(?:[^"\\]|\\[^])*\\?"?|\\"(?:[^"\\]|\\\\\\"|\\[^"])*\\?"?|\[(?:[^\]"]|"(?:[^"\\]|\\[^])*\\?"?)*\]?)/g;

/** Makes a function that masks what an event's job was started with. */
export function redactor(detail: unknown): (reason: string) => string {
  let known: readonly string[] | undefined;
  let work = 0;
  return (reason) => {
    if (isServiceReason(reason)) return reason.slice(0, MAX_REASON_LENGTH);
    known ??= privateTexts(detail);
    const [errorClass] = ERROR_CLASS.exec(reason) as RegExpExecArray;
    work += (reason.length + MIN_WORK) * known.length;
    if (work > MAX_WORK) return `${errorClass}${MASK}`;
    const unquoted = reason.slice(errorClass.length).replace(QUOTED_COMMAND, `$1"${MASK}"`);
    return (errorClass + known.reduce(withoutSecret, unquoted)).slice(0, MAX_REASON_LENGTH);
  };
}

/** Also without the beginning of a text that was cut off where the reason ends. */
function withoutSecret(reason: string, secret: string): string {
  const masked = reason.replaceAll(secret, MASK);
  const cut = overlap(masked.slice(-secret.length), secret);
  return cut < SHORTEST ? masked : masked.slice(0, -cut) + MASK;
}

/** How much of a text's end is the beginning of another one; each letter is looked at twice at most (Knuth, Morris and Pratt). */
export function overlap(text: string, beginning: string): number {
  if (!text.includes(beginning.slice(0, SHORTEST))) return 0;
  const shorter = [0];
  let matched = 0;
  const step = (letter: string): number => {
    while (matched && beginning[matched] !== letter) matched = shorter[matched - 1];
    return beginning[matched] === letter ? matched + 1 : 0;
  };
  for (let at = 1; at < text.length; at++) shorter.push((matched = step(beginning[at])));
  matched = 0;
  for (let at = 0; at < text.length; at++) matched = step(text[at]);
  return matched;
}

/** The longest first, so that a text within another leaves nothing of it behind. */
function privateTexts(detail: unknown): readonly string[] {
  const found = new Set<string>();
  const waiting: Place[] = [{ value: detail, within: '', isPrivate: false }];
  for (let place = waiting.pop(); place; place = waiting.pop()) {
    if (typeof place.value === 'object' && place.value !== null) placesIn(place, place.value).forEach((inner) => waiting.push(inner));
    else if (place.isPrivate && typeof place.value === 'string') collect(place.value, found);
  }
  return [...found].sort((a, b) => b.length - a.length);
}

/** A value of an event, and the field that holds it. */
interface Place {
  readonly value: unknown;
  readonly within: string;
  readonly isPrivate: boolean;
}

/** Only in lists has a pair a `name` that is no secret, since whoever writes parameters and labels names their keys. */
function placesIn({ within, isPrivate }: Place, value: object): Place[] {
  const isPair = within === LIST && (Object.hasOwn(value, 'value') || Object.hasOwn(value, 'valueFrom'));
  const isPublic = (name: string): boolean => (isPair && name === 'name') || (within === 'options' && PUBLIC_OPTION.test(name));
  return Object.entries(value)
    .filter(([name]) => !isPublic(name))
    .map(([name, inner]) => ({
      value: inner,
      within: Array.isArray(value) ? LIST : name,
      isPrivate: isPrivate || PRIVATE_FIELDS.has(name),
    }));
}

/** The text itself, and as JSON and Go quote it, with each quote escaped. */
function collect(text: string, found: Set<string>): void {
  const texts = [text, JSON.stringify(text).slice(1, -1), ...namesIn(text)];
  texts.filter(({ length }) => length >= SHORTEST).forEach((each) => found.add(each));
}

/** A secret or parameter without the key, stage and version that its reference may end with. */
const REFERENCE = /^arn:[^:]*:(?:secretsmanager|ssm):[^:]*:[^:]*:(?:secret:|parameter\/)([^:]+)/;

/** How Amazon ECS names what it could not fetch: by its ARN alone, or by its name. */
const namesIn = (reference: string): readonly string[] => REFERENCE.exec(reference) ?? [];
