import { deployCollectorWithRegistry } from './stage/deployed-collector';
import { deployRegistry } from './stage/deployed-registry';
import { jobLife } from './stage/job-events';
import { useStage } from './stage/stage';
import { answerJson } from './stage/wire';

const stage = useStage();

test('a job on an instance that nobody knows costs a look-up and a wait of each of its messages', async () => {
  // GIVEN an ECS that does not know the instance
  const collector = await deployCollectorWithRegistry(stage);
  const registry = await deployRegistry(stage, { INSTANCE_TABLE: collector.variables.INSTANCE_TABLE });
  stage.ecs.answer = () => answerJson({ containerInstances: [], failures: [] });
  let [looked, waited] = [0, 0];
  // WHEN its events come one by one, and what they cause is handled in turn
  for (const event of jobLife('a').all()) {
    await collector.deliverEvents(event);
    for (; looked < collector.lookUps.length; looked++) expect(await registry.deliverEvents(collector.lookUps[looked].body)).toEqual([]);
    for (; waited < collector.waiting.length; waited++) expect(await collector.deliverEvents(collector.waiting[waited].body)).toEqual([]);
  }
  // THEN
  expect(collector.lines.jobs).toHaveLength(1);
  expect(collector.lines.jobs[0]).not.toHaveProperty('InstanceType');
  expect(collector.lines.totals).toMatchObject({ JobsStarting: 1, JobsRunning: 1, JobsSucceeded: 1 });
  expect([looked, waited]).toEqual([1, 1]);
});

test('where its messages overlap, each waits once', async () => {
  const collector = await deployCollectorWithRegistry(stage);
  const registry = await deployRegistry(stage, { INSTANCE_TABLE: collector.variables.INSTANCE_TABLE });
  stage.ecs.answer = () => answerJson({ containerInstances: [], failures: [] });
  for (const event of jobLife('a').all()) await collector.deliverEvents(event);
  for (const { body } of collector.lookUps) await registry.deliverEvents(body);
  for (let waited = 0; waited < collector.waiting.length; waited++) await collector.deliverEvents(collector.waiting[waited].body);
  expect(collector.lines.jobs).toHaveLength(1);
  expect([collector.lookUps.length, collector.waiting.length]).toEqual([1, 3]);
});
