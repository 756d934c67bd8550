import { Fault } from '../../../lab/chaos/plan';
import { choose, missed, readSeeds, runsOf } from '../../../lab/chaos/seeds';

const ALL = Object.values(Fault);
const counts = (faults: readonly string[], count = 5): ReadonlyMap<string, number> => new Map(faults.map((fault) => [fault, count]));

describe('the listed seeds of chaos', () => {
  test('are listed for every fault, each fault once', () => {
    expect(
      readSeeds()
        .covering.flatMap(({ hits }) => hits)
        .sort(),
    ).toEqual([...ALL].sort());
  });

  test('are run, those that failed too, except the ones that take a night', () => {
    const covering = [{ seed: 1, jobs: 200, hits: [] }];
    const failed = [
      { seed: 2, jobs: 500, found: 'a record that is missing' },
      { seed: 3, jobs: 20_000, found: 'a record too many' },
    ];
    expect(runsOf({ covering, failed })).toEqual([
      { seed: 1, jobs: 200 },
      { seed: 2, jobs: 500 },
    ]);
  });
});

describe('the choice of seeds', () => {
  const [first, ...rest] = ALL;

  test('takes few that hit every fault', () => {
    const hits = new Map([
      [1, counts([first])],
      [2, counts(rest)],
      [3, counts(rest.slice(1))],
    ]);
    expect(choose(hits, 200)).toEqual([
      { seed: 2, jobs: 200, hits: rest },
      { seed: 1, jobs: 200, hits: [first] },
    ]);
  });

  test('prefers seeds that hit a fault surely', () => {
    const hits = new Map([
      [1, new Map([...counts(rest), [first, 1]])],
      [2, counts([first])],
    ]);
    expect(choose(hits, 200).map(({ seed }) => seed)).toEqual([1, 2]);
  });

  test('fails where no seed hits a fault, and names it', () => {
    const hits = new Map([[1, counts(rest)]]);
    expect(() => choose(hits, 200)).toThrow(`No seed hits: ${first}`);
    expect(missed(hits, [1])).toEqual([first]);
    expect(missed(new Map([...hits, [2, counts([first])]]), [1, 2])).toEqual([]);
  });
});
