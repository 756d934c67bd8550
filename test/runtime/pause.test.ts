import { pauseBeforeRetry } from '../../src/runtime/aws/pause';

describe('the pause before a retry', () => {
  let random: jest.SpyInstance<number, []>;
  beforeEach(() => {
    random = jest.spyOn(Math, 'random');
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
    random.mockRestore();
  });

  /** Expects a pause to take that long. */
  const expectMillis = async (millis: number, ...pause: Parameters<typeof pauseBeforeRetry>): Promise<void> => {
    const paused = pauseBeforeRetry(...pause);
    jest.advanceTimersByTime(millis - 1);
    expect(jest.getTimerCount()).toBe(1);
    jest.advanceTimersByTime(1);
    expect(jest.getTimerCount()).toBe(0);
    await paused;
  };

  test.each([
    [1, 100],
    [2, 200],
    [3, 400],
    [4, 800],
  ])('has an upper limit that doubles with each try: after try %i', async (tried, millis) => {
    random.mockReturnValue(0.5);
    await expectMillis(millis, tried, Infinity);
  });

  test.each([
    [0.25, 50],
    [0.75, 150],
  ])('has any length below its limit, so that concurrent calls spread: %d of it', async (share, millis) => {
    random.mockReturnValue(share);
    await expectMillis(millis, 1, Infinity);
  });

  test('is not longer than the time that is left', async () => {
    random.mockReturnValue(0.5);
    await expectMillis(150, 2, 150);
  });
});
