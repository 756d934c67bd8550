import { spawnSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';
import { runInsightsQuery } from '../../lab/aws/insights/index';

const RUNBOOK = 'docs/runbook.md';
const text = readFileSync(join(__dirname, '../..', RUNBOOK), 'utf8');
const blocksOf = (language: string): string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(([, block]) => block);
const bashFinds = (script: string): string => spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' }).stderr;

describe('the runbook', () => {
  test('has commands that a shell can read', () => {
    expect(blocksOf('sh').length).toBeGreaterThan(8);
    expect(blocksOf('sh').map(bashFinds).join('')).toBe('');
  });

  test('has commands that use no names but those that it finds or says', () => {
    const script = blocksOf('sh').join('\n');
    const set = new Set([...script.matchAll(/(?:^|\s)([A-Za-z_]+)=|\bfor (\w+) in/gm)].flatMap(([, one, other]) => one ?? other));
    const used = [...script.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name]) => name);
    expect(used.filter((name) => !set.has(name))).toEqual([]);
  });

  test('has queries that Logs Insights takes', () => {
    const queries = blocksOf('logs-insights');
    expect(queries.length).toBeGreaterThan(4);
    for (const query of queries) expect(runInsightsQuery(query, [], { start: 0, end: 1 }).rows).toEqual([]);
  });

  test('would be told what is wrong', () => {
    expect(bashFinds('while true; do\n')).toContain('syntax error');
    expect(() => runInsightsQuery('filtr a = 1', [], { start: 0, end: 1 })).toThrow('Unsupported command');
  });
});
