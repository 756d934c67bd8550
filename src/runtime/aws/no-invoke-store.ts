/** Stands in for Lambda's store of what belongs to an invocation (2 kB of every bundle): a trace is told by the environment where one invocation runs at a time. */
export const InvokeStore = {
  getInstanceAsync: (): Promise<undefined> => Promise.resolve(undefined),
};
