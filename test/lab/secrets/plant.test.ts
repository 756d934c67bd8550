import { Subject, subjectsOf } from '../../../lab/hostile/subjects';
import { Canaries, canariesIn, pieceIn, readingsOf } from '../../../lab/secrets/canaries';
import { PLACES_OF } from '../../../lab/secrets/places';
import { Planter, shapeName } from '../../../lab/secrets/plant';
import { simulate } from '../../../lab/simulate/simulate';

const subjects = subjectsOf(simulate({ jobs: 600, seed: 1, start: new Date('2026-01-15T00:00:00Z') }).events).filter(
  ({ type }) => !type.startsWith('own'),
);

/** Made by the command itself, from what is refused. */
const LATER = ['refused-value', 'poison'];

test('GIVEN every shape of event WHEN canaries are planted THEN each place that is listed holds one, each canary is in an event, and all are distinct', () => {
  const canaries = new Canaries();
  const planter = new Planter(canaries);
  const sent = new Set(
    subjects.flatMap((subject: Subject) =>
      [...readingsOf(JSON.stringify(planter.plant(subject)))].flatMap((text) => [...canariesIn(text)]),
    ),
  );
  expect(canaries.made.filter(({ text }) => !sent.has(text))).toEqual([]);
  expect(new Set(canaries.made.map(({ text }) => text)).size).toBe(canaries.made.length);
  const planted = new Set(canaries.made.map(({ shape, place }) => `${shape}: ${place}`));
  const wanted = Object.entries(PLACES_OF).flatMap(([shape, places]) =>
    places.filter((place) => !LATER.includes(place)).map((place) => `${shape}: ${place}`),
  );
  expect(wanted.filter((each) => !planted.has(each))).toEqual([]);
});

test.each([
  ['job, EC2, FAILED', 'ec2'],
  ['captured, array child, FAILED', 'array-child'],
  ['RunTask, placed', 'runtask'],
  ['EC2 instance, running', 'ec2-instance'],
  ['job queue blocked', 'job-queue-blocked'],
])('GIVEN the type %s WHEN its shape is named THEN it is %s', (type, shape) => {
  expect(shapeName(type)).toBe(shape);
});

test('GIVEN a canary WHEN its beginning, its end or both are cut off, or it is cut in two THEN what is left is found', () => {
  const text = new Canaries().of('command', 'ec2');
  const [middle, third] = [Math.floor(text.length / 2), Math.floor(text.length / 3)];
  for (const piece of [
    text,
    text.slice(3),
    text.slice(0, -3),
    text.slice(6, -6),
    text.slice(0, middle),
    text.slice(middle),
    text.slice(third, -third),
  ]) {
    expect(pieceIn(`with ${piece} in it`)).toBeGreaterThanOrEqual('with '.length);
  }
});

test.each(['', 'canary', 'An image that is CAN AR Y'])(
  'GIVEN "%s", which is no piece of a canary WHEN one is looked for THEN none is found',
  (text) => {
    expect(pieceIn(text)).toBe(-1);
  },
);

test.each([
  ['percent-encoded', (text: string): string => text.replace(/./g, (letter) => `%${letter.charCodeAt(0).toString(16)}`)],
  ['escaped as in JSON', (text: string): string => text.replace(/./g, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`)],
  ['Base64', (text: string): string => Buffer.from(text).toString('base64')],
  ['Base64 for addresses', (text: string): string => Buffer.from(`robot:${text}`).toString('base64url')],
  ['percent-encoded Base64', (text: string): string => encodeURIComponent(Buffer.from(text).toString('base64'))],
])('GIVEN a canary that is %s, and cut off WHEN a text with it is read THEN it is found', (_, encode) => {
  const text = encode(new Canaries().of('command', 'ec2'));
  const isFound = (reason: string): boolean => [...readingsOf(`with ${reason}`)].some((reading) => pieceIn(reading) >= 0);
  expect([isFound(text), isFound(text.slice(0, -7)), isFound('nothing')]).toEqual([true, true, false]);
});
