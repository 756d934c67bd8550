/** Node takes `-5` behind an option for another option: joined to it, it is the option's value, and the command judges it. */
export function joinNegative(argv: readonly string[]): string[] {
  return argv.reduce<string[]>((joined, argument) => {
    const last = joined[joined.length - 1] ?? '';
    return /^-\d/.test(argument) && /^--[a-z-]+$/.test(last) ? [...joined.slice(0, -1), `${last}=${argument}`] : [...joined, argument];
  }, []);
}
