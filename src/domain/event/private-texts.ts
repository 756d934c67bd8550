/** Fields of an event, at any depth, whose texts belong to the job. */
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
/** Options of the awslogs driver name a log group, which is kept, and Regions, which many sentences contain. */
const PUBLIC_OPTION = /^awslogs-/;
const LIST = '[]';

/** The texts that a job was started with, from anywhere in its event. */
export function privateTexts(event: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting: Place[] = [{ value: event, within: '', isPrivate: false }];
  for (let place = waiting.pop(); place; place = waiting.pop()) {
    if (typeof place.value === 'object' && place.value !== null) {
      placesIn(place, place.value).forEach((inner) => waiting.push(inner));
    } else if (place.isPrivate && typeof place.value === 'string') {
      [...formsOf(place.value), ...namesIn(place.value)].forEach((text) => found.add(text));
    }
  }
  return found;
}

/** A value of an event, and the field that holds it. */
interface Place {
  readonly value: unknown;
  readonly within: string;
  readonly isPrivate: boolean;
}

/** Only in lists does a pair have a `name` that is no secret: the user chooses the keys of parameters and labels. */
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

/** A value, and as programs quote it: without the space around it, as at the end of a file, without quotation marks, and line by line. */
function formsOf(text: string, depth = 1): string[] {
  const inner = text.trim();
  const [, , unquoted = inner] = /^(["'])([^]*)\1$/.exec(inner) ?? [];
  if (unquoted !== inner && depth < MAX_QUOTATIONS) return [text, inner, ...formsOf(unquoted, depth + 1)];
  const lines = unquoted.split('\n', MAX_LINES).filter((line) => line.length >= MIN_LINE_LENGTH);
  return [text, inner, unquoted, ...lines];
}

/** A value in quotation marks within quotation marks. */
const MAX_QUOTATIONS = 3;
/** A key in PEM has about fifty. */
const MAX_LINES = 100;
/** A shorter line is too likely a common word. */
const MIN_LINE_LENGTH = 8;

/** A secret or parameter without the key, stage and version that its reference may end with. */
const REFERENCE = /^arn:[^:]*:(?:secretsmanager|ssm):[^:]*:[^:]*:(?:secret:|parameter\/)([^:]+)/;

/** How Amazon ECS names what it could not fetch: by its ARN alone, or by its name. */
const namesIn = (reference: string): readonly string[] => REFERENCE.exec(reference) ?? [];
