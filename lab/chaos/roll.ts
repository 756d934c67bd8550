/** A number from 0 to 1 for a seed and what is decided: the same whatever else was decided before, and in whatever order. */
export function roll(seed: number, ...what: readonly (string | number)[]): number {
  let hash = (seed ^ 0x9e3779b9) >>> 0;
  const text = what.join('|');
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return mixed(mixed(hash)) / 0x1_0000_0000;
}

/** One of the choices. */
export const pick = <T>(choices: readonly T[], chance: number): T => choices[Math.floor(chance * choices.length)];

function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0;
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35) >>> 0;
  return (twice ^ (twice >>> 16)) >>> 0;
}
