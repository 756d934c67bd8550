/**
 * Thrown for an event that cannot be read. The message names the field and what was expected, never the value:
 * job events can carry credentials, and error messages end up in logs.
 */
export class MalformedEvent extends Error {
  constructor(
    readonly field: string,
    readonly problem: string,
  ) {
    super(`${field}: ${problem}`);
    this.name = 'MalformedEvent';
  }
}
