import { assertRead, Places } from './registry-reader';
import { WaitingRoom } from './waiting-room';
import { jobDimensions, Whereabouts, withPlace } from '../../domain/collect/job-dimensions';
import { DataPoint } from '../../domain/data-point';
import { JobReading } from '../../domain/event/job-reading';
import { placementKey, RegistryView } from '../../domain/instance/placement';

export interface Placed {
  readonly counted: readonly DataPoint[];
  /** Transitions whose placement is not known yet, but may be soon. */
  readonly waiting: readonly DataPoint[];
}

/** Counts state transitions with their placement. An entry counted without its placement could not be separated later. */
export class EntryPlacer {
  constructor(private readonly room: WaitingRoom) {}

  /** The dimensions of a job at the time of an event, and the placement that they wait for. */
  whereaboutsOf(reading: JobReading, registry: RegistryView): Whereabouts {
    const key = placementKey(reading.task);
    const dimensions = jobDimensions(reading, reading.task, registry);
    return key !== undefined && this.isMissing(key, registry) ? { dimensions, awaits: key } : { dimensions };
  }

  /**
   * Divides data points into those to count now and those that must wait. At the last try all of them count, with the known dimensions. Throws
   * if the registry could not be read then.
   */
  place(points: readonly DataPoint[], tries: number, { view, unread }: Places): Placed {
    const mayWait = this.room.mayWait(tries);
    if (!mayWait) {
      assertRead(
        points.map(({ awaits }) => awaits),
        unread,
      );
    }
    const mustWait = ({ awaits }: DataPoint) => mayWait && awaits !== undefined && this.isMissing(awaits, view);
    return {
      counted: points.filter((point) => !mustWait(point)).map((point) => withPlace(point, view)),
      waiting: points.filter(mustWait),
    };
  }

  private isMissing(key: string, registry: RegistryView): boolean {
    return this.room.missing([key], registry).length > 0;
  }
}
