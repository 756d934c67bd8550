/** Splits a list into chunks of at most `size` elements, the limit of a batch call. */
export function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size));
}

/** Splits a list into chunks limited in length and in bytes. An element that exceeds the byte limit gets a chunk of its own. */
export function chunksBySize<T>(list: readonly T[], maxLength: number, maxBytes: number, bytesOf: (each: T) => number): T[][] {
  const pieces: T[][] = [];
  let room = 0;
  for (const each of list) {
    const bytes = bytesOf(each);
    if (pieces.length === 0 || bytes > room || pieces[pieces.length - 1].length === maxLength) {
      pieces.push([]);
      room = maxBytes;
    }
    pieces[pieces.length - 1].push(each);
    room -= bytes;
  }
  return pieces;
}
