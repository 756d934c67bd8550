import { useExplorer } from './deployed-explorer';
import { Html } from '../../../src/domain/explorer/html';
import { textOf } from '../../domain/explorer/elements';
import { record } from '../../domain/explorer/frames';

const deployed = useExplorer();
const costs = async (place = {}): Promise<string> => textOf(new Html(await deployed.show({ view: 'costs', ...place })));
const log = (id: string, given: object): void => deployed.log(record({ JobId: id, JobName: id, CostUsd: 1, LostCostUsd: 0, ...given }));

test('a sum of some jobs says of how many, in the total too', async () => {
  log('a', { OnDemandCostUsd: 4, SpotCostUsd: 1 });
  log('b', { SpotCostUsd: 2 });
  log('c', { JobQueue: 'video', SpotCostUsd: 3 });
  const text = await costs();
  expect(text).toContain('genomics $2.00 $4.00 of 1 job $3.00 $0.00 2');
  expect(text).toContain('video $1.00 – $3.00 $0.00 1');
  expect(text).toContain('Total $3.00 $4.00 of 1 job $6.00 $0.00 3');
});

test('a sum of several jobs says how many they are', async () => {
  ['a', 'b'].forEach((id) => log(id, { OnDemandCostUsd: 4 }));
  log('c', {});
  expect(await costs()).toContain('genomics $3.00 $8.00 of 2 jobs – $0.00 3');
});

test('an amount that no job has is not shown', async () => {
  log('a', {});
  expect(await costs({ queue: 'genomics', definition: 'align:7' })).toContain('a $1.00 – – $0.00 1');
});
