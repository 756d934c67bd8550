import { interleave, timed } from './interleave';
import { simulate } from '../lab/simulate/simulate';

const ROUNDS = 3;
const START = new Date('2026-11-20T00:00:00Z');

/** Milliseconds for a day of 500 jobs, and for one of four times as many: about four times as long. */
export const measureSimulating = (): Promise<Record<'few' | 'many', number>> =>
  interleave(ROUNDS, { few: () => timed(() => day(500)), many: () => timed(() => day(2_000)) });

const day = (jobs: number): number => [...simulate({ jobs, seed: 5, start: START }).events].length;
