/**
 * Replaces Lambda's per-invocation store, which adds 2 kB to each bundle. An environment of these functions runs one invocation at a time, so the
 * SDK reads the trace id from the environment variable.
 */
export const InvokeStore = {
  getInstanceAsync: (): Promise<undefined> => Promise.resolve(undefined),
};
