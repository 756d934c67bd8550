/** Opens pages of an explorer, which no event does: what a viewer sees, and a query that is stopped because it takes too long. */
import { Cloud } from '../../replay/cloud';
import { ReplayProblem } from '../../replay/replay-problem';

const JOB_ID = '00000000-0000-4000-8000-000000000000';

export async function openExplorer(cloud: Cloud): Promise<void> {
  const handler = cloud.runners.find(({ definition }) => definition.id.includes('ExplorerHandler'));
  if (handler === undefined) return;
  const open = async (place: object): Promise<string> => {
    const { result, error } = await handler.invoke(JSON.stringify(place));
    if (error !== undefined) throw new ReplayProblem(`Function ${handler.definition.id} failed: ${error.errorType}: ${error.errorMessage}`);
    return JSON.stringify(result);
  };
  await open({ view: 'job', id: JOB_ID });
  await open({ view: 'in-flight' });
  await open({ view: 'in-flight-jobs' });
  cloud.services.history.insights.holdNext();
  const page = await open({ view: 'search' });
  if (!page.includes('was stopped')) throw new ReplayProblem(`Function ${handler.definition.id} did not stop a query that never ends`);
}
