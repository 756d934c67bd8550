const FIRST_MILLIS = 100;

/** Before another try: longer each time, and never the same for two callers, so that they do not come together again. */
export const pauseBeforeRetry = (tried: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, FIRST_MILLIS * 2 ** tried * Math.random()));
