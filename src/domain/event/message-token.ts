/** The largest prime below 2^32: products with the factor stay exact in a double. */
const MODULUS = 4_294_967_291;
const FACTOR = 65_599;

/** A short hash of a message id. Two messages share one about once in four billion. */
export function tokenOf(messageId: string): string {
  let hash = 0;
  for (let i = 0; i < messageId.length; i++) hash = (hash * FACTOR + messageId.charCodeAt(i)) % MODULUS;
  return hash.toString(36);
}
