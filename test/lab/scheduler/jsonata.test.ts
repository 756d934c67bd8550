import { evaluateJsonata } from '../../../lab/scheduler/states/jsonata';

const JOBS = [{ Status: 'RUNNING' }, { Status: 'FAILED' }, { Status: 'RUNNABLE' }];
const states = { input: { Error: 'Batch.ClientException', Cause: '', active: 2 }, result: { JobSummaryList: JOBS, One: [JOBS[0]] } };

test.each([
  ['$states.input.active > 0', true],
  ['$states.input.active > 2', false],
  ["{ 'active': $count($states.result.JobSummaryList[$not(Status in ['SUCCEEDED', 'FAILED'])]) }", { active: 2 }],
  ["$count($states.result.JobSummaryList[Status in ['SUBMITTED']])", 0],
  ["$count($states.result.One[Status in ['RUNNING']])", 1],
  ['$count($states.result.Missing)', 0],
  ['$states.result.JobSummaryList.Status', ['RUNNING', 'FAILED', 'RUNNABLE']],
  ['$states.result.One.Status', 'RUNNING'],
  ["$states.input.Error ? $states.input.Error : 'unknown'", 'Batch.ClientException'],
  ["$states.input.Cause ? $states.input.Cause : 'unknown'", 'unknown'],
  ["$states.input.Missing ? 'there' : 'unknown'", 'unknown'],
  [' 1.5 ', 1.5],
  ['$states.input.Missing', undefined],
])('%s is %j', (text, value) => expect(evaluateJsonata(text, { states })).toEqual(value));

test.each(['a.', '[1', "{ 'a' 1 }", '1 2', "'open", '$states.input.', '? 1 : 2', ''])('%s is refused', (text) =>
  expect(() => evaluateJsonata(text, { states })).toThrow(),
);
