/** EventBridge: every event is shown to every rule, and what matches goes to the rule's targets. */
import { Handed, Targets } from './targets';
import { ReadEvent } from '../events/read-events';
import { BrokeredQueue } from '../servers/brokered-queue';
import { EventRule } from '../template/rules';

export class EventRouter {
  /** Events by rule. */
  readonly matched = new Map<string, number>();
  /** Distinct events that any rule matched: a duplicate adds nothing. */
  readonly distinct = new Set<string>();

  constructor(
    private readonly rules: readonly EventRule[],
    private readonly targets: Targets,
  ) {
    for (const { id } of rules) this.matched.set(id, 0);
  }

  async route(events: readonly ReadEvent[]): Promise<void> {
    const outgoing: Outgoing = new Map();
    for (const event of events) {
      for (const rule of this.rules) {
        if (rule.pattern.matches(event.event)) this.hand(event, rule, outgoing);
      }
    }
    await Promise.all([...outgoing].map(([queue, messages]) => this.targets.send(queue, messages)));
  }

  private hand({ event, text, line }: ReadEvent, { id, targets }: EventRule, outgoing: Outgoing): void {
    this.matched.set(id, (this.matched.get(id) ?? 0) + 1);
    this.distinct.add(String(event.id));
    for (const target of targets) {
      const handed = { body: target.input(event, text), place: `line ${line}` };
      const queue = this.targets.queueOf(target);
      if (queue === undefined) this.targets.invoke(target, handed);
      else messagesFor(queue, outgoing).push(handed);
    }
  }
}

type Outgoing = Map<BrokeredQueue, Handed[]>;

function messagesFor(queue: BrokeredQueue, outgoing: Outgoing): Handed[] {
  const messages = outgoing.get(queue) ?? [];
  outgoing.set(queue, messages);
  return messages;
}
