/** EventBridge: every event is shown to every rule, and what matches goes to the rule's targets. */
import { Handed, Targets } from './targets';
import { JsonObject } from '../../aws/json';
import { EventPlace } from '../events/place-of-events';
import { ReadEvent } from '../events/read-events';
import { BrokeredQueue } from '../servers/brokered-queue';
import { EventRule } from '../template/rules';

/** An event at the time of the stream at which it is delivered, in milliseconds. */
export interface ArrivedEvent extends ReadEvent {
  readonly arrivedAt: number;
  /** Where it came from, if it is from no line of the input. */
  readonly place?: string;
}

export class EventRouter {
  /** Events by rule. */
  readonly matched = new Map<string, number>();
  /** Distinct events that any rule matched: a duplicate adds nothing. */
  readonly distinct = new Set<string>();
  /** Events of another account or Region than the deployment's. */
  elsewhere = 0;

  constructor(
    private readonly rules: readonly EventRule[],
    private readonly targets: Targets,
    private readonly site: EventPlace,
  ) {
    for (const { id } of rules) this.matched.set(id, 0);
  }

  /** An event without account and Region was sent in the deployment's own, as EventBridge adds them. */
  async route(events: readonly ArrivedEvent[]): Promise<void> {
    const outgoing: Outgoing = new Map();
    for (const event of events) {
      const placed: JsonObject = { ...this.site, ...event.event };
      if (placed.account !== this.site.account || placed.region !== this.site.region) this.elsewhere += 1;
      for (const rule of this.rules) {
        if (rule.pattern.matches(placed)) this.hand(event, rule, outgoing);
      }
    }
    await Promise.all([...outgoing].map(([queue, messages]) => this.targets.send(queue, messages)));
  }

  private hand(
    { event, text, line, arrivedAt, place = `line ${line}` }: ArrivedEvent,
    { id, targets }: EventRule,
    outgoing: Outgoing,
  ): void {
    this.matched.set(id, (this.matched.get(id) ?? 0) + 1);
    this.distinct.add(String(event.id));
    for (const target of targets) {
      const handed = { body: target.input(event, text), place, arrivedAt };
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
