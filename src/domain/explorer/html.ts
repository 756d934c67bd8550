/** HTML that was written here: whatever came from elsewhere is escaped in it. */
export class Html {
  constructor(readonly text: string) {}
}

/** What a template takes. `undefined` and `false` are nothing, so that parts can be left out with `&&`. */
export type Content = Html | string | number | undefined | false | readonly Content[];

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Characters that HTML does not allow, and those that reverse the direction of what follows them. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu;

/** Text as HTML shows it, in an element or in a quoted attribute. */
export const escapeHtml = (text: string): string =>
  text.replace(UNPRINTABLE, (character) => (character === '\n' ? '\n' : ' ')).replace(/[&<>"']/g, (character) => ENTITIES[character]);

/** A template that escapes each value, unless it is HTML from such a template. */
export const markup = (strings: TemplateStringsArray, ...values: readonly Content[]): Html =>
  new Html(strings.reduce((text, part, index) => text + textOf(values[index - 1]) + part));

function textOf(value: Content): string {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map((part: Content) => textOf(part)).join('');
  return value === undefined || value === false ? '' : escapeHtml(String(value));
}

/** JSON that means the same whether it is read as the text of an element or as what stands between its tags. */
export const jsonHtml = (value: object): Html =>
  new Html(
    JSON.stringify(value).replace(/[<>&'\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
