import { readFileSync } from 'fs';
import { join } from 'path';
import { BatchInsights } from '../../src';
import { synthesize } from '../event-intake/synthesis';

describe('logical ids', () => {
  test('are a contract: a changed id makes CloudFormation replace a resource and lose its data', () => {
    const golden = JSON.parse(readFileSync(join(__dirname, 'logical-ids.json'), 'utf8'));
    const { template } = synthesize((stack) => new BatchInsights(stack, 'Insights'));
    const resources: [string, { Type: string }][] = Object.entries(template.toJSON().Resources);
    // The id of a function's version follows its code, so that there is a new version of new code.
    const lasting = resources.filter(([id]) => !id.includes('CurrentVersion'));
    expect(Object.fromEntries(lasting.map(([id, { Type }]) => [id, Type]))).toEqual(golden);
  });
});
