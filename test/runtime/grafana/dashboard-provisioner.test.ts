import * as fc from 'fast-check';
import { ProvisionedWorkspace, WORKSPACE } from './provisioned-workspace';
import { GrafanaDashboardsProperties } from '../../../src/domain/names/grafana';
import { makeDashboardProvisioner } from '../../../src/runtime/grafana/make-provisioner';
import { runs } from '../../property-runs';
import { Answer, answerError, answerJson } from '../stage/wire';

const workspace = new ProvisionedWorkspace();
const { grafana, api } = workspace;

const CLOUDWATCH = {
  uid: 'farm-cloudwatch',
  name: 'AWS Batch farm CloudWatch',
  type: 'cloudwatch',
  jsonData: { defaultRegion: 'eu-west-1' },
} as const;
const ATHENA = {
  uid: 'farm-athena',
  name: 'AWS Batch farm Athena',
  type: 'grafana-athena-datasource',
  jsonData: { database: 'batch' },
} as const;
const file = (name: string) => ({ uid: `farm-${name}`, title: `AWS Batch: ${name}`, bucket: 'assets', key: `${name}.json` });
const WANTED: GrafanaDashboardsProperties = {
  workspaceId: WORKSPACE,
  endpoint: `${WORKSPACE}.grafana-workspace.eu-west-1.amazonaws.com`,
  serviceAccountName: 'batch-insights-farm',
  folderUid: 'farm',
  folderTitle: 'AWS Batch: Stack/Insights',
  dataSources: [CLOUDWATCH, ATHENA],
  dashboards: [file('jobs'), file('live')],
  values: { '@Database@': 'a "quoted" $& name' },
};

const create = (wanted = WANTED) => workspace.provision({ RequestType: 'Create', ResourceProperties: wanted });
const update = (wanted: GrafanaDashboardsProperties, before = WANTED) =>
  workspace.provision({ RequestType: 'Update', ResourceProperties: wanted, OldResourceProperties: before, PhysicalResourceId: 'id' });
const remove = () => workspace.provision({ RequestType: 'Delete', ResourceProperties: WANTED, PhysicalResourceId: 'id' });
const uids = () => ({
  dataSources: [...grafana.dataSources.keys()],
  folders: [...grafana.folders.keys()],
  dashboards: [...grafana.dashboards.keys()],
});
const EVERYTHING = { dataSources: ['farm-cloudwatch', 'farm-athena'], folders: ['farm'], dashboards: ['farm-jobs', 'farm-live'] };
const NOTHING = { dataSources: [], folders: [], dashboards: [] };

beforeAll(() => workspace.listen());
beforeEach(() => {
  workspace.reset();
  // Pauses before retries are as short as they can be.
  jest.spyOn(Math, 'random').mockReturnValue(0);
  for (const { uid, title, key } of WANTED.dashboards) {
    const list = [
      { type: 'datasource', name: 'CloudWatch', query: 'cloudwatch' },
      { type: 'datasource', name: 'Athena', query: 'grafana-athena-datasource' },
      { type: 'query', name: 'JobQueue', query: 'cloudwatch' },
    ];
    workspace.files.set(
      `/assets/${key}`,
      JSON.stringify({ uid, title, templating: { list }, panels: [{ sql: 'select * from "@Database@"' }] }),
    );
  }
});

afterAll(() => workspace.stop());

describe('a workspace that is provisioned for the first time', () => {
  test('has the data sources, and the dashboards in a folder', async () => {
    expect(await create()).toEqual({ PhysicalResourceId: 'g-0123456789/farm' });
    expect(uids()).toEqual(EVERYTHING);
    expect(grafana.dataSources.get('farm-athena')).toEqual({ ...ATHENA, access: 'proxy' });
    expect(grafana.folders.get('farm')).toBe('AWS Batch: Stack/Insights');
    expect(grafana.dashboards.get('farm-jobs')?.folderUid).toBe('farm');
    expect(grafana.requests.filter((request) => /^(PUT|DELETE)|folders/.test(request))).toEqual([
      'GET /api/folders/farm',
      'POST /api/folders',
    ]);
    const saved = grafana.wire.requests.filter(({ path }) => path === '/api/dashboards/db').map(({ body }) => JSON.parse(body));
    expect(saved).toEqual(Array(2).fill(expect.objectContaining({ overwrite: true, message: 'Deployed by AWS CloudFormation' })));
  });

  test('has the plug-in for Athena, and waits until it is loaded', async () => {
    grafana.loadsAfter = 3;
    await create();
    expect([...grafana.plugins]).toEqual(['grafana-athena-datasource']);
    expect(grafana.requests.filter((request) => request.endsWith('/settings'))).toHaveLength(5);
  });

  test('needs no plug-in without a history', async () => {
    grafana.pluginAdminEnabled = false;
    await create({ ...WANTED, dataSources: [CLOUDWATCH] });
    expect(grafana.requests.filter((request) => request.includes('/plugins/'))).toEqual([]);
  });

  test('has dashboards with the values of the stack that read its data sources', async () => {
    await create();
    const { templating, panels } = grafana.dashboards.get('farm-jobs')?.dashboard as {
      templating: { list: { current?: { value: string; text: string } }[] };
      panels: { sql: string }[];
    };
    expect(panels[0].sql).toBe('select * from "a "quoted" $& name"');
    expect(templating.list.map(({ current }) => current)).toEqual([
      { selected: true, text: CLOUDWATCH.name, value: CLOUDWATCH.uid },
      { selected: true, text: ATHENA.name, value: ATHENA.uid },
      undefined,
    ]);
  });

  test('is provisioned by a service account that is deleted, with a token that lives for a quarter of an hour', async () => {
    await create();
    expect(api.tokenRequests).toEqual([{ name: expect.any(String), secondsToLive: 900 }]);
    expect(api.accounts.size).toBe(0);
    expect(grafana.tokens.size).toBe(0);
  });
});

describe('provisioning again', () => {
  test('changes nothing', async () => {
    await create();
    const before = [grafana.dataSources, grafana.folders, grafana.dashboards].map((store) => new Map<string, unknown>(store));
    await create();
    expect(grafana.requests).not.toContain('PUT /api/folders/farm');
    expect([grafana.dataSources, grafana.folders, grafana.dashboards]).toEqual(before);
  });

  test('restores what viewers have changed', async () => {
    await create();
    grafana.dataSources.set('farm-athena', { ...ATHENA, name: 'Changed' });
    grafana.folders.set('farm', 'Changed');
    grafana.dashboards.delete('farm-live');
    await update(WANTED);
    expect(uids()).toEqual({ ...EVERYTHING, dashboards: ['farm-jobs', 'farm-live'] });
    expect([grafana.dataSources.get('farm-athena')?.name, grafana.folders.get('farm')]).toEqual([ATHENA.name, WANTED.folderTitle]);
  });

  test('removes what is not wanted any more', async () => {
    await create();
    await update({ ...WANTED, dataSources: [CLOUDWATCH], dashboards: [file('live')] });
    expect(uids()).toEqual({ dataSources: ['farm-cloudwatch'], folders: ['farm'], dashboards: ['farm-live'] });
  });

  test('leaves what another workspace or folder has to CloudFormation, which deletes it afterwards', async () => {
    await create();
    const moved = { ...WANTED, folderUid: 'new', dashboards: [{ ...file('live'), uid: 'new-live' }], dataSources: [CLOUDWATCH] };
    expect(await update(moved)).toEqual({ PhysicalResourceId: 'g-0123456789/new' });
    expect(uids().dashboards).toEqual(expect.arrayContaining(EVERYTHING.dashboards));
    expect(uids().dataSources).toEqual(EVERYTHING.dataSources);
  });

  test('deletes the service account that an interrupted run left, on whichever page it is listed', async () => {
    for (let number = 0; number < 12; number++) {
      const name = number === 11 ? WANTED.serviceAccountName : `other-${number}`;
      api.accounts.set(`left-${number}`, { id: `left-${number}`, name, grafanaRole: 'ADMIN' });
    }
    await create();
    expect([...api.accounts.keys()]).toEqual(Array.from({ length: 11 }, (_, number) => `left-${number}`));
  });
});

describe('a workspace whose stack is deleted', () => {
  test('has nothing of it any more', async () => {
    await create();
    await remove();
    expect(uids()).toEqual(NOTHING);
    expect(api.accounts.size).toBe(0);
  });

  test('keeps a folder that contains something of others', async () => {
    await create();
    grafana.dashboards.set('mine', { folderUid: 'farm', dashboard: {} });
    await remove();
    expect(uids()).toEqual({ dataSources: [], folders: ['farm'], dashboards: ['mine'] });
  });

  test('may lack what is to be deleted, and may not exist', async () => {
    await remove();
    await create();
    api.exists = false;
    await remove();
    expect(uids()).toEqual(EVERYTHING);
  });

  test('makes the deletion fail if it cannot be reached', async () => {
    await create();
    api.fail = () => answerError('AccessDeniedException', 403);
    await expect(remove()).rejects.toThrow('The call to grafana failed: 403 AccessDeniedException');
  });
});

describe('a token that is refused', () => {
  test('is replaced by another one', async () => {
    grafana.fail = (_, number) => {
      if (number === 3) grafana.tokens.clear();
      return undefined;
    };
    await create();
    expect(uids()).toEqual(EVERYTHING);
    expect(new Set(api.tokenRequests.map(({ name }) => name)).size).toBe(2);
  });

  test('is replaced twice, and then the run fails without quoting it', async () => {
    grafana.fail = () => {
      grafana.tokens.clear();
      return undefined;
    };
    await expect(create()).rejects.toThrow(
      'Grafana refused to find the data source "AWS Batch farm CloudWatch": 401 Invalid API key (3 tries)',
    );
    // The clean-up tries one more.
    expect(api.tokenRequests).toHaveLength(4);
    expect(workspace.lines.raw.join()).not.toContain('glsa_');
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
    await create();
    expect(uids()).toEqual(EVERYTHING);
    await remove();
    expect(uids()).toEqual(NOTHING);
  });

  test.each([
    ['POST', '/api/datasources', 'create the data source "AWS Batch farm CloudWatch"'],
    ['POST', '/api/folders', 'create the folder "AWS Batch: Stack/Insights"'],
    ['POST', '/api/dashboards/db', 'save the dashboard "AWS Batch: jobs"'],
    ['POST', '/api/plugins/grafana-athena-datasource/install', 'install the plug-in grafana-athena-datasource'],
    ['GET', '/api/folders/farm', 'find the folder "AWS Batch: Stack/Insights"'],
  ])('names what was refused: %s %s', async (method, path, what) => {
    on(method, path, answerJson({ message: 'You need permissions' }, 403));
    const error = await create().catch(String);
    expect(error).toContain(`Grafana refused to ${what}`);
    expect(error).toContain(': 403 You need permissions');
  });

  test.each<[string, string, string, () => Promise<unknown>]>([
    ['PUT', '/api/datasources/uid/farm-cloudwatch', 'update the data source "AWS Batch farm CloudWatch"', () => update(WANTED)],
    ['GET', '/api/plugins/grafana-athena-datasource/settings', 'find the plug-in grafana-athena-datasource', () => update(WANTED)],
    ['PUT', '/api/folders/farm', 'rename the folder to "New"', () => update({ ...WANTED, folderTitle: 'New' })],
    ['DELETE', '/api/dashboards/uid/farm-jobs', 'delete the dashboard "AWS Batch: jobs"', remove],
    ['DELETE', '/api/datasources/uid/farm-athena', 'delete the data source "AWS Batch farm Athena"', remove],
    ['GET', '/api/folders/farm/counts', 'count what is in the folder "AWS Batch: Stack/Insights"', remove],
    ['DELETE', '/api/folders/farm', 'delete the folder "AWS Batch: Stack/Insights"', remove],
  ])('names what was refused later: %s %s', async (method, path, what, run) => {
    await create();
    on(method, path, answerJson({ message: 'no' }, 403));
    await expect(run()).rejects.toThrow(`Grafana refused to ${what}: 403 no`);
  });

  test('of a deletion whose response was lost is none', async () => {
    await create();
    const lost = new Set<string>();
    grafana.fail = ({ method, path }) => {
      if (method !== 'DELETE' || lost.has(path)) return undefined;
      lost.add(path);
      return 'lose';
    };
    await remove();
    expect(lost.size).toBe(5);
    expect(uids()).toEqual(NOTHING);
  });

  test('of the creation of a service account whose response was lost is none', async () => {
    let lost = 0;
    api.fail = ({ method, path }) => (method === 'POST' && path.endsWith('/serviceaccounts') && lost++ === 0 ? 'lose' : undefined);
    await create();
    expect(uids()).toEqual(EVERYTHING);
    expect(api.accounts.size).toBe(0);
  });

  test('of the creation of a service account stops the run', async () => {
    api.fail = ({ method }) => (method === 'POST' ? answerError('ServiceQuotaExceededException', 402) : undefined);
    await expect(create()).rejects.toThrow('The call to grafana failed: 402 ServiceQuotaExceededException');
    expect(grafana.requests).toEqual([]);
  });

  test('is none if the service account is gone when it is to be deleted, or if there are none', async () => {
    api.fail = ({ method, path }) => {
      if (method === 'DELETE') api.accounts.clear();
      return method === 'GET' && path.endsWith('/serviceaccounts') ? answerJson({}) : undefined;
    };
    await create();
    expect(workspace.lines.raw).toEqual([]);
  });

  test('is none if somebody installs the plug-in at the same time', async () => {
    grafana.plugins.add('grafana-athena-datasource');
    on('GET', '/api/plugins/grafana-athena-datasource/settings', answerJson({ message: 'not found' }, 404), 1);
    await create();
    expect(uids()).toEqual(EVERYTHING);
  });

  test('of a first provisioning leaves nothing behind', async () => {
    on('POST', '/api/dashboards/db', answerJson({ message: 'The dashboard is invalid' }, 422));
    await expect(create()).rejects.toThrow('Grafana refused to save the dashboard "AWS Batch: jobs": 422 The dashboard is invalid');
    expect(uids()).toEqual(NOTHING);
    expect(api.accounts.size).toBe(0);
  });

  test('of an update leaves what was there', async () => {
    await create();
    on('POST', '/api/dashboards/db', answerJson({ message: 'no' }, 422));
    await expect(update({ ...WANTED, dashboards: [file('live')] })).rejects.toThrow('422 no');
    expect(uids()).toEqual(EVERYTHING);
  });

  test('of the clean-up is recorded, and the first one is reported', async () => {
    grafana.fail = ({ method }) => (method === 'POST' || method === 'DELETE' ? answerJson({ message: method }, 403) : undefined);
    grafana.plugins.add('grafana-athena-datasource');
    await expect(create()).rejects.toThrow('Grafana refused to create the data source "AWS Batch farm CloudWatch": 403 POST');
    expect(workspace.lines.raw.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({
        Subject: 'folder AWS Batch: Stack/Insights',
        Problem: 'Grafana refused to delete the dashboard "AWS Batch: jobs": 403 DELETE',
      }),
    ]);
  });

  test('to delete the service account is recorded, and the dashboards are there', async () => {
    api.fail = ({ method }) => (method === 'DELETE' ? answerError('AccessDeniedException', 403) : undefined);
    await create();
    expect(uids()).toEqual(EVERYTHING);
    expect(workspace.lines.raw.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({
        Subject: 'service account batch-insights-farm',
        Problem: 'The call to grafana failed: 403 AccessDeniedException',
      }),
    ]);
  });

  test('of a data source whose name another one has says so', async () => {
    grafana.dataSources.set('theirs', { name: CLOUDWATCH.name });
    await expect(create()).rejects.toThrow(
      'Grafana refused to create the data source "AWS Batch farm CloudWatch": 409 data source with the same name already exists',
    );
    expect(uids().dataSources).toEqual(['theirs']);
  });

  test('of a folder that cannot be created although it does not exist says so', async () => {
    on('POST', '/api/folders', answerJson({ message: 'a folder with that name exists' }, 412));
    await expect(create()).rejects.toThrow(
      'Grafana refused to create the folder "AWS Batch: Stack/Insights": 412 a folder with that name exists',
    );
  });

  test('of plug-in management says what has to be enabled', async () => {
    grafana.pluginAdminEnabled = false;
    await expect(create()).rejects.toThrow('which needs plug-in management to be enabled in the workspace: 404 Not found');
  });

  test('that lasts is reported after eleven tries', async () => {
    on('GET', '/api/folders/farm', 'hang up');
    await expect(create()).rejects.toThrow(
      'Grafana did not respond to the request to find the folder "AWS Batch: Stack/Insights": ECONNRESET (11 tries)',
    );
  });

  test('without a message or with a long one is shown as far as it helps', async () => {
    for (const body of ['<html>', 'null', '{}', '{"message":""}', '{"message":5}']) {
      on('GET', '/api/folders/farm', { status: 400, body });
      await expect(create()).rejects.toThrow(/: 400 no message$/);
    }
    on('GET', '/api/folders/farm', { status: 300, body: '{"message":"moved"}' });
    await expect(create()).rejects.toThrow(/: 300 moved$/);
    on('GET', '/api/folders/farm', answerJson({ message: 'x'.repeat(301) }, 400));
    await expect(create()).rejects.toThrow(new RegExp(`: 400 x{300}$`));
  });

  test('to load a plug-in in time is reported', async () => {
    grafana.loadsAfter = 1_000_000;
    const polls = () => grafana.requests.filter((request) => request.endsWith('/settings')).length;
    // A tenth of the time is kept for the end.
    const left = () => (polls() > 3 ? 6_001 : 60_000);
    await expect(workspace.provision({ RequestType: 'Create', ResourceProperties: WANTED }, left)).rejects.toThrow(
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
    await expect(workspace.provision({ RequestType: 'Create', ResourceProperties: WANTED }, left)).rejects.toThrow(/": ECONNRESET$/);
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
      provisioner.handle({ RequestType: 'Update', ResourceProperties, OldResourceProperties: ResourceProperties }),
    ).rejects.toThrow(/did not respond to the request to find the data source ".*": (EPROTO|ERR_SSL_\w+) \(11 tries\)$/);
  });

  test('of a file that does not exist stops the run', async () => {
    workspace.files.delete('/assets/live.json');
    await expect(create()).rejects.toThrow('The call to s3 failed: 404 NoSuchKey');
    expect(uids()).toEqual(NOTHING);
  });
});

test('whatever fails on the way, the next run completes the workspace', async () => {
  const answers = fc.constantFrom<Answer>(
    'lose',
    'hang up',
    answerJson({ message: 'no' }, 500),
    answerJson({ message: 'no' }, 403),
    answerJson({ message: 'no' }, 401),
  );
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.integer({ min: 1, max: 30 }).map(String), answers), fc.boolean(), async (failures, ofApi) => {
      grafana.reset();
      api.reset();
      (ofApi ? api : grafana).fail = (_, number) => failures[number];
      await create().catch(() => undefined);
      grafana.fail = api.fail = () => undefined;
      await update(WANTED);
      expect(uids()).toEqual(EVERYTHING);
      await remove();
      expect([uids(), api.accounts.size, grafana.tokens.size]).toEqual([NOTHING, 0, 0]);
    }),
    { numRuns: runs(40) },
  );
});
