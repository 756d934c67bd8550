/** Distinct texts, one for each place of an event that can hold private values. */

/** Between the parts of a canary: in each piece of it that is long enough to identify it. */
const BETWEEN = 'QXZJK';

/** What is searched for: also canaries of which the beginning, the end or both were cut off. */
const PIECE = new RegExp(`CANAR|${BETWEEN}|YRANA`);

/** Its place, shape and number, with nothing in it that JSON, Go or a shell would escape. */
const CANARY = new RegExp(['CANARY', '[a-z-]+', '[a-z0-9-]+', '[0-9]+', 'YRANAC'].join(BETWEEN), 'g');

export interface Canary {
  readonly text: string;
  readonly place: string;
  readonly shape: string;
}

/** Makes canaries, and remembers which. */
export class Canaries {
  readonly made: Canary[] = [];

  of(place: string, shape: string): string {
    const text = ['CANARY', place, shape, this.made.length, 'YRANAC'].join(BETWEEN);
    this.made.push({ text, place, shape });
    return text;
  }
}

/** How often what is escaped may be escaped again. */
const MOST_ESCAPES = 2;

/** A text, and what it is where something of it is percent-encoded, escaped as in JSON, or Base64: a secret is one in any of them. */
export function* readingsOf(text: string, escapes = MOST_ESCAPES): Generator<string> {
  yield text;
  for (const skipped of [0, 1, 2, 3]) {
    const decoded = text.replace(/[\w+/-]{8,}/g, (word) => Buffer.from(word.slice(skipped), 'base64').toString('latin1'));
    yield decoded;
  }
  if (escapes === 0) return;
  const character = (_: string, hex: string): string => String.fromCharCode(parseInt(hex, 16));
  for (const escape of [/%([\da-f]{2})/gi, /\\u([\da-f]{4})/gi]) {
    const decoded = text.replace(escape, character);
    if (decoded !== text) yield* readingsOf(decoded, escapes - 1);
  }
}

/** The canaries that are in a text. */
export const canariesIn = (text: string): Set<string> => new Set(text.match(CANARY) ?? []);

/** Where the first piece of a canary begins, -1 where there is none. */
export const pieceIn = (text: string): number => text.search(PIECE);

/** Whether a text has a canary of a shape, whole or in part. */
export const hasShape = (text: string, shape: string): boolean => text.includes(`${BETWEEN}${shape}${BETWEEN}`);
