/** The largest prime below 2^32. Products with the factor stay exact in a 64-bit float. */
const MODULUS = 4_294_967_291;
const FACTOR = 65_599;

/** A short hash of a message id. Two messages have the same token with a probability of about one in four billion. */
export function tokenOf(messageId: string): string {
  let hash = 0;
  for (let i = 0; i < messageId.length; i++) hash = (hash * FACTOR + messageId.charCodeAt(i)) % MODULUS;
  return hash.toString(36);
}
