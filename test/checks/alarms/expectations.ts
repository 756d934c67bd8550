import { Story } from './story';
import type { StateChange } from '../../../lab/alarms/index';
import { HOUR } from '../../../lab/simulate/model';

export interface Expected {
  readonly alarm: string;
  readonly story: string;
  readonly from: number;
  readonly to: number;
}

/** An alarm in ALARM, and when it was OK again. */
export interface Ring {
  readonly alarm: string;
  /** Logical id. */
  readonly id: string;
  readonly at: string;
  readonly back?: string;
}

export const expectedOf = (stories: readonly Story[], start: number): Expected[] =>
  stories.flatMap(({ name, at, rings }) =>
    Object.entries(rings).map(([alarm, [from, to]]) => ({
      alarm,
      story: name,
      from: start + (at + from) * HOUR,
      to: start + (at + to) * HOUR,
    })),
  );

/** Logical ids without what CloudFormation adds, and without the construct of alarms on jobs: `AlarmsJobsFailing37E8C2AA`. */
export const nameOf = (id: string): string => id.replace(/^.*\bAlarms(?=[A-Z])/, '').replace(/[0-9A-F]{8}$/, '');

export const ringsOf = (changes: readonly StateChange[]): Ring[] =>
  changes.flatMap(({ Alarm: id, At: at, To }, index) => {
    if (To !== 'ALARM') return [];
    const next = changes.slice(index + 1).find(({ Alarm }) => Alarm === id);
    return [{ alarm: nameOf(id), id, at, back: next?.To === 'OK' ? next.At : undefined }];
  });

export const isExpected =
  ({ alarm, at }: Ring) =>
  (expected: Expected): boolean =>
    expected.alarm === alarm && Date.parse(at) >= expected.from && Date.parse(at) <= expected.to;

export function problemsOfRings(expected: readonly Expected[], rings: readonly Ring[]): string[] {
  const missing = expected.filter((each) => rings.filter((ring) => isExpected(ring)(each)).length !== 1);
  const extra = rings.filter((ring) => !expected.some(isExpected(ring)));
  const stuck = rings.filter(({ back }) => back === undefined);
  return [
    ...missing.map(
      ({ alarm, story, from, to }) => `${alarm} does not enter ALARM once because of "${story}", from ${iso(from)} to ${iso(to)}`,
    ),
    ...extra.map(({ alarm, at }) => `${alarm} enters ALARM at ${at}, for which there is no story`),
    ...stuck.map(({ alarm, at }) => `${alarm} is not OK again after ${at}`),
  ];
}

const iso = (ms: number): string => new Date(ms).toISOString();
