import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventOf, newFolder, replayEvents, templateWith } from './fixtures/replay-fixture';
import { JsonObject } from '../../../lab/aws/json';

jest.setTimeout(30_000);

const A = { account: '111122223333', region: 'eu-west-1' };
const B = { account: '444455556666', region: 'eu-west-1' };
const at = (place: object, id: string): JsonObject => ({ ...eventOf('test.queued', { do: 'store', JobId: id }), ...place });
const ownEventsOnly = () =>
  templateWith(({ QueuedRule }) => {
    QueuedRule.Properties.EventPattern = {
      ...(QueuedRule.Properties.EventPattern as JsonObject),
      account: [{ Ref: 'AWS::AccountId' }],
      region: [{ Ref: 'AWS::Region' }],
    };
  });
const worldOf = (world: object): string => {
  const file = join(newFolder(), 'world.json');
  writeFileSync(file, JSON.stringify(world));
  return file;
};
const stored = async (lines: readonly (JsonObject | string)[], world?: string) => {
  const { summary, lines: read } = await replayEvents(lines, ownEventsOnly(), { world });
  return [
    read('tables/Table.ndjson')
      .map(({ JobId }) => JobId)
      .sort(),
    summary.eventsElsewhere,
  ];
};

describe('a replay is deployed', () => {
  const events = [at(A, 'a1'), at(B, 'b1'), at({ ...A, region: 'us-east-1' }, 'a2'), at(A, 'a3')];

  test('where the first event comes from', async () => {
    expect(await stored(events)).toEqual([['a1', 'a3'], 2]);
  });

  test('where the first event comes from that names a place, behind lines that name none', async () => {
    expect(await stored(['nonsense', at({}, 'own'), ...events])).toEqual([['a1', 'a3', 'own'], 2]);
  });

  test('at the place of its world', async () => {
    expect(await stored(events, worldOf({ Account: B.account, Region: B.region }))).toEqual([['b1'], 3]);
  });

  test('at the place of its events, where its world names none', async () => {
    expect(await stored(events, worldOf({ Instances: [] }))).toEqual([['a1', 'a3'], 2]);
  });

  test('somewhere, where events name no place: EventBridge adds that of the account they are sent in', async () => {
    expect(await stored([at({}, 'own')])).toEqual([['own'], 0]);
  });
});
