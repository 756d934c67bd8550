import { DimensionName } from '../../src/domain/names/metrics';

const NAMES = Object.values(DimensionName);

/** Every set of dimensions that a section asks for: none, one, or the job queue with another. */
export const EVERY_SET: readonly (readonly string[])[] = [
  [],
  ...NAMES.map((name) => [name]),
  ...NAMES.flatMap((first) => NAMES.map((second) => [first, second])),
];
