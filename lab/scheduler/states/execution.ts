/** Runs a state machine of AWS Step Functions, as far as those of scheduled jobs go: tasks that call services, choices, waits, and ends. */
import { evaluateJsonata, Variables } from './jsonata';
import { isObject, Json, JsonObject } from '../../aws/json';
import { Agenda } from '../../simulate/engine/agenda';
import { SECOND } from '../../simulate/model';

/** An error that a task ends with, as `Retry` and `Catch` see it. */
export class TaskError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Calls what a task names after `states:::`, for example `aws-sdk:batch:submitJob`, and answers its result or throws a `TaskError`. */
export type CallService = (action: string, request: JsonObject) => Json;

interface ExecutionParts {
  readonly definition: JsonObject;
  readonly input: Json;
  readonly agenda: Agenda;
  readonly call: CallService;
}

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html */
export class Execution {
  /** The states that it went through, each try of a task by itself. */
  readonly path: string[] = [];
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' = 'RUNNING';
  endedAt?: number;
  private readonly startedAt: number;
  private enteredAt: number;

  constructor(private readonly parts: ExecutionParts) {
    if (parts.definition.QueryLanguage !== 'JSONata') throw new Error('state machines that do not use JSONata are not run here');
    this.startedAt = this.enteredAt = parts.agenda.now;
    this.enter(String(parts.definition.StartAt), parts.input);
  }

  private enter(name: string, input: Json, tries = 0): void {
    const state = memberOf(memberOf(this.parts.definition, 'States'), name);
    this.path.push(name);
    this.enteredAt = this.parts.agenda.now;
    switch (state.Type) {
      case 'Task':
        return this.task(name, state, input, tries);
      case 'Choice':
        return this.enter(this.chosen(state, input), input);
      case 'Wait':
        return this.wait(state, input);
      case 'Succeed':
        return this.end('SUCCEEDED');
      case 'Fail':
        return this.end('FAILED');
      default:
        throw new Error(`states of type ${String(state.Type)} are not run here`);
    }
  }

  private task(name: string, state: JsonObject, input: Json, tries: number): void {
    try {
      const action = String(state.Resource).replace(/^arn:[^:]+:states:::/, '');
      const result = this.parts.call(action, this.fill(state.Arguments, { input }) as JsonObject);
      this.leave(state, state.Output === undefined ? result : this.fill(state.Output, { input, result }));
    } catch (error) {
      if (!(error instanceof TaskError)) throw error;
      this.recover(name, state, input, tries, error);
    }
  }

  private leave({ Next, End }: JsonObject, output: Json): void {
    if (End === true) this.end('SUCCEEDED');
    else this.enter(String(Next), output);
  }

  private recover(name: string, state: JsonObject, input: Json, tries: number, { code, message }: TaskError): void {
    const { agenda } = this.parts;
    const retry = handlerOf(state.Retry, code);
    if (retry && tries < Number(retry.MaxAttempts)) {
      const seconds = Number(retry.IntervalSeconds) * Number(retry.BackoffRate) ** tries;
      return agenda.after(seconds * SECOND, () => this.enter(name, input, tries + 1));
    }
    const caught = handlerOf(state.Catch, code);
    if (caught) this.enter(String(caught.Next), { Error: code, Cause: message });
    else this.end('FAILED');
  }

  private chosen({ Choices, Default }: JsonObject, input: Json): string {
    const choice = listOf(Choices).find(({ Condition }) => this.fill(Condition, { input }) === true);
    return String(choice?.Next ?? Default);
  }

  private wait({ Seconds, Next }: JsonObject, input: Json): void {
    const seconds = Number(this.fill(Seconds, { input }));
    if (!Number.isInteger(seconds)) throw new Error(`a state cannot wait for ${String(Seconds)}`);
    this.parts.agenda.after(seconds * SECOND, () => this.enter(String(Next), input));
  }

  private end(status: 'SUCCEEDED' | 'FAILED'): void {
    this.status = status;
    this.endedAt = this.parts.agenda.now;
  }

  /** @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
  private get context(): Json {
    const instant = (at: number): string => new Date(at).toISOString();
    return {
      Execution: { Input: this.parts.input, StartTime: instant(this.startedAt) },
      State: { EnteredTime: instant(this.enteredAt) },
    };
  }

  /** Each text in `{% %}` is replaced with what it evaluates to. */
  private fill(value: Json, known: Variables): Json {
    if (Array.isArray(value)) return value.map((each) => this.fill(each, known));
    if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.fill(each, known)]));
    const [, expression] = typeof value === 'string' ? (/^\{%(.*)%\}$/s.exec(value) ?? []) : [];
    if (expression === undefined) return value;
    const result = evaluateJsonata(expression, { states: { ...known, context: this.context } });
    if (result === undefined) throw new Error(`${String(value)} evaluates to nothing`);
    return result;
  }
}

function memberOf(value: Json, name: string): JsonObject {
  const member = isObject(value) ? value[name] : undefined;
  if (!isObject(member)) throw new Error(`the state machine has no ${name}`);
  return member;
}

const listOf = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** The first that names the error, or all of them. */
const handlerOf = (handlers: Json | undefined, code: string): JsonObject | undefined =>
  listOf(handlers).find(({ ErrorEquals }) => [ErrorEquals].flat().some((each) => each === code || each === 'States.ALL'));
