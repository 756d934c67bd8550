const MAX_TOKENS = 20_000;

/** The tokens of the latest messages whose output this execution environment emitted. */
export class HandledTokens {
  private readonly tokens = new Set<string>();

  add(tokens: readonly string[]): void {
    for (const token of tokens) {
      this.tokens.add(token);
      // A set keeps its values in the order in which they were added.
      if (this.tokens.size > MAX_TOKENS) this.tokens.delete(this.tokens.values().next().value as string);
    }
  }

  has(token: string): boolean {
    return this.tokens.has(token);
  }
}
