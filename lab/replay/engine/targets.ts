/** The queues and functions that rules hand events to. */
import { AsyncInvocations } from './async-invocations';
import { EventLines } from './event-lines';
import { Incidents } from './incidents';
import { FunctionRunner } from '../functions/function-runner';
import { BrokeredQueue } from '../servers/brokered-queue';
import { QueueBroker } from '../servers/queue-broker';
import { functionNameOf } from '../template/lambda-functions';
import { RuleTarget } from '../template/rules';

/** What a target receives, and where it came from: reported when an error occurs. */
export interface Handed {
  readonly body: string;
  readonly place: string;
  /** Milliseconds of the stream's time. */
  readonly arrivedAt: number;
}

export class Targets {
  constructor(
    private readonly broker: QueueBroker,
    private readonly invocations: ReadonlyMap<FunctionRunner, AsyncInvocations>,
    private readonly lines: EventLines,
    private readonly incidents: Incidents,
  ) {}

  queueOf({ arn }: RuleTarget): BrokeredQueue | undefined {
    return this.broker.byArn(arn);
  }

  async send(queue: BrokeredQueue, messages: readonly Handed[]): Promise<void> {
    await this.broker.sendFromRules(
      queue,
      messages.map(({ body }) => body),
      (index, messageId) => this.lines.remember(messageId, messages[index].place, messages[index].arrivedAt),
    );
  }

  /** Hands it to the function's own queue. */
  invoke({ arn }: Pick<RuleTarget, 'arn'>, { body, place }: Pick<Handed, 'body' | 'place'>): void {
    const name = functionNameOf(arn);
    const found = [...this.invocations].find(([runner]) => arn.includes(':lambda:') && runner.definition.name === name);
    if (found === undefined) this.incidents.lose(`${place}: its target is in none of the templates: ${arn}`);
    else this.lines.remember(found[1].accept(body, place), place);
  }
}
