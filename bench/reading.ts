import { CAPTURED } from './events';
import { interleave, timed } from './interleave';
import { readJobEvent } from '../src/domain/event/read-job-event';

const ROUNDS = 31;
const EVENTS = 5_000;

/** Microseconds per event: what JSON.parse alone takes, and with the reading of the event. */
export async function measureReading(): Promise<Record<'parse' | 'read', number>> {
  const texts = Array.from({ length: EVENTS }, (_, index) => CAPTURED[index % CAPTURED.length]);
  const medians = await interleave(ROUNDS, {
    parse: () => timed(() => texts.forEach((text) => JSON.parse(text) as unknown)),
    read: () => timed(() => texts.forEach((text) => readJobEvent(JSON.parse(text), []))),
  });
  const perEvent = (millis: number) => (millis * 1000) / EVENTS;
  return { parse: perEvent(medians.parse), read: perEvent(medians.read) };
}
