import { dayOf } from './simulated-day';
import { Chaos } from '../../../lab/simulate/chaos';

const MINUTE = 60_000;
const calm = dayOf(500, 9).events;

function delivered(chaos: Chaos) {
  const events = dayOf(500, 9, chaos).events;
  const copies = new Map<string, string[]>();
  for (const event of events) copies.set(event.id, [...(copies.get(event.id) ?? []), JSON.stringify(event)]);
  return { events, copies };
}

/** How far an event comes after others that are younger. */
function lateness(times: readonly number[]): number[] {
  let newest = -Infinity;
  return times.map((time) => {
    newest = Math.max(newest, time);
    return newest - time;
  });
}

describe('chaos', () => {
  test('of no kind delivers each event once in the order of time', () => {
    expect(delivered('none').events).toEqual(calm);
  });

  test.each<[Chaos, number]>([
    ['mild', 2],
    ['wild', 3],
  ])('that is %s loses nothing, invents nothing and repeats byte for byte', (chaos, most) => {
    const { copies } = delivered(chaos);

    expect(new Set(copies.keys())).toEqual(new Set(calm.map((event) => event.id)));
    for (const event of calm) expect(new Set(copies.get(event.id))).toEqual(new Set([JSON.stringify(event)]));
    expect(Math.max(...[...copies.values()].map((each) => each.length))).toBe(most);
  });

  test('that is mild duplicates about one event in twenty and delays by up to a minute', () => {
    const { events } = delivered('mild');
    const late = lateness(events.map((event) => Date.parse(event.time)));

    expect(events.length / calm.length).toBeGreaterThan(1.03);
    expect(events.length / calm.length).toBeLessThan(1.07);
    expect(Math.max(...late)).toBeLessThanOrEqual(MINUTE + 1000);
    expect(Math.max(...late)).toBeGreaterThan(MINUTE / 2);
  });

  test('that is wild delays some events by hours', () => {
    const late = lateness(delivered('wild').events.map((event) => Date.parse(event.time)));

    expect(Math.max(...late)).toBeGreaterThan(45 * MINUTE);
    expect(late.filter((each) => each > MINUTE).length / late.length).toBeGreaterThan(0.15);
  });
});
