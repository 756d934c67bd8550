/** What a state machine of a scheduled job calls, with its role: AWS Batch and Amazon SQS, as far as it does. */
import { CallService, TaskError } from './execution';
import { isObject, Json, JsonObject } from '../../aws/json';
import { BatchResources } from '../../replay/template/batch-resources';
import { Caller } from '../caller';
import { DeadLetter, ScheduledRun } from '../scheduled-run';
import { SimulatedBatch } from '../simulated-batch';
import { readSubmission, Refusal } from '../submit-job';

export interface MachineParts {
  readonly batch: SimulatedBatch;
  readonly resources: BatchResources;
  readonly caller: Caller;
  readonly now: () => number;
}

/** The services, for one run. */
export function machineCalls(run: ScheduledRun, parts: MachineParts): CallService {
  const services: { readonly [action: string]: (request: JsonObject) => Json } = {
    'aws-sdk:batch:listJobs': (request) => listJobs(request, parts),
    'aws-sdk:batch:submitJob': (request) => submit(run, request, parts),
    'sqs:sendMessage': (request) => send(run, request, parts),
  };
  return (action, request) => {
    const service = services[action];
    if (service === undefined) throw new Error(`state machines that call ${action} are not run here`);
    try {
      return service(request);
    } catch (error) {
      throw error instanceof Refusal ? new TaskError(`${action.includes('batch') ? 'Batch' : 'SQS'}.${error.code}`, error.message) : error;
    }
  };
}

function listJobs({ JobQueue, Filters }: JsonObject, { caller, batch }: MachineParts): Json {
  caller.assumeRole();
  caller.call('batch:ListJobs', '*');
  const [filter] = Array.isArray(Filters) ? Filters : [];
  if (!isObject(filter) || filter.Name !== 'JOB_DEFINITION') {
    throw new Refusal('ClientException', 'only jobs of a definition are listed here');
  }
  return { JobSummaryList: batch.listJobs(String(JobQueue), String([filter.Values].flat()[0])) };
}

function submit(run: ScheduledRun, request: JsonObject, { caller, batch, resources, now }: MachineParts): Json {
  const at = now();
  try {
    const submission = readSubmission(JSON.stringify(request), resources);
    run.environment = submission.environment;
    for (const resource of submission.resources) caller.call('batch:SubmitJob', resource);
    run.jobId = batch.submit(submission, run.story, run.submissions.length);
    run.submissions.push({ at });
    return { JobId: run.jobId };
  } catch (error) {
    if (error instanceof Refusal) run.submissions.push({ at, refusal: error });
    throw error;
  }
}

/** A queue has the name at the end of its address. */
function send(run: ScheduledRun, { QueueUrl, MessageBody, MessageAttributes }: JsonObject, { caller }: MachineParts): Json {
  const queueArn = run.schedule.deadLetterArn ?? '';
  if (!String(QueueUrl).endsWith(`/${queueArn.replace(/^.*:/, '')}`)) throw new Refusal('QueueDoesNotExist', String(QueueUrl));
  caller.call('sqs:SendMessage', queueArn);
  run.deadLetter = { queueArn, body: JSON.stringify(MessageBody), attributes: attributesOf(MessageAttributes) };
  return { MessageId: run.id };
}

const attributesOf = (attributes: Json): DeadLetter['attributes'] =>
  Object.fromEntries(
    Object.entries(isObject(attributes) ? attributes : {}).map(([name, value]) => [
      name,
      String(isObject(value) ? value.StringValue : value),
    ]),
  );
