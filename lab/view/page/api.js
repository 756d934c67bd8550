/** Asks the server; what it refuses is an error with its reason. */
export async function ask(path, parameters = {}) {
  const query = new URLSearchParams(parameters);
  const response = await fetch(`${path}?${query}`);
  const body = await response.json();
  if (!response.ok) throw new Error(body.error);
  return body;
}
