import { Report } from '../../../lab/chaos/report';
import { figuresOf } from '../../../lab/chaos/table';

const measured = { seed: 3, jobs: 20_000, seconds: 1234.5 };

describe('figures of chaos', () => {
  test('GIVEN many runs WHEN they are written THEN dead letters and archives are in the block on recovery', () => {
    const { chaos, recovery, ...others } = figuresOf(new Report(), { ...measured, runs: 1_500 });
    expect(others).toEqual({});
    expect(chaos).toContain(
      '`npm run lab -- chaos --runs 1500 --seed 3 --jobs 20000`: 1,500 runs of 20,000 jobs, 0 invocations in 1,235 s.',
    );
    expect(chaos).toContain('| DynamoDB: throttled | 0 |');
    expect(chaos).not.toMatch(/[Dd]ead letter|archive/);
    expect(recovery).toMatch(
      /Dead letters redriven \| 0 \|[^]*A replayed archive produces no new records or metrics \| 0 \| 0 \| not checked/,
    );
  });

  test('GIVEN a single run WHEN it is written THEN everything is in a block of its own', () => {
    const figures = figuresOf(new Report(), { ...measured, runs: 1, options: ' --real-backoff' });
    expect(Object.keys(figures)).toEqual(['one long run']);
    expect(figures['one long run']).toMatch(
      /--jobs 20000 --real-backoff`: 1 run of 20,000 jobs[^]*DynamoDB: throttled[^]*Dead letters redriven/,
    );
  });
});
