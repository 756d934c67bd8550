/**
 * The container instances that an EC2 instance registered as, one after the other: hardly ever more than one. They are a set that only grows, and what
 * is told of the EC2 instance finds its owner by time, so that the order in which it is told does not matter.
 */
export type Registrations = readonly string[];

/** Both times are ISO 8601 as `Date.toISOString` writes it, so that they sort as text. */
export const registration = (registeredAt: string, containerInstanceArn: string): string => `${registeredAt} ${containerInstanceArn}`;

const timeOf = (told: string): string => told.slice(0, told.indexOf(' '));
const arnOf = (told: string): string => told.slice(told.indexOf(' ') + 1);

/** Whose a warning is: whoever had registered last by then; the first one where nobody had, because EC2 may warn of an instance that is starting. */
export function ownerAt(at: string, registrations: Registrations): string | undefined {
  const inTurn = [...registrations].sort();
  const owner = inTurn.filter((told) => timeOf(told) <= at).at(-1) ?? inTurn.at(0);
  return owner === undefined ? undefined : arnOf(owner);
}

/** All that it was. */
export const containerInstances = (registrations: Registrations): string[] => [...new Set(registrations.map(arnOf))];
