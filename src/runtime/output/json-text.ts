/**
 * Characters that JSON lets through as they are, and that do harm on their way: some break a line in two, move a terminal's cursor or turn around
 * what comes after them, and some are refused by a queue, as two that are no characters are by SQS. Those outside the basic plane go the same way:
 * not every implementation of a queue takes them.
 */
const HARMFUL = /[\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]/g;

/** A value as JSON without such characters: they are escaped, so that what is read back is the same. */
export const jsonText = (value: unknown): string =>
  JSON.stringify(value).replace(HARMFUL, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
