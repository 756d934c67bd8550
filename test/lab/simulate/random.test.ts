import { Agenda } from '../../../lab/simulate/engine/agenda';
import { Random } from '../../../lab/simulate/random';
import { compose } from '../../../lab/simulate/workload/composition';

describe('random numbers', () => {
  test('are even, within bounds, and different by seed and label', () => {
    const random = new Random(1);
    const numbers = Array.from({ length: 20_000 }, () => random.next());
    const mean = numbers.reduce((sum, each) => sum + each, 0) / numbers.length;

    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    expect(mean).toBeCloseTo(0.5, 1);
    expect(new Set([new Random(1), new Random(2), new Random(1, 'a'), new Random(1, 'b')].map((each) => each.hex(16))).size).toBe(4);
    expect(random.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('the agenda', () => {
  test('runs what is due by time, and what is due at once in the order planned', () => {
    const agenda = new Agenda();
    const order: string[] = [];
    const random = new Random(5);
    const planned = Array.from({ length: 500 }, (_, index) => ({ at: random.integer(0, 40), name: `${index}` }));
    for (const { at, name } of planned) agenda.at(at, () => order.push(name));
    agenda.at(3, () => agenda.after(2, () => order.push(`later at ${agenda.now}`)));

    agenda.run();

    const expected = planned.sort((one, other) => one.at - other.at).map((each) => each.name);
    expect(order.filter((name) => !name.startsWith('later'))).toEqual(expected);
    expect(order).toContain('later at 5');
  });
});

describe('the composition of a workload', () => {
  test.each([1, 2, 3, 4, 9, 57, 100, 333, 2000, 31_000, 100_000])('of %i jobs adds up', (jobs) => {
    const { arrays, multiNode, scripted, pipelines, ordinary } = compose(jobs, new Random(jobs));
    const sum = (values: readonly number[]) => values.reduce((all, each) => all + each, 0);

    expect(
      sum(arrays.map((each) => each.size * (each.order === 'n-to-n' ? 2 : 1))) + sum(multiNode) + scripted + sum(pipelines) + ordinary,
    ).toBe(jobs);
    expect(Math.min(ordinary, scripted)).toBeGreaterThanOrEqual(0);
    for (const { size } of arrays) expect([size >= 2, size <= 10_000]).toEqual([true, true]);
    for (const nodes of multiNode) expect([nodes >= 2, nodes <= 8]).toEqual([true, true]);
  });
});
