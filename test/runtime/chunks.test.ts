import { chunksBySize } from '../../src/runtime/chunks';

const pieces = (list: readonly string[], most: number, mostBytes: number) => chunksBySize(list, most, mostBytes, (text) => text.length);

describe('a list in pieces by number and size', () => {
  test.each([
    ['GIVEN what just fits THEN it is one piece', ['aaa', 'bb'], [['aaa', 'bb']]],
    ['GIVEN a byte more than fits THEN it is two', ['aaa', 'bbb'], [['aaa'], ['bbb']]],
    ['GIVEN more than there may be in a piece THEN it is two', ['a', 'b', 'c', 'd'], [['a', 'b', 'c'], ['d']]],
    ['GIVEN one that is too large THEN it is a piece alone', ['a', 'bbbbbbb', 'c'], [['a'], ['bbbbbbb'], ['c']]],
    ['GIVEN what is empty THEN it is in a piece all the same', ['', 'a'], [['', 'a']]],
    ['GIVEN nothing THEN there is no piece', [], []],
  ])('%s', (_, list, expected) => {
    expect(pieces(list, 3, 5)).toEqual(expected);
  });
});
