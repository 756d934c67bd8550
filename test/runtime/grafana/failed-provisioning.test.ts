import { CLOUDWATCH, EVERYTHING, Farm, file, NOTHING, WANTED } from './farm';
import { RESOURCE } from './provisioned-workspace';
import { makeDashboardProvisioner } from '../../../src/runtime/grafana/make-provisioner';
import { Answer, answerError, answerJson } from '../stage/wire';

const farm = new Farm();
const { grafana, api } = farm;
beforeAll(() => farm.listen());
beforeEach(() => farm.reset());
afterAll(() => farm.stop());

describe('a token that is refused', () => {
  test('is replaced by another one', async () => {
    grafana.fail = (_, number) => {
      if (number === 3) grafana.tokens.clear();
      return undefined;
    };
    await farm.create();
    expect(farm.uids()).toEqual(EVERYTHING);
    expect(new Set(api.tokenRequests.map(({ name }) => name)).size).toBe(2);
  });

  test('is replaced twice, and then the run fails without quoting it', async () => {
    grafana.fail = () => {
      grafana.tokens.clear();
      return undefined;
    };
    await expect(farm.create()).rejects.toThrow(
      'Grafana refused to find the data source "AWS Batch farm CloudWatch": 401 Invalid API key (3 tries)',
    );
    expect(api.tokenRequests).toHaveLength(3);
    expect(farm.lines.raw.join()).not.toContain('glsa_');
  });
});

describe('a failure', () => {
  const on = (method: string, path: string, answer: Answer, times = Infinity) => {
    let failed = 0;
    grafana.fail = (request) => (request.method === method && request.path === path && failed++ < times ? answer : undefined);
  };

  test.each<[string, Answer]>([
    ['a server error', answerJson({ message: 'no' }, 500)],
    ['a gateway that has no server', { status: 502, body: '<html>' }],
    ['a throttled request', answerJson({}, 429)],
    ['a broken connection', 'hang up'],
    ['a lost response', 'lose'],
  ])('that passes is tried again: %s', async (_, answer) => {
    grafana.fail = (_request, number) => (number % 3 === 1 ? answer : undefined);
    await farm.create();
    expect(farm.uids()).toEqual(EVERYTHING);
    await farm.remove();
    expect(farm.uids()).toEqual(NOTHING);
  });

  test.each([
    ['POST', '/api/datasources', 'create the data source "AWS Batch farm CloudWatch"'],
    ['POST', '/api/folders', 'create the folder "AWS Batch: Stack/Insights"'],
    ['POST', '/api/dashboards/db', 'save the dashboard "AWS Batch: jobs"'],
    ['POST', '/api/plugins/grafana-athena-datasource/install', 'install the plug-in grafana-athena-datasource'],
    ['GET', '/api/folders/farm', 'find the folder "AWS Batch: Stack/Insights"'],
  ])('names what was refused: %s %s', async (method, path, what) => {
    on(method, path, answerJson({ message: 'You need permissions' }, 403));
    const error = await farm.create().catch(String);
    expect(error).toContain(`Grafana refused to ${what}`);
    expect(error).toContain(': 403 You need permissions');
  });

  test.each<[string, string, string, () => Promise<unknown>]>([
    ['PUT', '/api/datasources/uid/farm-cloudwatch', 'update the data source "AWS Batch farm CloudWatch"', () => farm.update(WANTED)],
    ['GET', '/api/plugins/grafana-athena-datasource/settings', 'find the plug-in grafana-athena-datasource', () => farm.update(WANTED)],
    ['PUT', '/api/folders/farm', 'rename the folder to "New"', () => farm.update({ ...WANTED, folderTitle: 'New' })],
    ['DELETE', '/api/dashboards/uid/farm-jobs', 'delete the dashboard "AWS Batch: jobs"', () => farm.remove()],
    ['DELETE', '/api/datasources/uid/farm-athena', 'delete the data source "AWS Batch farm Athena"', () => farm.remove()],
    ['GET', '/api/folders/farm/counts', 'count what is in the folder "AWS Batch: Stack/Insights"', () => farm.remove()],
    ['DELETE', '/api/folders/farm', 'delete the folder "AWS Batch: Stack/Insights"', () => farm.remove()],
  ])('names what was refused later: %s %s', async (method, path, what, run) => {
    await farm.create();
    on(method, path, answerJson({ message: 'no' }, 403));
    await expect(run()).rejects.toThrow(`Grafana refused to ${what}: 403 no`);
  });

  test.each(['<html>starting</html>', ''])('is a page instead of JSON, which does not mean that a folder is empty: "%s"', async (body) => {
    await farm.create();
    grafana.dashboards.set('mine', { folderUid: 'farm', dashboard: {} });
    on('GET', '/api/folders/farm/counts', { status: 200, body });
    await expect(farm.remove()).rejects.toThrow(
      'did not respond to the request to count what is in the folder "AWS Batch: Stack/Insights": the response is not JSON (11 tries)',
    );
    expect(farm.uids().dashboards).toEqual(['mine']);
  });

  test('of a deletion whose response was lost is none', async () => {
    await farm.create();
    const lost = new Set<string>();
    grafana.fail = ({ method, path }) => {
      if (method !== 'DELETE' || lost.has(path)) return undefined;
      lost.add(path);
      return 'lose';
    };
    await farm.remove();
    expect(lost.size).toBe(5);
    expect(farm.uids()).toEqual(NOTHING);
  });

  test('of the creation of a service account whose response was lost is none', async () => {
    let lost = 0;
    api.fail = ({ method, path }) => (method === 'POST' && path.endsWith('/serviceaccounts') && lost++ === 0 ? 'lose' : undefined);
    await farm.create();
    expect(farm.uids()).toEqual(EVERYTHING);
    expect([api.accounts.size, grafana.tokens.size]).toEqual([1, 0]);
  });

  test('of the creation of a service account stops the run', async () => {
    api.fail = ({ method }) => (method === 'POST' ? answerError('ServiceQuotaExceededException', 402) : undefined);
    await expect(farm.create()).rejects.toThrow('The call to grafana failed: 402 ServiceQuotaExceededException');
    expect(grafana.requests).toEqual([]);
    expect(api.wire.requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
  });

  test('is none if the service account is gone when it is to be deleted, or if there are none', async () => {
    api.fail = ({ method, path }) => {
      if (method === 'DELETE') api.accounts.clear();
      return method === 'GET' && path.endsWith('/serviceaccounts') ? answerJson({}) : undefined;
    };
    await farm.create();
    expect(farm.lines.raw).toEqual([]);
  });

  test('is none if somebody installs the plug-in at the same time', async () => {
    grafana.plugins.add('grafana-athena-datasource');
    on('GET', '/api/plugins/grafana-athena-datasource/settings', answerJson({ message: 'not found' }, 404), 1);
    await farm.create();
    expect(farm.uids()).toEqual(EVERYTHING);
  });

  test('of a first provisioning leaves nothing behind', async () => {
    on('POST', '/api/dashboards/db', answerJson({ message: 'The dashboard is invalid' }, 422));
    await expect(farm.create()).rejects.toThrow('Grafana refused to save the dashboard "AWS Batch: jobs": 422 The dashboard is invalid');
    expect(farm.uids()).toEqual(NOTHING);
    expect([api.accounts.size, grafana.tokens.size]).toEqual([1, 0]);
  });

  test('of a move to another folder leaves nothing there, because CloudFormation does not delete it', async () => {
    await farm.create();
    const dataSources = [{ ...CLOUDWATCH, uid: 'new-cloudwatch', name: 'New' }];
    const moved = { ...WANTED, folderUid: 'new', dataSources, dashboards: [{ ...file('jobs'), uid: 'new-jobs' }] };
    on('POST', '/api/dashboards/db', answerJson({ message: 'no' }, 422));
    await expect(farm.update(moved)).rejects.toThrow('422 no');
    expect(farm.uids()).toEqual(EVERYTHING);
  });

  test('of a creation that takes over leaves what the other resource has', async () => {
    await farm.create();
    on('POST', '/api/dashboards/db', answerJson({ message: 'no' }, 422));
    await expect(farm.create(WANTED, 'Moved')).rejects.toThrow('422 no');
    expect(farm.uids()).toEqual(EVERYTHING);
    await farm.remove();
    expect(farm.uids()).toEqual(NOTHING);
  });

  test('by lack of time leaves nothing behind either', async () => {
    on('POST', '/api/dashboards/db', answerJson({ message: 'busy' }, 503));
    const left = () => (grafana.requests.includes('POST /api/dashboards/db') ? 11_000 : 60_000);
    await expect(farm.provision({ RequestType: 'Create', ResourceProperties: WANTED }, left)).rejects.toThrow('503 busy');
    expect(farm.uids()).toEqual(NOTHING);
    expect([api.accounts.size, grafana.tokens.size]).toEqual([1, 0]);
  });

  test('of an update leaves what was there', async () => {
    await farm.create();
    on('POST', '/api/dashboards/db', answerJson({ message: 'no' }, 422));
    await expect(farm.update({ ...WANTED, dashboards: [file('live')] })).rejects.toThrow('422 no');
    expect(farm.uids()).toEqual(EVERYTHING);
  });

  test('of the clean-up is recorded, and the first one is reported', async () => {
    grafana.fail = ({ method }) => (method === 'POST' || method === 'DELETE' ? answerJson({ message: method }, 403) : undefined);
    grafana.plugins.add('grafana-athena-datasource');
    await expect(farm.create()).rejects.toThrow('Grafana refused to create the data source "AWS Batch farm CloudWatch": 403 POST');
    expect(farm.lines.raw.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({
        Subject: 'folder AWS Batch: Stack/Insights',
        Problem: 'Grafana refused to delete the dashboard "AWS Batch: jobs": 403 DELETE',
      }),
    ]);
  });

  test('to delete the token is recorded, and the dashboards are there', async () => {
    api.fail = ({ method }) => (method === 'DELETE' ? answerError('AccessDeniedException', 403) : undefined);
    await farm.create();
    expect(farm.uids()).toEqual(EVERYTHING);
    expect(farm.lines.raw.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({
        Subject: 'tokens of batch-insights-farm',
        Problem: 'The call to grafana failed: 403 AccessDeniedException',
      }),
    ]);
  });

  test('of a data source whose name another one has says so', async () => {
    grafana.dataSources.set('theirs', { name: CLOUDWATCH.name });
    await expect(farm.create()).rejects.toThrow(
      'Grafana refused to create the data source "AWS Batch farm CloudWatch": 409 data source with the same name already exists',
    );
    expect(farm.uids().dataSources).toEqual(['theirs']);
  });

  test('of a folder that cannot be created although it does not exist says so', async () => {
    on('POST', '/api/folders', answerJson({ message: 'a folder with that name exists' }, 412));
    await expect(farm.create()).rejects.toThrow(
      'Grafana refused to create the folder "AWS Batch: Stack/Insights": 412 a folder with that name exists',
    );
  });

  test.each([
    ['/api/datasources', 'create the data source "AWS Batch farm CloudWatch"'],
    ['/api/folders', 'create the folder "AWS Batch: Stack/Insights"'],
  ])('to create what is not there afterwards shows as much of the message as helps: %s', async (path, what) => {
    on('POST', path, answerJson({ message: 'x'.repeat(5_000) }, 409));
    await expect(farm.create()).rejects.toThrow(new RegExp(`refused to ${what}: 409 x{300}$`));
    on('POST', path, { status: 409, body: '' });
    await expect(farm.create()).rejects.toThrow(`refused to ${what}: 409 no message`);
  });

  test('of plug-in management says what has to be enabled', async () => {
    grafana.pluginAdminEnabled = false;
    await expect(farm.create()).rejects.toThrow('which needs plug-in management to be enabled in the workspace: 404 Not found');
  });

  test('that lasts is reported after eleven tries', async () => {
    on('GET', '/api/folders/farm', 'hang up');
    await expect(farm.create()).rejects.toThrow(
      'Grafana did not respond to the request to find the folder "AWS Batch: Stack/Insights": ECONNRESET (11 tries)',
    );
  });

  test('without a message or with a long one is shown as far as it helps', async () => {
    for (const body of ['<html>', 'null', '{}', '{"message":""}', '{"message":5}']) {
      on('GET', '/api/folders/farm', { status: 400, body });
      await expect(farm.create()).rejects.toThrow(/: 400 no message$/);
    }
    on('GET', '/api/folders/farm', { status: 300, body: '{"message":"moved"}' });
    await expect(farm.create()).rejects.toThrow(/: 300 moved$/);
    on('GET', '/api/folders/farm', answerJson({ message: 'x'.repeat(301) }, 400));
    await expect(farm.create()).rejects.toThrow(new RegExp(`: 400 x{300}$`));
  });

  test('to load a plug-in in time is reported', async () => {
    grafana.loadsAfter = 1_000_000;
    const polls = () => grafana.requests.filter((request) => request.endsWith('/settings')).length;
    // A fifth of the time is kept for the end, so that the pause would take all that is left.
    const left = () => (polls() > 3 ? 12_001 : 60_000);
    await expect(farm.provision({ RequestType: 'Create', ResourceProperties: WANTED }, left)).rejects.toThrow(
      'Grafana did not load the plug-in grafana-athena-datasource in time',
    );
    expect(polls()).toBe(4);
  });

  test('is not tried again without time', async () => {
    let failed = false;
    grafana.fail = ({ path }) => {
      failed ||= path === '/api/folders/farm';
      return failed ? 'hang up' : undefined;
    };
    const left = () => (failed ? 0 : 60_000);
    await expect(farm.provision({ RequestType: 'Create', ResourceProperties: WANTED }, left)).rejects.toThrow(/": ECONNRESET$/);
  });

  test('of a workspace that is not reached by HTTPS names the connection', async () => {
    const provisioner = makeDashboardProvisioner({
      ...process.env,
      AWS_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL_GRAFANA: api.wire.url,
      URL_SUFFIX: 'x',
    });
    const ResourceProperties = { ...WANTED, endpoint: new URL(grafana.wire.url).host, dataSources: [CLOUDWATCH] };
    await expect(
      provisioner.handle({ ...RESOURCE, RequestType: 'Update', ResourceProperties, OldResourceProperties: ResourceProperties }),
    ).rejects.toThrow(/did not respond to the request to find the data source ".*": (EPROTO|ERR_SSL_\w+) \(11 tries\)$/);
  });

  test('of a file that does not exist stops the run', async () => {
    farm.files.delete('/assets/live.json');
    await expect(farm.create()).rejects.toThrow('The call to s3 failed: 404 NoSuchKey');
    expect(farm.uids()).toEqual(NOTHING);
  });
});
