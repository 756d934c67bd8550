const FIRST_MILLIS = 100;

/** Exponential backoff with full jitter. */
const millisBeforeRetry = (tried: number): number => FIRST_MILLIS * 2 ** tried * Math.random();

/** @param maxMillis what is left of the time, beyond which a pause has no purpose */
export const pauseBeforeRetry = (tried: number, maxMillis: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.min(millisBeforeRetry(tried), maxMillis)));
