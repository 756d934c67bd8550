import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventOf, newFolder, replayEvents, TEMPLATE, templateWith } from './fixtures/replay-fixture';
import { replay } from '../../../lab/replay/replay';

jest.setTimeout(30_000);

describe('bad input', () => {
  test('lines that are no event are named with their number, and the rest is processed', async () => {
    const { summary } = await replayEvents([
      '{"id":"1","password":"hunter2",',
      '',
      '[]',
      '{"id":"1"}',
      '{"id":"1","source":7,"detail-type":"T","time":"x","detail":{}}',
      '{"id":"1","source":"s","detail-type":"T","time":"x","detail":"hunter2"}',
      eventOf('test.queued', { do: 'record', JobId: 'a' }),
    ]);
    expect(summary).toMatchObject({ eventsRead: 1, invalidLines: 5, records: 1 });
    expect(summary.errorMessages).toEqual([
      expect.stringMatching(/^line 1 is no JSON( at position \d+)?$/),
      'line 3 is no event: it is no JSON object',
      'line 4 is no event: "source" is missing',
      'line 5 is no event: "source" is no text',
      'line 6 is no event: "detail" is no object',
    ]);
    // events carry secrets: what is wrong with them is reported without their values
    expect(JSON.stringify(summary)).not.toContain('hunter2');
  });

  test('an event that a handler refuses is named with its line and field', async () => {
    const { summary } = await replayEvents([
      eventOf('test.queued', { do: 'record', JobId: 'a' }),
      eventOf('test.queued', { do: 'reject' }),
    ]);
    expect(summary).toMatchObject({ rejectedEvents: 1, deadLetters: { DeadLetters: 1 } });
    expect(summary.errorMessages).toEqual([
      'line 2 was rejected: detail.x: expected text',
      'line 2 ended in dead-letter queue DeadLetters',
    ]);
  });

  test('what a handler writes to stderr is an error', async () => {
    const { summary } = await replayEvents([eventOf('test.queued', { do: 'complain' })]);
    expect(summary.errorMessages).toEqual(['Function Worker wrote to stderr: something is wrong']);
  });

  test('events that match no rule are counted as such', async () => {
    const { summary } = await replayEvents([{ ...eventOf('test.queued', {}), source: 'other' }]);
    expect(summary).toMatchObject({ eventsRead: 1, eventsMatched: { QueuedRule: 0, DirectRule: 0 }, invocations: {}, errors: 0 });
  });

  test('a missing file is named', async () => {
    await expect(replay({ template: TEMPLATE, events: '/nowhere/events.ndjson', out: newFolder() })).rejects.toThrow(
      'There is no events file at /nowhere/events.ndjson',
    );
    await expect(replayEvents([], '/nowhere/A.template.json')).rejects.toThrow('There is no template at /nowhere/A.template.json');
  });

  test('a file that is no template is named', async () => {
    const file = join(newFolder(), 'A.template.json');
    writeFileSync(file, '{}');
    await expect(replayEvents([], file)).rejects.toThrow(/A\.template\.json is no CloudFormation template: it has no Resources/);
    writeFileSync(file, '{');
    await expect(replayEvents([], file)).rejects.toThrow(/A\.template\.json is no JSON/);
  });

  test('a template without rules is refused', async () => {
    const template = templateWith((resources) => {
      delete resources.QueuedRule;
      delete resources.DirectRule;
    });
    await expect(replayEvents([], template)).rejects.toThrow(/^No event rule in .*Tested\.template\.json: nothing would receive an event$/);
  });

  test('an app that fails is reported with its output', async () => {
    const events = join(newFolder(), 'events.ndjson');
    writeFileSync(events, '');
    await expect(replay({ app: 'echo "no such stack" >&2; exit 3', events, out: newFolder() })).rejects.toThrow(
      'The app "echo "no such stack" >&2; exit 3" failed with exit code 3:\nno such stack',
    );
    await expect(replay({ app: 'true', events, out: newFolder() })).rejects.toThrow(
      'wrote no cloud assembly to the folder that CDK_OUTDIR names',
    );
  });

  test('what replay would not run as AWS does is refused', async () => {
    const filtered = templateWith(({ Mapping }) => {
      Mapping.Properties.FilterCriteria = { Filters: [] };
    });
    await expect(replayEvents([], filtered)).rejects.toThrow('Event source mapping Mapping has FilterCriteria, which replay does not run');
    const orphaned = templateWith(({ Mapping }) => {
      Mapping.Properties.FunctionName = 'Elsewhere';
    });
    await expect(replayEvents([], orphaned)).rejects.toThrow(
      'Event source mapping Mapping calls a function that is in none of the templates: Elsewhere',
    );
    const unpackaged = templateWith(({ Worker }) => {
      Worker.Properties.Code = { S3Bucket: 'b', S3Key: 'other.zip' };
    });
    await expect(replayEvents([eventOf('test.queued', { do: 'record' })], unpackaged)).rejects.toThrow(
      /its code other\.zip is no asset of .*Tested\.template\.json/,
    );
  });

  test('results may go below the folder of the template: the assembly alone is copied', async () => {
    const events = join(newFolder(), 'events.ndjson');
    writeFileSync(events, '');
    const template = templateWith(() => {});
    const out = join(template, '../results');
    await replay({ template, events, out });
    expect(existsSync(join(out, 'summary.json'))).toBe(true);
    expect(existsSync(join(out, 'cloud-assembly/results'))).toBe(false);
  });

  test('a reference that cannot be resolved names the property', async () => {
    const template = templateWith(({ Worker }) => {
      Worker.Properties.Environment = { Variables: { KEY: { 'Fn::GetAtt': ['Missing', 'Arn'] } } };
    });
    await expect(replayEvents([eventOf('test.queued', { do: 'record' })], template)).rejects.toThrow(
      'Tested: AWS::Lambda::Function Worker.Environment: Fn::GetAtt Arn: the template has no resource "Missing"',
    );
  });
});
