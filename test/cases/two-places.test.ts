import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JsonObject } from '../../lab/aws/json';
import { replay } from '../../lab/replay/replay';

jest.setTimeout(180_000);

const CASE = join(__dirname, '../fixtures/cases/26-own-service-role-placed');
const linesOf = (file: string): JsonObject[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as JsonObject);

/** All that the example app keeps and publishes of these events: records, data points of metrics and gauges, rows. */
async function kept(events: readonly JsonObject[]) {
  const out = mkdtempSync(join(tmpdir(), 'places-'));
  const file = join(out, 'given.ndjson');
  writeFileSync(file, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  const { eventsElsewhere, eventsMatched, errors } = await replay({ events: file, world: `${CASE}.world.json`, out });
  const tables = readdirSync(join(out, 'tables')).map((name) => [name, linesOf(join(out, 'tables', name)).map(withoutTokens)]);
  const metrics = linesOf(join(out, 'metrics.ndjson')).filter(({ Name }) => Name !== 'EventAgeSeconds');
  return { eventsElsewhere, errors, eventsMatched, tables, metrics, records: linesOf(join(out, 'records.ndjson')) };
}

/** Facts remember the message that brought them, and rows expire by the clock. */
const withoutTokens = (row: JsonObject): string[] => Object.keys(row).sort();

/** The same of another job, instance or group: everything has the same name there, and its own id. */
const sentFrom = (event: JsonObject, here: string, there: string): JsonObject =>
  JSON.parse(
    JSON.stringify(event)
      .replaceAll(here, there)
      .replaceAll(/"(id|jobId)":"\w{4}/g, `"$1":"${there.slice(0, 4)}`),
  ) as JsonObject;

test('GIVEN the same names in two accounts and two Regions WHEN all of their events arrive THEN those of other places change nothing', async () => {
  const own = linesOf(`${CASE}.ndjson`);
  const elsewhere = [
    ['111122223333', '444455556666'],
    ['us-east-1', 'eu-west-1'],
  ].flatMap(([here, there]) => own.map((event) => sentFrom(event, here, there)));

  const alone = await kept(own);
  const together = await kept([...own, ...elsewhere]);

  expect(alone.records.length).toBeGreaterThan(0);
  expect(together).toEqual({ ...alone, eventsElsewhere: elsewhere.length });
});
