import { secretsOfAddresses, Span } from './addresses';
import { base64In, bytesOf, View, viewsOf } from './decoded-views';
import { privateTexts } from './private-texts';
import { isWordOfKubernetes, publicWords } from './public-words';
import { isServiceReason } from './reason-lookups';

/**
 * Takes what a job was started with out of the reasons that are kept, and credentials out of addresses: container runtimes quote
 * the command that they could not start and the address that they could not read, and people pass credentials in both.
 */

const MASK = '***';
/** Free text is cut to a length that a log line can afford. */
const MAX_REASON_LENGTH = 1024;
/** Shorter texts (`-x`, `run`) are in every sentence. */
const SHORTEST = 4;
/**
 * How many characters may be compared for one event. What AWS Batch allows in a job stays far below; a reason that would take more is not kept,
 * because an event of a megabyte can hold so many texts with one beginning that looking for each in each reason takes half a minute.
 */
const MAX_WORK = 50_000_000;
/** What comparing one text costs at least, in characters. */
const MIN_WORK = 64;
/** A mask and what stands beside it can be a text again. */
const MAX_PASSES = 3;

/** The class of an error, which decides what kind of failure it was: `CannotStartContainerError: …`. */
const ERROR_CLASS = /^(?:[A-Z][A-Za-z]{0,63}(?:Error|Exception):\s*)?/;
/** How runtimes quote what they could not start, whatever it was made of, also where the quotation was cut off. */
const QUOTED_COMMAND =
  /(exec: |args: )(?:"(?:[^"\\]|\\[^])*\\?"?|\\"(?:[^"\\]|\\\\\\"|\\[^"])*\\?"?|\[(?:[^\]"]|"(?:[^"\\]|\\[^])*\\?"?)*\]?)/g;

/**
 * Makes a function that masks what an event's job was started with.
 *
 * @param names names and ARNs that the job's record contains: they are no secrets
 */
export function redactor(event: unknown, names: readonly (string | undefined)[] = []): (reason: string) => string {
  let known: KnownTexts | undefined;
  let isPublic: ReturnType<typeof publicWords> | undefined;
  const textsIn = (reason: string, views: readonly View[]): Span[] => {
    const texts = (known ??= new KnownTexts(privateTexts(event)));
    const found = [...views, ...views.flatMap(base64In)].flatMap((view) => [...texts.in(view)]);
    const kept = found.length > 0 ? (isPublic ??= publicWords(names))(reason) : [];
    return found.filter((secret) => !kept.some((word) => contains(word, secret)));
  };
  return (reason) => {
    if (isServiceReason(reason) || isWordOfKubernetes(reason)) return reason.slice(0, MAX_REASON_LENGTH);
    const [errorClass] = ERROR_CLASS.exec(reason) as RegExpExecArray;
    const views = viewsOf(reason);
    const others = [...quotations(reason), ...views.flatMap((view) => [...secretsOfAddresses(view, reason)])];
    let masked = without([...others, ...textsIn(reason, views)], reason, errorClass.length);
    for (let pass = 1, before = reason; pass < MAX_PASSES && masked !== before; pass++) {
      before = masked;
      masked = without(textsIn(before, viewsOf(before)), before, errorClass.length);
    }
    return known && known.work > MAX_WORK ? errorClass + MASK : masked.slice(0, MAX_REASON_LENGTH);
  };
}

/** The texts of a job, by how they begin. */
class KnownTexts {
  work = 0;
  private readonly byBeginning = new Map<string, string[]>();

  constructor(texts: ReadonlySet<string>) {
    for (const text of texts) {
      if (text.length < SHORTEST) continue;
      const folded = fold(bytesOf(text));
      const beginning = folded.slice(0, SHORTEST);
      const alike = this.byBeginning.get(beginning);
      if (alike) alike.push(folded);
      else this.byBeginning.set(beginning, [folded]);
    }
  }

  /** Where the texts are in a view of a reason, also the beginning of one that was cut off where the reason ends. */
  *in({ text, from, to }: View): Generator<Span> {
    const folded = fold(text);
    for (let at = 0; at + SHORTEST <= folded.length; at++) {
      for (const secret of this.byBeginning.get(folded.slice(at, at + SHORTEST)) ?? []) {
        const end = Math.min(at + secret.length, folded.length);
        this.work += Math.max(end - at, MIN_WORK);
        if (this.work > MAX_WORK) return;
        if (secret.startsWith(folded.slice(at, end))) yield { from: from[at], to: to[end - 1] };
      }
    }
  }
}

/** A blank is a plus sign in a query. */
const fold = (text: string): string => text.replaceAll('+', ' ');

function* quotations(reason: string): Generator<Span> {
  for (const { 0: matched, 1: before, index } of reason.matchAll(QUOTED_COMMAND)) {
    yield { from: index + before.length, to: index + matched.length, mask: `"${MASK}"` };
  }
}

const contains = (outer: Span, inner: Span): boolean => outer.from <= inner.from && inner.to <= outer.to;

/** The reason with a mask in the place of each span; spans that overlap are one. The class of the error is kept. */
function without(spans: readonly Span[], reason: string, kept: number): string {
  let masked = '';
  let at = 0;
  const sorted = spans
    .filter(({ to }) => to > kept)
    .map((span) => ({ ...span, from: Math.max(span.from, kept) }))
    .sort((a, b) => a.from - b.from);
  for (let index = 0; index < sorted.length;) {
    let one: Span = sorted[index++];
    for (; index < sorted.length && sorted[index].from < one.to; index++) {
      if (!contains(one, sorted[index])) one = { from: one.from, to: sorted[index].to };
    }
    masked += reason.slice(at, one.from) + (one.mask ?? MASK);
    at = one.to;
  }
  return masked + reason.slice(at);
}
