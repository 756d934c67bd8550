import { clusterFromArn, computeEnvironmentFromCluster } from '../../domain/event/arns';
import { tokenOf } from '../../domain/event/message-token';
import { groupBy } from '../../domain/group-by';
import { readDeparture } from '../../domain/instance/departure';
import { HostNotice, readHostNotice } from '../../domain/instance/host-notice';
import { InstanceReading, readInstanceEvent } from '../../domain/instance/instance-reading';
import { LookupRequest, readLookupRequest } from '../../domain/instance/lookup-request';
import { PurchaseOption } from '../../domain/names/records';
import { Delivery } from '../delivery';
import { Output } from '../output/output';
import { detailTypeOf, readOrReject, reportFailure } from '../rejection';
import { AwsCalls } from './aws-calls';
import { Counted, InstanceCounter, NOTHING } from './instance-counter';
import { InstanceTable } from './instance-table';
import { BatchInstance, PurchaseOptions } from './purchase-options';
import { DetailType } from '../../domain/names/events';

export interface RegistryParts {
  readonly table: InstanceTable;
  readonly counter: InstanceCounter;
  readonly purchaseOptions: PurchaseOptions;
  /** Absent where AWS may not be asked. */
  readonly aws?: AwsCalls;
  readonly output: Output;
}

interface Body {
  readonly instance?: InstanceReading;
  readonly notice?: HostNotice;
  readonly request?: LookupRequest;
  /** A container instance that left. */
  readonly departed?: string;
}
type Message = Body & { readonly messageId: string };

type OptionOf = (instance: BatchInstance) => Promise<PurchaseOption | undefined>;

/** Keeps and counts the instances of AWS Batch's clusters: from events of ECS and EC2, and look-ups of what no event told. */
export class Registry {
  constructor(private readonly parts: RegistryParts) {}

  /** Returns the messages that failed, to be delivered again. */
  async process(deliveries: readonly Delivery[]): Promise<readonly string[]> {
    const { output } = this.parts;
    const messages = deliveries.flatMap((delivery) => {
      const body = readOrReject(delivery, readMessage, output);
      return body ? [{ ...body, messageId: delivery.messageId }] : [];
    });
    const done = await this.handleInTurn(messages);
    const counted = [...done.values()];
    counted.flatMap(({ records }) => records).forEach((record) => output.record(record));
    output.measure(counted.flatMap(({ dataPoints }) => dataPoints));
    return deliveries.map(({ messageId }) => messageId).filter((messageId) => !done.has(messageId));
  }

  /** Side by side, but the events of one instance one after the other and before all that refers to it: the later ones then have little left to write. */
  private async handleInTurn(messages: readonly Message[]): Promise<ReadonlyMap<string, Counted>> {
    const tellsInstance = (message: Message): message is Message & { instance: InstanceReading } => message.instance !== undefined;
    const telling = messages.filter(tellsInstance);
    const optionOf = this.askForOptions(telling.map(({ instance }) => instance));
    const done = new Map<string, Counted>();
    const handle = async (message: Message): Promise<void> => {
      const counted = await this.orReport(message.messageId, (token) => this.handle(message, token, optionOf));
      if (counted) done.set(message.messageId, counted);
    };
    const ofInstances = groupBy(telling, ({ instance }) => instance.containerInstanceArn);
    await Promise.all(
      [...ofInstances.values()].map(async (some) => {
        for (const message of some.sort((one, other) => one.instance.version - other.instance.version)) await handle(message);
      }),
    );
    await Promise.all(messages.filter((message) => !tellsInstance(message)).map(handle));
    return done;
  }

  private async handle({ instance, notice, request, departed }: Message, token: string, optionOf: OptionOf): Promise<Counted> {
    if (instance && isOfBatch(instance)) return this.tellInstance(instance, token, () => optionOf(instance));
    if (notice) return this.parts.counter.tellNotice(notice, token);
    if (departed !== undefined) return this.parts.counter.settle(departed, token);
    if (request) await this.lookUp(request);
    return NOTHING;
  }

  private async tellInstance(
    instance: InstanceReading,
    token: string,
    option: () => Promise<PurchaseOption | undefined>,
  ): Promise<Counted> {
    const { counter } = this.parts;
    return counter.countRegistration(instance, await counter.tellInstance(instance, await this.orKeep(instance, option)), token);
  }

  /** What an event tells is kept also where the purchase option cannot be found out now; the message then comes again for that, and counts. */
  private async orKeep(instance: InstanceReading, option: () => Promise<PurchaseOption | undefined>): Promise<PurchaseOption | undefined> {
    try {
      return await option();
    } catch (error) {
      await this.parts.counter.tellInstance(instance, undefined);
      throw error;
    }
  }

  /** One question for all instances of a compute environment, asked by whoever needs its answer first; where it fails, the other environments are left alone. */
  private askForOptions(instances: readonly InstanceReading[]): OptionOf {
    const environments = groupBy(instances, ({ computeEnvironment }) => computeEnvironment);
    const answers = new Map<string, ReturnType<PurchaseOptions['ofInstances']>>();
    return async ({ computeEnvironment, containerInstanceArn }) => {
      const answer =
        answers.get(computeEnvironment) ?? this.parts.purchaseOptions.ofInstances(environments.get(computeEnvironment) as BatchInstance[]);
      answers.set(computeEnvironment, answer);
      return (await answer).get(containerInstanceArn);
    };
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
    const instances = (await this.parts.aws?.describeContainerInstances(cluster, arns))?.filter(isOfBatch) ?? [];
    const options = await this.parts.purchaseOptions.ofInstances(instances);
    await Promise.all(instances.map((instance) => this.parts.counter.tellFound(instance, options.get(instance.containerInstanceArn))));
  }

  private async orReport(messageId: string, work: (token: string) => Promise<Counted>): Promise<Counted | undefined> {
    try {
      return await work(tokenOf(messageId));
    } catch (error) {
      reportFailure(messageId, error, this.parts.output);
      return undefined;
    }
  }
}

function readMessage(body: unknown): Body {
  switch (detailTypeOf(body)) {
    case DetailType.INSTANCE_LOOKUP:
      return { request: readLookupRequest(body) };
    case DetailType.INSTANCE_LEFT:
      return { departed: readDeparture(body) };
    case DetailType.SPOT_INTERRUPTION_WARNING:
    case DetailType.REBALANCE_RECOMMENDATION:
    case DetailType.INSTANCE_STATE_CHANGE:
      return { notice: readHostNotice(body) };
    default:
      return { instance: readInstanceEvent(body) };
  }
}

/** An instance that AWS Batch did not start is none of this registry's: rules match cluster names by wildcard only. */
const isOfBatch = (instance: InstanceReading): instance is BatchInstance => instance.computeEnvironment !== undefined;

/** The cluster of an instance, where AWS Batch made it: no other one may be asked about. */
function clusterOfBatch(arn: string): string | undefined {
  const cluster = clusterFromArn(arn);
  return cluster !== undefined && computeEnvironmentFromCluster(cluster) !== undefined ? cluster : undefined;
}
