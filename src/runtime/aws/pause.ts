const FIRST_MILLIS = 100;

/** Exponential backoff with full jitter. */
export const millisBeforeRetry = (tried: number): number => FIRST_MILLIS * 2 ** tried * Math.random();

export const pauseBeforeRetry = (tried: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millisBeforeRetry(tried)));
