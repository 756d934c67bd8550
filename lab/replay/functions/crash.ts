/**
 * What happens to a handler's process: it ends itself when it is about to write that line (from 0), or its answer; or it has so many seconds, instead of
 * the timeout of the function.
 */
export type Crash = { readonly line: number } | { readonly seconds: number } | 'answer';
