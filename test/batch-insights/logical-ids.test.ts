import { readFileSync } from 'fs';
import { join } from 'path';
import { BatchInsights } from '../../src';
import { synthesize } from '../event-intake/synthesis';

describe('logical ids', () => {
  test('are a contract: a changed id makes CloudFormation replace a resource and lose its data', () => {
    const golden = JSON.parse(readFileSync(join(__dirname, 'logical-ids.json'), 'utf8'));
    const { template } = synthesize((stack) => new BatchInsights(stack, 'Insights'));
    const resources: [string, { Type: string }][] = Object.entries(template.toJSON().Resources);
    expect(Object.fromEntries(resources.map(([id, { Type }]) => [id, Type]))).toEqual(golden);
  });
});
