import * as fc from 'fast-check';
import { ATHENA, CLOUDWATCH, EVERYTHING, Farm, file, NOTHING, WANTED } from './farm';
import { RESOURCE } from './provisioned-workspace';
import { runs } from '../../property-runs';
import { Answer, answerError, answerJson } from '../stage/wire';

const farm = new Farm();
const { grafana, api } = farm;
beforeAll(() => farm.listen());
beforeEach(() => farm.reset());
afterAll(() => farm.stop());

describe('a workspace that is provisioned for the first time', () => {
  test('has the data sources, and the dashboards in a folder', async () => {
    expect(await farm.create()).toEqual({ PhysicalResourceId: 'g-0123456789/farm' });
    expect(farm.uids()).toEqual(EVERYTHING);
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
    await farm.create();
    expect([...grafana.plugins]).toEqual(['grafana-athena-datasource']);
    expect(grafana.requests.filter((request) => request.endsWith('/settings'))).toHaveLength(5);
  });

  test('needs no plug-in without a history', async () => {
    grafana.pluginAdminEnabled = false;
    await farm.create({ ...WANTED, dataSources: [CLOUDWATCH] });
    expect(grafana.requests.filter((request) => request.includes('/plugins/'))).toEqual([]);
  });

  test('has dashboards with the values of the stack that read its data sources', async () => {
    await farm.create();
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

  test('is provisioned with a token that is deleted, and that lives for a quarter of an hour', async () => {
    await farm.create();
    expect(api.tokenRequests).toEqual([{ name: expect.any(String), secondsToLive: 900 }]);
    expect([...api.accounts.values()]).toEqual([{ id: '1', name: 'batch-insights-farm', grafanaRole: 'ADMIN' }]);
    expect(grafana.tokens.size).toBe(0);
  });
});

describe('provisioning again', () => {
  test('changes nothing', async () => {
    await farm.create();
    const before = [grafana.dataSources, grafana.folders, grafana.dashboards].map((store) => new Map<string, unknown>(store));
    grafana.wire.requests.length = 0;
    await farm.create();
    expect(grafana.requests).not.toContain('PUT /api/folders/farm');
    expect(grafana.requests).not.toContain('POST /api/datasources');
    expect([grafana.dataSources, grafana.folders, grafana.dashboards]).toEqual(before);
  });

  test('restores what viewers have changed', async () => {
    await farm.create();
    grafana.dataSources.set('farm-athena', { ...ATHENA, name: 'Changed' });
    grafana.folders.set('farm', 'Changed');
    grafana.dashboards.delete('farm-live');
    await farm.update(WANTED);
    expect(farm.uids()).toEqual({ ...EVERYTHING, dashboards: ['farm-jobs', 'farm-live'] });
    expect([grafana.dataSources.get('farm-athena')?.name, grafana.folders.get('farm')]).toEqual([ATHENA.name, WANTED.folderTitle]);
  });

  test('removes what is not wanted any more', async () => {
    await farm.create();
    await farm.update({ ...WANTED, dataSources: [CLOUDWATCH], dashboards: [file('live')] });
    expect(farm.uids()).toEqual({ dataSources: ['farm-cloudwatch'], folders: ['farm'], dashboards: ['farm-live'] });
  });

  test('leaves what another workspace or folder has to CloudFormation, which deletes it afterwards', async () => {
    await farm.create();
    const moved = { ...WANTED, folderUid: 'new', dashboards: [{ ...file('live'), uid: 'new-live' }], dataSources: [CLOUDWATCH] };
    expect(await farm.update(moved)).toEqual({ PhysicalResourceId: 'g-0123456789/new' });
    expect(farm.uids().dashboards).toEqual(expect.arrayContaining(EVERYTHING.dashboards));
    expect(farm.uids().dataSources).toEqual(EVERYTHING.dataSources);
  });

  test('uses the service account of earlier runs, on whichever page it is listed', async () => {
    for (let number = 0; number < 12; number++) {
      const name = number === 11 ? WANTED.serviceAccountName : `other-${number}`;
      api.accounts.set(`left-${number}`, { id: `left-${number}`, name, grafanaRole: 'ADMIN' });
    }
    await farm.create();
    expect([...api.accounts.keys()]).toEqual(Array.from({ length: 12 }, (_, number) => `left-${number}`));
    expect(api.wire.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /workspaces/g-0123456789/serviceaccounts',
      'GET /workspaces/g-0123456789/serviceaccounts?nextToken=from%2010',
      'POST /workspaces/g-0123456789/serviceaccounts/left-11/tokens',
      'DELETE /workspaces/g-0123456789/serviceaccounts/left-11/tokens/1',
    ]);
  });
});

describe('a workspace whose stack is deleted', () => {
  test('has nothing of it any more', async () => {
    await farm.create();
    await farm.remove();
    expect(farm.uids()).toEqual(NOTHING);
    expect(api.accounts.size).toBe(0);
  });

  test('loses the data source with the holders last, so that a deletion that broke off can be repeated', async () => {
    await farm.create();
    await farm.remove();
    expect(grafana.requests.filter((request) => request.startsWith('DELETE /api/datasources'))).toEqual([
      'DELETE /api/datasources/uid/farm-athena',
      'DELETE /api/datasources/uid/farm-cloudwatch',
    ]);
  });

  test('keeps what the resource of another stack has with the same uids and the same logical id', async () => {
    const StackId = RESOURCE.StackId.replace('Farm', 'Other');
    await farm.create();
    await farm.provision({ RequestType: 'Create', ResourceProperties: WANTED, StackId });
    await farm.remove();
    expect(farm.uids()).toEqual(EVERYTHING);
  });

  test('takes over a data source that somebody made without settings', async () => {
    grafana.dataSources.set(CLOUDWATCH.uid, { name: CLOUDWATCH.name });
    await farm.create();
    await farm.remove();
    expect(farm.uids()).toEqual(NOTHING);
  });

  test('is answered with the id that was asked for: the provider framework accepts no other', async () => {
    await farm.create();
    expect(await farm.remove()).toEqual({ PhysicalResourceId: 'id' });
  });

  test.each([
    ['deletes the first one after it created the second', ['Dashboards', 'Moved']],
    ['rolls back', ['Moved', 'Dashboards']],
  ])('keeps what another resource has with the same uids: CloudFormation %s', async (_, [first, second]) => {
    await farm.create();
    await farm.create(WANTED, 'Moved');
    await farm.remove(first);
    expect(farm.uids()).toEqual(EVERYTHING);
    await farm.remove(second);
    expect(farm.uids()).toEqual(NOTHING);
  });

  test('keeps a folder that contains something of others', async () => {
    await farm.create();
    grafana.dashboards.set('mine', { folderUid: 'farm', dashboard: {} });
    await farm.remove();
    expect(farm.uids()).toEqual({ dataSources: [], folders: ['farm'], dashboards: ['mine'] });
  });

  test('may lack what is to be deleted, and may not exist', async () => {
    await farm.remove();
    await farm.create();
    api.exists = false;
    await farm.remove();
    expect(farm.uids()).toEqual(EVERYTHING);
  });

  test('makes the deletion fail if it cannot be reached', async () => {
    await farm.create();
    api.fail = () => answerError('AccessDeniedException', 403);
    await expect(farm.remove()).rejects.toThrow('The call to grafana failed: 403 AccessDeniedException');
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
      await farm.create().catch(() => undefined);
      grafana.fail = api.fail = () => undefined;
      await farm.update(WANTED);
      expect(farm.uids()).toEqual(EVERYTHING);
      await farm.remove();
      expect([farm.uids(), api.accounts.size, grafana.tokens.size]).toEqual([NOTHING, 0, 0]);
    }),
    { numRuns: runs(40) },
  );
});
