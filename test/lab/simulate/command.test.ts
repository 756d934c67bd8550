import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { START } from './simulated-day';
import { simulateCommand } from '../../../lab/simulate/command';
import { simulate } from '../../../lab/simulate/simulate';

describe('the simulate command', () => {
  let out: string;
  let output: string;
  beforeEach(() => {
    out = mkdtempSync(join(tmpdir(), 'simulate-'));
    output = '';
    const listen = (text: string | Uint8Array): boolean => {
      output += String(text);
      return true;
    };
    jest.spyOn(process.stdout, 'write').mockImplementation(listen);
    jest.spyOn(process.stderr, 'write').mockImplementation(listen);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(out, { recursive: true });
  });
  const lines = (name: string): unknown[] =>
    readFileSync(join(out, name), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  const json = (name: string): unknown => JSON.parse(readFileSync(join(out, name), 'utf8'));

  test('writes events, all that is true of them, the world around them and how it was made', async () => {
    // WHEN
    const code = await simulateCommand(['--jobs', '40', '--seed', '2', '--start', START.toISOString(), '--chaos', 'mild', '--out', out]);

    // THEN the files hold what the simulation returns
    const day = simulate({ jobs: 40, seed: 2, start: START, chaos: 'mild' });
    expect(code).toBe(0);
    expect(lines('events.ndjson')).toEqual([...day.events]);
    expect(lines('truth.ndjson')).toEqual(day.truth);
    expect(json('truth-metrics.json')).toEqual(day.metrics);
    expect(json('truth-transitions.json')).toEqual(day.transitions);
    expect(json('truth-in-flight.json')).toEqual(day.inFlight);
    expect(json('truth-in-service.json')).toEqual(day.inService);
    expect(json('truth-run-task.json')).toEqual(day.runTask);
    expect(json('truth-instances.json')).toEqual(day.instances);
    expect(lines('truth-changes.ndjson')).toEqual([...day.changes]);
    expect(lines('service-metrics.ndjson')).toEqual([...day.serviceMetrics, ...day.instanceMetrics]);
    expect(lines('service-logs.ndjson')).toEqual([...day.serviceLogs]);
    expect(json('world.json')).toEqual(day.world);
    expect(json('simulation.json')).toEqual({ Jobs: 40, Seed: 2, Chaos: 'mild', Events: day.eventCount });
    expect(output).toContain(`${day.truth.length} records`);
  });

  test.each([
    [['--out', 'X'], '--jobs is missing'],
    [['--jobs', '5'], '--out is missing'],
    [['--jobs', '0', '--out', 'X'], "--jobs is '0': it must be a whole number from 1 to 100000"],
    [['--jobs', '100001', '--out', 'X'], "--jobs is '100001'"],
    [['--jobs', '1.5', '--out', 'X'], "--jobs is '1.5'"],
    [['--jobs', '5', '--seed', 'x', '--out', 'X'], "--seed is 'x'"],
    [['--jobs', '5', '--start', 'tomorrow', '--out', 'X'], "--start is 'tomorrow': it must be an ISO 8601 date"],
    [['--jobs', '5', '--start', '2026-13-45', '--out', 'X'], "--start is '2026-13-45'"],
    [['--jobs', '5', '--chaos', 'total', '--out', 'X'], "--chaos is 'total': it must be one of none, mild, wild"],
    [['--jobs', '5', '--bogus', '--out', 'X'], '--bogus'],
    [['stray'], 'stray'],
  ])('refuses %j with the reason', async (argv, message) => {
    expect(await simulateCommand(argv)).toBe(2);
    expect(output).toContain(message);
    expect(output).toContain('Usage: simulate');
  });

  test('reports where no folder can be made', async () => {
    expect(await simulateCommand(['--jobs', '1', '--out', '/dev/null/impossible'])).toBe(2);
    expect(output).toContain("--out is '/dev/null/impossible': no folder can be made there (ENOTDIR)");
  });
});
