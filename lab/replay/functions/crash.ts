/**
 * What happens to a handler's process: it ends itself when it is about to write that line (from 0), or its answer; or it has so many seconds, instead of
 * the timeout of the function, and is killed some seconds later, because a busy machine is no fault.
 */
export type Crash = { readonly line: number } | { readonly seconds: number; readonly leewaySeconds: number } | 'answer';
