/** Something that the user can fix: reported in one line, without a stack trace. */
export class ReplayProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ReplayProblem';
  }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
