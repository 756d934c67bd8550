const FIRST_MILLIS = 100;

/** Waits before a retry, with exponential backoff and full jitter. */
export const pauseBeforeRetry = (tried: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, FIRST_MILLIS * 2 ** tried * Math.random()));
