/** Where a handler's process ends itself: when it is about to write that line (from 0), or its answer. */
export type Crash = { readonly line: number } | 'answer';
