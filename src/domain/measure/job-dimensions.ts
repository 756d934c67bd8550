import { KnownDimensions } from './data-point';
import { definitionWithoutRevision } from '../event/arns';
import { JobReading, TaskReading } from '../event/job-reading';
import { DimensionName } from '../names/metrics';
import { clusterOf, placementKey, RegistryView } from '../record/placement';

/** The dimensions that an event about a job, and the registry, tell. */
export function jobDimensions(reading: JobReading, task: TaskReading, registry: RegistryView): KnownDimensions {
  const key = placementKey(task);
  const place = key === undefined ? undefined : registry.get(key);
  return {
    [DimensionName.JOB_QUEUE]: reading.jobQueue,
    [DimensionName.JOB_DEFINITION]: reading.jobDefinition && definitionWithoutRevision(reading.jobDefinition),
    [DimensionName.COMPUTE_ENVIRONMENT]: clusterOf(task).computeEnvironment,
    [DimensionName.INSTANCE_TYPE]: place?.instanceType,
    [DimensionName.AVAILABILITY_ZONE]: place?.availabilityZone,
    [DimensionName.PURCHASE_OPTION]: place?.purchaseOption,
  };
}
