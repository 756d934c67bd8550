/** Not yet. */
export const handler = async (): Promise<void> => undefined;
