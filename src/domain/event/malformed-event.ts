/**
 * An event that cannot be read. The message names the field and what was expected of it, never the value:
 * job events carry credentials, and messages end up in logs.
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
