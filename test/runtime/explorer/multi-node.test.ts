import { useExplorer } from './deployed-explorer';
import { Html } from '../../../src/domain/explorer/html';
import { actionsOf, textOf } from '../../domain/explorer/elements';
import { JOB_ID, record } from '../../domain/explorer/frames';

const deployed = useExplorer();
const show = async (event: unknown): Promise<Html> => new Html(await deployed.show(event));

/** A multi-node job with two nodes. Only nodes have instances, and so costs. */
beforeEach(() => {
  deployed.log(record({ JobName: 'train', NodeCount: 2, Attempts: [] }));
  [0, 1].forEach((index) =>
    deployed.log(
      record({
        JobId: `${JOB_ID}#${index}`,
        JobName: 'train',
        NodeParentId: JOB_ID,
        NodeIndex: index,
        InstanceId: `i-${index}`,
        CostUsd: 2.5,
      }),
    ),
  );
});

test('costs what its nodes cost', async () => {
  expect(textOf(await show({ view: 'costs' }))).toContain('genomics $5.00');
});

test('whose own record has a cost is not counted besides its nodes', async () => {
  deployed.log(record({ JobId: JOB_ID.replace('0', 'f'), NodeCount: 1, CostUsd: 100 }));
  expect(textOf(await show({ view: 'costs' }))).toContain('genomics $5.00');
});

test('has its nodes on its page, with what they cost together', async () => {
  const page = await show({ view: 'job', id: JOB_ID });
  expect(textOf(page)).toContain('Nodes Ended 2 SUCCEEDED 2 Cost $5.00');
  expect(textOf(page)).toContain('train [1]');
  expect(actionsOf(page)).toContainEqual({ view: 'job', id: `${JOB_ID}#0` });
});

test('is drawn as its nodes, on their instances', async () => {
  const { text } = await show({ view: 'gantt', by: 'instance' });
  expect(text).toContain('>i-0<');
  expect(text).toContain('>i-1<');
  expect(text).not.toContain('>unknown<');
});
