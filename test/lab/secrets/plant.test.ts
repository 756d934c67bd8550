import { Subject, subjectsOf } from '../../../lab/hostile/subjects';
import { Canaries, canariesIn } from '../../../lab/secrets/canaries';
import { PLACES_OF } from '../../../lab/secrets/places';
import { Planter, shapeName } from '../../../lab/secrets/plant';
import { simulate } from '../../../lab/simulate/simulate';

const subjects = subjectsOf(simulate({ jobs: 600, seed: 1, start: new Date('2026-01-15T00:00:00Z') }).events).filter(({ type }) => !type.startsWith('own'));

/** Made by the command itself, from what is refused. */
const LATER = ['refused-value', 'poison'];

test('GIVEN every shape of event WHEN canaries are planted THEN each place that is listed holds one, each canary is in an event, and all are distinct', () => {
  const canaries = new Canaries();
  const planter = new Planter(canaries);
  const sent = canariesIn(subjects.map((subject: Subject) => JSON.stringify(planter.plant(subject))).join('\n'));
  expect(canaries.made.filter(({ text }) => !sent.has(text))).toEqual([]);
  expect(new Set(canaries.made.map(({ text }) => text)).size).toBe(canaries.made.length);
  const planted = new Set(canaries.made.map(({ shape, place }) => `${shape}: ${place}`));
  const wanted = Object.entries(PLACES_OF).flatMap(([shape, places]) => places.filter(place => !LATER.includes(place)).map(place => `${shape}: ${place}`));
  expect(wanted.filter(each => !planted.has(each))).toEqual([]);
});

test.each([['job, EC2, FAILED', 'ec2'], ['captured, array child, FAILED', 'array-child'], ['RunTask, placed', 'runtask'], ['EC2 instance, running', 'ec2-instance'], ['job queue blocked', 'job-queue-blocked']])('GIVEN the type %s WHEN its shape is named THEN it is %s', (type, shape) => {
  expect(shapeName(type)).toBe(shape);
});
