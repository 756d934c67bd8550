/** Escapes a part of a path or a query as AWS signs it. */
export const escapeUri = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

/** A query in the form in which it is signed: by name, and with all but letters, digits and `-._~` escaped. */
export const queryString = (query: Readonly<Record<string, string>>): string =>
  Object.keys(query)
    .sort()
    .map((name) => `${escapeUri(name)}=${escapeUri(query[name])}`)
    .join('&');
