import { joinByJob, observe, Observation } from '../../../src/domain/collect/observe';
import { tokenOf } from '../../../src/domain/event/message-token';
import { readJobEvent } from '../../../src/domain/event/read-job-event';
import { at, AwsEvent, ended, jobEvent, ran } from '../events';
import { Fold } from '../fold';

const over = [ran('t1', 10, 20, 1)];
const message = (event: AwsEvent) => ({ id: `${event.time} ${(event.detail as { status: string }).status}`, event });
const first = jobEvent('RUNNABLE', 5);
const starting = jobEvent('STARTING', 10);
const again = jobEvent('RUNNABLE', 60);
/** The entries that a delivery counts, in the order of time: metric, time, and the message that may have counted it before. */
const counted = (fold: Fold, ...events: AwsEvent[]) =>
  fold
    .deliver(...events.map(message))
    .flatMap(({ dataPoints }) => dataPoints.filter(({ name }) => /^Jobs/.test(name)))
    .sort((one, other) => one.atMillis - other.atMillis)
    .map(({ name, atMillis, redelivered }) => [name, atMillis, redelivered]);

test('an entry that the report of another state shows to be one of its own counts with that report, and again where the report is delivered again', () => {
  const fold = new Fold();
  fold.deliver(message(first));
  fold.deliver(message(again));
  expect(counted(fold, starting)).toEqual([
    ['JobsStarting', at(10), undefined],
    ['JobsRunnable', at(60), undefined],
  ]);
  const mark = tokenOf(message(starting).id);
  expect(counted(fold, jobEvent('RUNNING', 12), starting)).toEqual([
    ['JobsStarting', at(10), mark],
    ['JobsRunning', at(12), undefined],
    ['JobsRunnable', at(60), mark],
  ]);
});

test('an entry whose message is delivered again is the only one that counts again', () => {
  const retry = jobEvent('RUNNABLE', 22, { over });
  const fold = new Fold().tell(first, starting);
  fold.deliver(message(retry));
  fold.deliver(message(jobEvent('STARTING', 25, { over })));
  expect(counted(fold, retry)).toEqual([['JobsRunnable', at(22), tokenOf(message(retry).id)]]);
});

test('of an earlier report of a known entry and a new entry in one batch, the new entry counts', () => {
  const fold = new Fold().tell(jobEvent('RUNNABLE', 6));
  expect(counted(fold, first, starting, again)).toEqual([
    ['JobsStarting', at(10), undefined],
    ['JobsRunnable', at(60), undefined],
  ]);
});

test('an entry counts at the place that its own event reports, also after the end of its job in a batch', () => {
  const observation = (event: AwsEvent): Observation => ({ reading: readJobEvent(event, []), token: message(event).id });
  const [update] = joinByJob([ended('SUCCEEDED', 90, over), jobEvent('STARTING', 5)].map(observation));
  const { dataPoints } = observe(update, { facts: [] }, ({ state }) => ({ dimensions: { InstanceType: state } }));
  expect(dataPoints.map(({ name, dimensions }) => [name, dimensions])).toEqual([['JobsStarting', { InstanceType: 'STARTING' }]]);
});
