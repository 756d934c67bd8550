/** EventBridge: every event is shown to every rule, and what matches goes to the rule's targets. */
import { AsyncInvocations } from './async-invocations';
import { EventLines } from './event-lines';
import { Incidents } from './incidents';
import { ReadEvent } from '../events/read-events';
import { FunctionRunner } from '../functions/function-runner';
import { BrokeredQueue, QueueBroker } from '../servers/queue-broker';
import { functionNameOf } from '../template/lambda-functions';
import { EventRule, RuleTarget } from '../template/rules';

export class EventRouter {
  /** Events by rule. */
  public readonly matched = new Map<string, number>();
  /** Distinct events that any rule matched: a duplicate tells nothing new. */
  public readonly distinct = new Set<string>();

  public constructor(
    private readonly rules: readonly EventRule[], private readonly broker: QueueBroker,
    private readonly invocations: ReadonlyMap<FunctionRunner, AsyncInvocations>, private readonly lines: EventLines, private readonly incidents: Incidents,
  ) {
    for (const { id } of rules) this.matched.set(id, 0);
  }

  public async route(events: readonly ReadEvent[]): Promise<void> {
    const outgoing: Outgoing = new Map();
    for (const event of events) {
      for (const rule of this.rules) {
        if (rule.pattern.matches(event.event)) this.hand(event, rule, outgoing);
      }
    }
    await Promise.all([...outgoing].map(([queue, messages]) => this.broker.sendFromRules(queue, messages.map(({ body }) => body),
      (index, messageId) => this.lines.remember(messageId, messages[index].line))));
  }

  private hand(event: ReadEvent, { id, targets }: EventRule, outgoing: Outgoing): void {
    this.matched.set(id, (this.matched.get(id) ?? 0) + 1);
    this.distinct.add(String(event.event.id));
    for (const target of targets) {
      const body = target.input(event.event, event.text);
      const queue = this.broker.byArn(target.arn);
      if (queue === undefined) this.invoke(event, target, body);
      else messagesFor(queue, outgoing).push({ body, line: event.line });
    }
  }

  private invoke(event: ReadEvent, target: RuleTarget, payload: string): void {
    const name = functionNameOf(target.arn);
    const found = [...this.invocations].find(([runner]) => target.arn.includes(':lambda:') && runner.definition.name === name);
    if (found === undefined) {
      this.incidents.lose(`line ${event.line}: matched, but its target is in none of the templates: ${target.arn}`);
      return;
    }
    this.lines.remember(found[1].accept(payload, `line ${event.line}`), event.line);
  }
}

type Outgoing = Map<BrokeredQueue, { body: string; line: number }[]>;

function messagesFor(queue: BrokeredQueue, outgoing: Outgoing): { body: string; line: number }[] {
  const messages = outgoing.get(queue) ?? [];
  outgoing.set(queue, messages);
  return messages;
}
