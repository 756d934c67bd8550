/** A list in pieces of at most `size`: every batched call of AWS has its limit. */
export function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size));
}

/** The same, and none larger than so many bytes unless one alone is. */
export function chunksBySize<T>(list: readonly T[], most: number, mostBytes: number, bytesOf: (each: T) => number): T[][] {
  const pieces: T[][] = [];
  let room = 0;
  for (const each of list) {
    const bytes = bytesOf(each);
    if (pieces.length === 0 || bytes > room || pieces[pieces.length - 1].length === most) {
      pieces.push([]);
      room = mostBytes;
    }
    pieces[pieces.length - 1].push(each);
    room -= bytes;
  }
  return pieces;
}
