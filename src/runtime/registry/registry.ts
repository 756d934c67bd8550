import { clusterFromArn } from '../../domain/event/arns';
import { InstanceReading, readInstanceEvent } from '../../domain/instance/instance-reading';
import { LookupRequest, readLookupRequest } from '../../domain/instance/lookup-request';
import { readSpotWarning, SpotWarning } from '../../domain/instance/spot-warning';
import { DetailType } from '../../domain/names/records';
import { Delivery } from '../delivery';
import { Output } from '../output/output';
import { detailTypeOf, readOrReject, reportFailure } from '../rejection';
import { AwsCalls } from './aws-calls';
import { InstanceTable } from './instance-table';
import { PurchaseOptions } from './purchase-options';

export interface RegistryParts {
  readonly table: InstanceTable;
  readonly purchaseOptions: PurchaseOptions;
  /** Absent where AWS may not be asked. */
  readonly aws?: AwsCalls;
  readonly output: Output;
}

interface Message {
  readonly instance?: InstanceReading;
  readonly warning?: SpotWarning;
  readonly request?: LookupRequest;
}

/** Keeps the instances of AWS Batch's clusters: from ECS events, Spot warnings, and look-ups of what no event told. */
export class Registry {
  constructor(private readonly parts: RegistryParts) {}

  /** Returns the messages that failed, to be delivered again. */
  async process(deliveries: readonly Delivery[]): Promise<readonly string[]> {
    const work = deliveries.map(async delivery => {
      const message = readOrReject(delivery, readMessage, this.parts.output);
      return message && await this.orReport(delivery.messageId, () => this.handle(message)) ? [] : [delivery.messageId];
    });
    return (await Promise.all(work)).flat();
  }

  private async handle({ instance, warning, request }: Message): Promise<void> {
    if (warning) await this.parts.table.writeWarning(warning);
    if (instance) await this.write([instance]);
    if (request) await this.lookUp(request);
  }

  /** An instance that AWS Batch did not start is none of this registry's: rules match cluster names by wildcard only. */
  private async write(instances: readonly InstanceReading[]): Promise<void> {
    const ofBatch = instances.filter(({ computeEnvironment }) => computeEnvironment !== undefined);
    const options = await this.parts.purchaseOptions.ofInstances(ofBatch);
    await Promise.all(ofBatch.map(instance => this.parts.table.writeInstance(instance, options.get(instance.containerInstanceArn))));
  }

  private async lookUp({ containerInstanceArns, computeEnvironments }: LookupRequest): Promise<void> {
    for (const [cluster, arns] of byCluster(containerInstanceArns)) {
      await this.write(await this.parts.aws?.describeContainerInstances(cluster, arns) ?? []);
    }
    for (const name of computeEnvironments) {
      const option = await this.parts.purchaseOptions.ofEnvironment(name);
      if (option) await this.parts.table.writeComputeEnvironment(name, option);
    }
  }

  private async orReport(messageId: string, work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      reportFailure(messageId, error, this.parts.output);
      return false;
    }
  }
}

function readMessage(body: unknown): Message {
  switch (detailTypeOf(body)) {
    case DetailType.INSTANCE_LOOKUP: return { request: readLookupRequest(body) };
    case DetailType.SPOT_INTERRUPTION_WARNING:
    case DetailType.REBALANCE_RECOMMENDATION: return { warning: readSpotWarning(body) };
    default: return { instance: readInstanceEvent(body) };
  }
}

function byCluster(arns: readonly string[]): Map<string, string[]> {
  const clusters = new Map<string, string[]>();
  for (const arn of arns) {
    const cluster = clusterFromArn(arn);
    if (cluster !== undefined) clusters.set(cluster, [...clusters.get(cluster) ?? [], arn]);
  }
  return clusters;
}
