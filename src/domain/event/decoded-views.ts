/**
 * A reason as one reader would decode it. The text holds one character per byte of UTF-8, so that escapes of bytes and
 * of characters give the same text. Each byte knows the part of the reason that it was decoded from.
 */
export interface View {
  readonly text: string;
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** How often a text may be escaped: in an address, in an address in an address, in JSON in an address. */
const MAX_ESCAPES = 3;
/** Also the beginning of an escape that is cut off where the text ends. */
const PERCENT = /%(?:[\da-f]{2}|[\da-f]?$)/gi;
const BACKSLASH =
  /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|(?:u[\da-fA-F]{0,3}|x[\da-fA-F])?$|[^])/g;
/** What no UTF-8 has: half of a character whose other half was cut off. */
const HALF = /[\ud800-\udfff]/gu;
const LENGTHS: Readonly<Record<string, number>> = { u: 6, x: 4 };
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
/** Four bytes or more in Base64, in the standard alphabet or in the one for addresses. */
const BASE64 = /[\w+/-]{6,}={0,2}/g;

export const bytesOf = (text: string): string => Buffer.from(text.replace(HALF, '')).toString('latin1');

/** The reason as it is, and with its escapes decoded, once and repeatedly. */
export function viewsOf(reason: string): View[] {
  const views = [plain(reason)];
  let last = views;
  for (let depth = 0; depth < MAX_ESCAPES; depth++) {
    last = last
      .flatMap((view) => [decoded(view, PERCENT, ofPercent), decoded(view, BACKSLASH, ofBackslash)])
      .filter(({ text }, index, all) => [...views, ...all.slice(0, index)].every((known) => known.text !== text));
    views.push(...last);
  }
  return views;
}

/** What the words of a view are as Base64, from each of the four characters that a group may begin with. */
export const base64In = (view: View): View[] =>
  [0, 1, 2, 3].map((skipped) => {
    const made = new Made();
    for (const { 0: word, index } of view.text.matchAll(BASE64)) {
      const bytes = Buffer.from(word.slice(skipped), 'base64').toString('latin1');
      const at = (bit: number): number => index + skipped + Math.floor(bit / 6);
      for (let byte = 0; byte < bytes.length; byte++) {
        const end = byte === bytes.length - 1 ? index + word.length - 1 : at(8 * byte + 7);
        made.add(bytes[byte], view.from[at(8 * byte)], view.to[end]);
      }
      // Bytes of two words are no text together.
      if (index + word.length < view.text.length) made.add('\n', view.from[index], view.from[index]);
    }
    return made.view();
  });

function plain(reason: string): View {
  const made = new Made();
  let at = 0;
  for (const character of reason) made.add(character < '\x80' ? character : bytesOf(character), at, (at += character.length));
  return made.view();
}

function decoded(view: View, escape: RegExp, meaning: (escaped: string) => string): View {
  const made = new Made();
  let at = 0;
  const copyTo = (end: number): void => {
    for (; at < end; at++) made.add(view.text[at], view.from[at], view.to[at]);
  };
  for (const { 0: escaped, index } of view.text.matchAll(escape)) {
    copyTo(index);
    at += escaped.length;
    made.add(meaning(escaped), view.from[index], view.to[at - 1]);
  }
  copyTo(view.text.length);
  return made.view();
}

class Made {
  private text = '';
  private readonly from: number[] = [];
  private readonly to: number[] = [];

  add(bytes: string, from: number, to: number): void {
    this.text += bytes;
    for (let byte = 0; byte < bytes.length; byte++) {
      this.from.push(from);
      this.to.push(to);
    }
  }

  view(): View {
    return { text: this.text, from: this.from, to: this.to };
  }
}

const ofPercent = (escaped: string): string => (escaped.length < 3 ? '' : String.fromCharCode(parseInt(escaped.slice(1), 16)));

/** A letter, a byte, or a character of one or two code units; nothing of an escape that was cut off. */
function ofBackslash(escaped: string): string {
  const kind = escaped[1];
  if (escaped.length < (LENGTHS[kind] ?? 2)) return '';
  if (escaped.length === 2) return CONTROLS[kind] ?? kind;
  const codes = escaped.split(/\\[ux]/).slice(1);
  const character = String.fromCharCode(...codes.map((code) => parseInt(code, 16)));
  return kind === 'x' ? character : bytesOf(character);
}
