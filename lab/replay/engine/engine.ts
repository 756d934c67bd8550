/** Runs events through the deployment: in chunks, each handled before the next is fed, so that batches are full and memory is not. */
import { AsyncInvocations } from './async-invocations';
import { EventRouter } from './event-router';
import { Incidents } from './incidents';
import { QueuePoller } from './queue-poller';
import { InvalidLine, ReadEvent } from '../events/read-events';
import { QueueBroker } from '../servers/queue-broker';

const CHUNK = 2_000;

export interface EngineParts {
  readonly router: EventRouter;
  readonly pollers: readonly QueuePoller[];
  readonly invocations: readonly AsyncInvocations[];
  readonly broker: QueueBroker;
  readonly incidents: Incidents;
  progress(eventsHandled: number): void;
}

export class Engine {
  public eventsRead = 0;
  public invalidLines = 0;

  public constructor(private readonly parts: EngineParts) {}

  public async run(events: AsyncIterable<ReadEvent | InvalidLine>): Promise<void> {
    let chunk: ReadEvent[] = [];
    for await (const event of events) {
      if ('problem' in event) {
        this.invalidLines += 1;
        this.parts.incidents.report(`line ${event.line} ${event.problem}`);
        continue;
      }
      this.eventsRead += 1;
      chunk.push(event);
      if (chunk.length === CHUNK) {
        await this.handle(chunk);
        chunk = [];
      }
    }
    await this.handle(chunk);
    await this.deliverDelayed();
  }

  private async handle(chunk: readonly ReadEvent[]): Promise<void> {
    await this.parts.router.route(chunk);
    await this.settle();
    this.parts.progress(this.eventsRead);
  }

  private async deliverDelayed(): Promise<void> {
    while (await this.parts.broker.delayed.deliverNext() > 0) await this.settle();
  }

  /**
   * Until all queues with a function are empty: handling one queue may fill another. One after the other, because a chunk
   * spans hours of the stream: a message of a queue that is read every two seconds is long handled when one that waits twenty is.
   */
  private async settle(): Promise<void> {
    for (let busy = true; busy;) {
      busy = false;
      for (const worker of [...this.parts.pollers, ...this.parts.invocations]) busy = await worker.drain() || busy;
    }
  }
}
