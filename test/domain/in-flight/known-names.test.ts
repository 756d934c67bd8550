import { areEqual, updateKnownNames } from '../../../src/domain/in-flight/known-names';

const WEEK = 604_800;
const NOW = 1_000_000;

describe('what snapshots remember', () => {
  test('are the names that were found', () => {
    expect([...updateKnownNames(new Map(), ['nightly'], NOW, WEEK)]).toEqual([['nightly', 0]]);
  });

  test('are names that nothing is found of any more, with when that began', () => {
    const first = updateKnownNames(new Map([['nightly', 0]]), [], NOW, WEEK);
    expect([...first]).toEqual([['nightly', NOW]]);
    expect([...updateKnownNames(first, [], NOW + 300, WEEK)]).toEqual([['nightly', NOW]]);
  });

  test.each([
    [WEEK - 1, true],
    [WEEK, false],
  ])('%d seconds after it emptied, a queue is known: %s', (later, isKnown) => {
    expect(updateKnownNames(new Map([['nightly', NOW]]), [], NOW + later, WEEK).has('nightly')).toBe(isKnown);
  });

  test('begins anew when a name is found again, however long ago it emptied', () => {
    expect([...updateKnownNames(new Map([['nightly', 5]]), ['nightly'], NOW, WEEK)]).toEqual([['nightly', 0]]);
  });

  test('is worth a write only where it changed', () => {
    const known = new Map([
      ['nightly', 0],
      ['render', NOW],
    ]);
    expect(areEqual(known, updateKnownNames(known, ['nightly'], NOW + 300, WEEK))).toBe(true);
    expect(areEqual(known, updateKnownNames(known, ['nightly', 'render'], NOW + 300, WEEK))).toBe(false);
    expect(areEqual(known, updateKnownNames(known, ['nightly', 'other'], NOW + 300, WEEK))).toBe(false);
    expect(areEqual(known, updateKnownNames(known, [], NOW + 300, WEEK))).toBe(false);
  });
});
