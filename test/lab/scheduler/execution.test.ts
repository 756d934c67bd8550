import { JsonObject } from '../../../lab/aws/json';
import { CallService, Execution, TaskError } from '../../../lab/scheduler/states/execution';
import { Agenda } from '../../../lab/simulate/engine/agenda';

const machine = (States: JsonObject, more: JsonObject = {}): JsonObject => ({
  QueryLanguage: 'JSONata',
  StartAt: 'First',
  States,
  ...more,
});
function run(
  definition: JsonObject,
  call: CallService = () => null,
  input = {},
): { readonly execution: Execution; readonly minutes: number } {
  const agenda = new Agenda();
  let execution: Execution | undefined;
  agenda.at(0, () => {
    execution = new Execution({ definition, input, agenda, call });
  });
  agenda.run();
  return { execution: execution as Execution, minutes: ((execution as Execution).endedAt as number) / 60_000 };
}
const task = (more: JsonObject): JsonObject => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::aws-sdk:batch:listJobs',
  Arguments: {},
  ...more,
});
const fails: CallService = () => {
  throw new TaskError('Batch.Down', 'it is down');
};

test('passes what a task answers to the next state', () => {
  const asked: unknown[] = [];
  const States = {
    First: task({ Next: 'Second' }),
    Second: task({ Arguments: { Before: '{% $states.input.Answer %}', List: ['{% $states.context.Execution.Input.due %}'] }, End: true }),
  };
  const { execution } = run(machine(States), (action, request) => asked.push([action, request]) && { Answer: 7 }, { due: 'now' });
  expect(asked).toEqual([
    ['aws-sdk:batch:listJobs', {}],
    ['aws-sdk:batch:listJobs', { Before: 7, List: ['now'] }],
  ]);
  expect([execution.status, execution.path]).toEqual(['SUCCEEDED', ['First', 'Second']]);
});

test('chooses the first condition that holds, or the default', () => {
  const choice = (active: number): JsonObject =>
    machine({
      First: task({ Output: { active }, Next: 'Choice' }),
      Choice: { Type: 'Choice', Choices: [{ Condition: '{% $states.input.active > 0 %}', Next: 'Yes' }], Default: 'No' },
      Yes: { Type: 'Succeed' },
      No: { Type: 'Fail' },
    });
  expect(run(choice(1)).execution.path).toEqual(['First', 'Choice', 'Yes']);
  expect(run(choice(0)).execution).toMatchObject({ path: ['First', 'Choice', 'No'], status: 'FAILED' });
});

test('tries again after growing waits, then goes where the error is caught', () => {
  const Retry = [
    { ErrorEquals: ['Other'], IntervalSeconds: 1, BackoffRate: 1, MaxAttempts: 9 },
    { ErrorEquals: ['States.ALL'], IntervalSeconds: 60, BackoffRate: 2, MaxAttempts: 2 },
  ];
  const Catch = [{ ErrorEquals: ['Batch.Down'], Next: 'Report' }];
  const reported: unknown[] = [];
  const call: CallService = (action, request) => (action.startsWith('sqs') ? reported.push(request) : fails(action, request));
  const Report = task({
    Resource: 'arn:aws:states:::sqs:sendMessage',
    Arguments: { Error: '{% $states.input.Error %}', Cause: '{% $states.input.Cause %}' },
    End: true,
  });
  const { execution, minutes } = run(machine({ First: task({ Retry, Catch, End: true }), Report }), call);
  expect([execution.path, minutes]).toEqual([['First', 'First', 'First', 'Report'], 3]);
  expect(reported).toEqual([{ Error: 'Batch.Down', Cause: 'it is down' }]);
});

test('waits, passes its input on, and knows when it began and when each state did', () => {
  const asked: unknown[] = [];
  const times = '{% [$states.context.Execution.StartTime, $states.context.State.EnteredTime] %}';
  const States = {
    First: { Type: 'Wait', Seconds: '{% $states.context.Execution.Input.minutes * 60 %}', Next: 'Second' },
    Second: task({ Arguments: { Times: times, Input: '{% $states.input.minutes %}' }, End: true }),
  };
  run(machine(States), (_, request) => asked.push(request), { minutes: 2 });
  expect(asked).toEqual([{ Times: ['1970-01-01T00:00:00.000Z', '1970-01-01T00:02:00.000Z'], Input: 2 }]);
});

test('fails where nothing catches the error', () => {
  expect(run(machine({ First: task({ End: true }) }), fails).execution.status).toBe('FAILED');
});

test.each<[string, JsonObject, string]>([
  ['another language', machine({}, { QueryLanguage: 'JSONPath' }), 'that do not use JSONata'],
  ['a state of another type', machine({ First: { Type: 'Pass' } }), 'states of type Pass are not run here'],
  ['a wait for half a second', machine({ First: { Type: 'Wait', Seconds: 0.5 } }), 'cannot wait for 0.5'],
  ['a state that is not there', machine({}), 'the state machine has no First'],
  ['nothing', machine({ First: task({ Arguments: { Of: '{% $states.input.nothing %}' } }) }), 'evaluates to nothing'],
])('refuses %s', (_, definition, message) => expect(() => run(definition)).toThrow(message));
