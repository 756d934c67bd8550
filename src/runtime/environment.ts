/** Reads the environment variables that a construct sets for its handler. A missing or invalid variable is an error with its name. */
export class Environment {
  constructor(private readonly variables: Readonly<Record<string, string | undefined>>) {}

  text(name: string): string {
    return this.optionalText(name) ?? this.fail(name, 'is not set');
  }

  optionalText(name: string): string | undefined {
    return this.variables[name] || undefined;
  }

  seconds(name: string): number {
    const value = Number(this.text(name));
    return Number.isFinite(value) && value >= 0 ? value : this.fail(name, 'is not a number of seconds');
  }

  json<T>(name: string): T {
    const text = this.text(name);
    try {
      return JSON.parse(text) as T;
    } catch {
      return this.fail(name, 'is not JSON');
    }
  }

  private fail(name: string, problem: string): never {
    throw new Error(`Environment variable ${name} ${problem}: the construct that created this function must set it`);
  }
}
