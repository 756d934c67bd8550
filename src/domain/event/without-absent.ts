/** Leaves out absent fields, so that a reading or a record is the same before and after it was JSON. */
export function withoutAbsent<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}
