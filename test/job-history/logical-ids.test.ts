import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BatchInsights } from '../../src';
import { synthesize } from '../event-intake/synthesis';

describe('logical ids of a job history', () => {
  test('are a contract: a changed id makes CloudFormation replace a bucket or a stream, and lose what it holds', () => {
    const golden = JSON.parse(readFileSync(join(__dirname, 'logical-ids.json'), 'utf8'));
    const { template } = synthesize((stack) => {
      new BatchInsights(stack, 'Insights').addHistory({ transitionsIncluded: true, instancesIncluded: true });
    });
    const resources: [string, { Type: string }][] = Object.entries(template.toJSON().Resources);
    // Named queries hold nothing: they come and go.
    const lasting = resources.filter(([id, { Type }]) => id.startsWith('InsightsJobHistory') && Type !== 'AWS::Athena::NamedQuery');
    expect(Object.fromEntries(lasting.map(([id, { Type }]) => [id, Type]))).toEqual(golden);
  });
});
