import { clusterFromArn, computeEnvironmentFromCluster } from '../../domain/event/arns';
import { InstanceReading, readInstanceEvent } from '../../domain/instance/instance-reading';
import { LookupRequest, readLookupRequest } from '../../domain/instance/lookup-request';
import { readSpotWarning, SpotWarning } from '../../domain/instance/spot-warning';
import { DetailType, PurchaseOption } from '../../domain/names/records';
import { Delivery } from '../delivery';
import { Output } from '../output/output';
import { detailTypeOf, readOrReject, reportFailure } from '../rejection';
import { AwsCalls } from './aws-calls';
import { InstanceTable } from './instance-table';
import { BatchInstance, PurchaseOptions } from './purchase-options';

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

type OptionOf = (instance: BatchInstance) => Promise<PurchaseOption | undefined>;

/** Keeps the instances of AWS Batch's clusters: from ECS events, Spot warnings, and look-ups of what no event told. */
export class Registry {
  constructor(private readonly parts: RegistryParts) {}

  /** Returns the messages that failed, to be delivered again. */
  async process(deliveries: readonly Delivery[]): Promise<readonly string[]> {
    const messages = deliveries.map(delivery => readOrReject(delivery, readMessage, this.parts.output));
    const optionOf = this.askForOptions(messages.flatMap(message => message?.instance ?? []));
    const done = await Promise.all(messages.map(async (message, index) =>
      message !== undefined && this.orReport(deliveries[index].messageId, () => this.handle(message, optionOf))));
    return deliveries.map(({ messageId }) => messageId).filter((_, index) => !done[index]);
  }

  private async handle({ instance, warning, request }: Message, optionOf: OptionOf): Promise<void> {
    if (warning) await this.parts.table.writeWarning(warning);
    if (instance && isOfBatch(instance)) await this.write(instance, () => optionOf(instance));
    if (request) await this.lookUp(request);
  }

  /** What an event tells is kept also where the purchase option cannot be found out now; the message then comes again for that. */
  private async write(instance: InstanceReading, option: () => Promise<PurchaseOption | undefined>): Promise<void> {
    try {
      await this.parts.table.writeInstance(instance, await option());
    } catch (error) {
      await this.parts.table.writeInstance(instance, undefined);
      throw error;
    }
  }

  /** One question for all instances of a compute environment; where it fails, the other environments are left alone. */
  private askForOptions(instances: readonly InstanceReading[]): OptionOf {
    const environments = groupBy(instances.filter(isOfBatch), ({ computeEnvironment }) => computeEnvironment);
    const answers = new Map([...environments].map(([name, ofName]) => [name, this.parts.purchaseOptions.ofInstances(ofName)]));
    return async ({ computeEnvironment, containerInstanceArn }) => (await answers.get(computeEnvironment))?.get(containerInstanceArn);
  }

  private async lookUp({ containerInstanceArns, computeEnvironments }: LookupRequest): Promise<void> {
    for (const [cluster, arns] of groupBy(containerInstanceArns, clusterOfBatch)) {
      if (cluster !== undefined) await this.lookUpInstances(cluster, arns);
    }
    for (const name of computeEnvironments) {
      // A row also where nothing is known, so that no job waits for an answer that does not come.
      await this.parts.table.writeComputeEnvironment(name, await this.parts.purchaseOptions.ofEnvironment(name));
    }
  }

  private async lookUpInstances(cluster: string, arns: readonly string[]): Promise<void> {
    const instances = (await this.parts.aws?.describeContainerInstances(cluster, arns) ?? []).filter(isOfBatch);
    const options = await this.parts.purchaseOptions.ofInstances(instances);
    await Promise.all(instances.map(instance => this.parts.table.writeInstance(instance, options.get(instance.containerInstanceArn))));
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

/** An instance that AWS Batch did not start is none of this registry's: rules match cluster names by wildcard only. */
const isOfBatch = (instance: InstanceReading): instance is BatchInstance => instance.computeEnvironment !== undefined;

/** The cluster of an instance, where AWS Batch made it: no other one may be asked about. */
function clusterOfBatch(arn: string): string | undefined {
  const cluster = clusterFromArn(arn);
  return cluster !== undefined && computeEnvironmentFromCluster(cluster) !== undefined ? cluster : undefined;
}

function groupBy<K, T>(list: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of list) groups.set(keyOf(item), [...groups.get(keyOf(item)) ?? [], item]);
  return groups;
}
