/**
 * Measures the handlers, in ratios: the ways that are compared run in turn, in one run on one machine.
 * It prints and judges no time, because a time limit in a test fails on a slow machine and proves nothing on a fast one.
 * What does not depend on the clock is judged: `counts` counts requests, billed units, bytes and memory alone, and compares them with their limits.
 */
import { measureBatching } from './batching';
import { measureColdStarts } from './cold-start';
import { judgeCounts } from './counts';
import { measureSnapshot } from './in-flight';
import { measureReading } from './reading';
import { measureSimulating } from './simulating';
import { measureSlowness } from './slow';
import { setUpWorkbench } from './workbench';

async function main(): Promise<void> {
  const workbench = await setUpWorkbench();
  try {
    if (process.argv[2] === 'counts') {
      if (!(await judgeCounts(workbench.environment))) process.exitCode = 1;
      return;
    }
    if (process.argv[2] === 'slow') {
      console.table(await measureSlowness(workbench.environment));
      return;
    }
    process.stdout.write('Cold starts ...\n');
    const { empty, collector, registry } = await measureColdStarts(workbench.environment);
    process.stdout.write('Reading of events ...\n');
    const { parse, read } = await measureReading();
    process.stdout.write('Batches ...\n');
    const { together, oneByOne } = await measureBatching(workbench.environment);
    process.stdout.write('Simulated days ...\n');
    const { few, many } = await measureSimulating();
    process.stdout.write('Snapshot of jobs in flight ...\n');
    const snapshot = await measureSnapshot(workbench.environment);
    console.table([
      row('cold start: empty handler', empty, 'ms', empty, 'an empty handler'),
      row('cold start: collector, first write included', collector, 'ms', empty, 'an empty handler'),
      row('cold start: registry, first write included', registry, 'ms', empty, 'an empty handler'),
      row('JSON.parse of an event', parse, 'µs', parse, 'JSON.parse'),
      row('JSON.parse and reading of an event', read, 'µs', parse, 'JSON.parse'),
      row('500 events, one by one', oneByOne, 'ms', oneByOne, 'one by one'),
      row('500 events in one batch', together, 'ms', oneByOne, 'one by one'),
      row('a simulated day of 500 jobs', few, 'ms', few, '500 jobs'),
      row('a simulated day of 2,000 jobs', many, 'ms', few, '500 jobs'),
    ]);
    console.table([snapshot]);
    process.stdout.write('Slow dependencies ...\n');
    console.table(await measureSlowness(workbench.environment));
  } finally {
    await workbench.stop();
  }
}

const row = (what: string, median: number, unit: string, base: number, of: string) => ({
  measured: what,
  median: `${median.toFixed(1)} ${unit}`,
  ratio: (median / base).toFixed(2),
  'ratio to': of,
});

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
