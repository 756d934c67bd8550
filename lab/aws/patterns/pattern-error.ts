/** A pattern that EventBridge refuses. */
export class PatternError extends Error {
  constructor(path: string, reason: string) {
    super(`Event pattern is not valid at ${path === '' ? 'its root' : `"${path}"`}: ${reason}`);
    this.name = 'PatternError';
  }
}
