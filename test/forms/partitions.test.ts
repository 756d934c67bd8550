import { FORMS } from './forms';
import { PLACES, resourcesIn } from '../event-intake/partitions';

/** The example, and what its options add. */
const NAMES = ['BatchInsightsExample', 'BatchInsights-Key', 'BatchInsights-Vpc', 'RunTaskMonitoring-Trail', 'ScheduledJob-Minimal'];
const CASES = PLACES.filter(({ partition }) => partition !== 'aws').flatMap((place) =>
  NAMES.flatMap((name) => [true, false].map((isKnown) => [name, place.region, isKnown ? 'known' : 'unknown', place, isKnown] as const)),
);

test.each(CASES)('%s in %s, an environment that is %s, names no other partition', (name, _region, _known, place, isKnown) => {
  const form = FORMS.find((each) => each.name === name);
  const resources = resourcesIn(place, isKnown, (stack) => form?.build(stack));
  const texts = JSON.stringify(resources);
  const partitions = new Set([...texts.matchAll(/\barn:(aws[a-z-]*):/g)].map(([, partition]) => partition));
  expect([...partitions]).toEqual([place.partition]);
});
