import { DataPoint, dataPoint, KnownDimensions, markRedelivered } from '../data-point';
import { definitionWithoutRevision } from '../event/arns';
import { JobReading, TaskReading } from '../event/job-reading';
import { clusterOf, placementKey, RegistryFacts, RegistryView } from '../instance/placement';
import { DimensionName } from '../names/metrics';

/** What is known of where a job is. */
export interface Whereabouts {
  readonly dimensions: KnownDimensions;
  /** The registry's key of its place, where it is worth waiting until the registry knows that. */
  readonly awaits?: string;
}

/** The dimensions that a job event and the registry provide. */
export function jobDimensions(reading: JobReading, task: TaskReading, registry: RegistryView): KnownDimensions {
  const key = placementKey(task);
  return {
    [DimensionName.JOB_QUEUE]: reading.jobQueue,
    [DimensionName.JOB_DEFINITION]: reading.jobDefinition && definitionWithoutRevision(reading.jobDefinition),
    [DimensionName.COMPUTE_ENVIRONMENT]: clusterOf(task).computeEnvironment,
    ...(key !== undefined && placeDimensions(registry.get(key))),
  };
}

/** A data point that waited for its placement, with the dimensions that the registry has by now. */
export function withPlace({ name, value, atMillis, dimensions, awaits, redelivered }: DataPoint, registry: RegistryView): DataPoint {
  const place = awaits === undefined ? {} : placeDimensions(registry.get(awaits));
  return markRedelivered(dataPoint(name, value, atMillis, { ...dimensions, ...place }), redelivered);
}

const placeDimensions = (place: RegistryFacts | undefined): KnownDimensions => ({
  [DimensionName.INSTANCE_TYPE]: place?.instanceType,
  [DimensionName.AVAILABILITY_ZONE]: place?.availabilityZone,
  [DimensionName.PURCHASE_OPTION]: place?.purchaseOption,
});
