import { WaitingRoom } from './waiting-room';
import { jobDimensions, Whereabouts, withPlace } from '../../domain/collect/job-dimensions';
import { DataPoint } from '../../domain/data-point';
import { JobReading } from '../../domain/event/job-reading';
import { placementKey, RegistryView } from '../../domain/instance/placement';

export interface Placed {
  readonly counted: readonly DataPoint[];
  /** At a place that is not known yet, and may be soon. */
  readonly waiting: readonly DataPoint[];
}

/** Counts entries into states where they happened: an entry that were counted without its place could not be told from others later. */
export class EntryPlacer {
  constructor(private readonly room: WaitingRoom) {}

  /** Where an event finds its job. */
  whereaboutsOf(reading: JobReading, registry: RegistryView): Whereabouts {
    const key = placementKey(reading.task);
    const dimensions = jobDimensions(reading, reading.task, registry);
    return key !== undefined && this.isMissing(key, registry) ? { dimensions, awaits: key } : { dimensions };
  }

  /** What can be counted by now, after so many tries: at the last one everything, with what is known. */
  place(points: readonly DataPoint[], tries: number, registry: RegistryView): Placed {
    const mustWait = ({ awaits }: DataPoint) => awaits !== undefined && this.room.mayWait(tries) && this.isMissing(awaits, registry);
    return {
      counted: points.filter((point) => !mustWait(point)).map((point) => withPlace(point, registry)),
      waiting: points.filter(mustWait),
    };
  }

  private isMissing(key: string, registry: RegistryView): boolean {
    return this.room.missing([key], registry).length > 0;
  }
}
