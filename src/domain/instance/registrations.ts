/**
 * The container instances that one EC2 instance registered as, in sequence; there is rarely more than one. The set only grows. A notice from EC2
 * is matched to its container instance by time, so the order in which notices and registrations arrive does not matter.
 */
export type Registrations = readonly string[];

/** Encodes a registration. The time comes first, as `Date.toISOString` writes it, so that registrations sort as text. */
export const registration = (registeredAt: string, containerInstanceArn: string): string => `${registeredAt} ${containerInstanceArn}`;

const timeOf = (encoded: string): string => encoded.slice(0, encoded.indexOf(' '));
const arnOf = (encoded: string): string => encoded.slice(encoded.indexOf(' ') + 1);

/**
 * The container instance that a warning at a given time belongs to: the last one registered by then. If none was registered yet,
 * it is the first one, because EC2 can warn of an instance that is still starting.
 */
export function ownerAt(at: string, registrations: Registrations): string | undefined {
  const inTurn = [...registrations].sort();
  const owner = inTurn.filter((encoded) => timeOf(encoded) <= at).at(-1) ?? inTurn.at(0);
  return owner === undefined ? undefined : arnOf(owner);
}

/** All container instances that the EC2 instance registered as. */
export const containerInstances = (registrations: Registrations): string[] => [...new Set(registrations.map(arnOf))];
