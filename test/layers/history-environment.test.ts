import { watched } from './watched-environment';
import { CompactVariable, HistoryVariable } from '../../src/domain/names/environment';
import { InstanceRegistry } from '../../src/instance-registry';
import { JobEventCollector } from '../../src/job-event-collector';
import { JobHistory } from '../../src/job-history';
import { makeCompactor } from '../../src/runtime/history/make-compactor';
import { makeHistoryWriter, makeLogImport } from '../../src/runtime/history/make-history';
import { environmentOf, Synthesis, synthesize } from '../event-intake/synthesis';

const names = (variables: object) => Object.keys(variables).sort();

describe('what JobHistory sets is what its functions read', () => {
  let synthesis: Synthesis;

  beforeAll(() => {
    process.env.AWS_REGION = 'eu-west-1';
    synthesis = synthesize((stack) => {
      const instanceRegistry = new InstanceRegistry(stack, 'Registry');
      const collector = new JobEventCollector(stack, 'Collector', { instanceRegistry });
      new JobHistory(stack, 'History', {
        collector,
        instanceRegistry,
        instancesIncluded: true,
        transitionsIncluded: true,
        prefix: 'batch/',
      });
    });
  });

  /** Lists of names hold references, which only CloudFormation resolves. */
  const resolved = (path: string) =>
    Object.fromEntries(
      Object.entries(environmentOf(synthesis, path)).map(([name, value]) => [
        name,
        typeof value === 'object' && isJson(name) ? '{}' : value,
      ]),
    );
  const isJson = (name: string) => name === HistoryVariable.STREAMS || name === HistoryVariable.LOG_GROUPS;

  test.each([
    ['the writer', 'History/Handler', [HistoryVariable.STREAMS, HistoryVariable.URL_SUFFIX], makeHistoryWriter],
    ['the import', 'History/Import/Handler', Object.values(HistoryVariable), makeLogImport],
    ['the compaction', 'History/Compaction/Handler', Object.values(CompactVariable), makeCompactor],
  ])('%s', (_, path, variables, make) => {
    const set = resolved(path);
    const { read, environment } = watched(set);
    make(environment);
    expect(names(set)).toEqual([...variables].sort());
    expect([...read].sort()).toEqual(names(set));
  });
});
