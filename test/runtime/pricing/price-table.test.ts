import { makeDynamoDb } from '../../../src/runtime/aws/dynamodb';
import { SignedRequests } from '../../../src/runtime/aws/signed-request';
import { Deadline } from '../../../src/runtime/deadline';
import { Environment } from '../../../src/runtime/environment';
import { PriceTable } from '../../../src/runtime/pricing/price-table';
import { NOW, useStage } from '../stage/stage';

const stage = useStage();
async function table(): Promise<PriceTable> {
  const deadline = new Deadline();
  const client = makeDynamoDb(new Environment(process.env), new SignedRequests('eu-west-1', deadline));
  return new PriceTable(client, await stage.newTable('PriceKey'), () => stage.now, deadline);
}

test('a row is read back with the prices that it was written with: one that is not known is absent', async () => {
  const prices = await table();
  await prices.write({ key: 'instance-type/m6i.large', row: { readAtMillis: NOW, vcpus: 2 }, isNeeded: true });
  const book = await prices.read(['instance-type/m6i.large']);
  expect(book.instanceType('m6i.large')).toEqual({ readAtMillis: NOW, vcpus: 2 });
});

test('rows in use are those that a job needed, with the zones that it needed them of', async () => {
  const prices = await table();
  expect(await prices.inUse()).toEqual([]);
  for (const key of ['instance-type/m6i.large', 'fargate/arm64']) await prices.write({ key, row: { readAtMillis: NOW }, isNeeded: true });
  await prices.write({ key: 'instance-type/g5.2xlarge', row: { readAtMillis: NOW }, isNeeded: false });
  await prices.addZones('instance-type/m6i.large', ['eu-west-1a']);
  const used = await prices.inUse();
  expect([...used].sort((one, other) => one.key.localeCompare(other.key))).toEqual([
    { key: 'fargate/arm64', availabilityZones: [] },
    { key: 'instance-type/m6i.large', availabilityZones: ['eu-west-1a'] },
  ]);
});
