/** Options without those that are undefined, as if they were left out; none instead of null, which languages without types hand over. */
export const given = <Options extends object>(options: Options | null | undefined): Options =>
  Object.fromEntries(Object.entries(options ?? {}).filter(([, value]) => value !== undefined)) as Options;
