import { clusterFromArn, computeEnvironmentFromCluster, isBatchClusterOfOtherForm } from '../../domain/event/arns';
import { LeftOut } from '../../domain/event/fields';
import { tokenOf } from '../../domain/event/message-token';
import { groupBy } from '../../domain/group-by';
import { readDeparture } from '../../domain/instance/departure';
import { HostNotice, readHostNotice } from '../../domain/instance/host-notice';
import { InstanceReading, readInstanceEvent } from '../../domain/instance/instance-reading';
import { LookupRequest, readLookupRequest } from '../../domain/instance/lookup-request';
import { PurchaseOption } from '../../domain/names/records';
import { MAX_CONNECTIONS } from '../aws/bounded-http';
import { Deadline, KEPT_FOR_THE_END } from '../deadline';
import { Delivery } from '../delivery';
import { MessageReader } from '../message-reader';
import { Output } from '../output/output';
import { PacedWork } from '../paced-work';
import { checkDetailType, detailTypeOf, reportFailure } from '../rejection';
import { AwsCalls } from './aws-calls';
import { Counted, InstanceCounter, NOTHING } from './instance-counter';
import { InstanceTable } from './instance-table';
import { BatchInstance, PurchaseOptions } from './purchase-options';
import { DetailType } from '../../domain/names/events';

export interface RegistryParts {
  readonly table: InstanceTable;
  readonly counter: InstanceCounter;
  readonly purchaseOptions: PurchaseOptions;
  /** Absent if look-ups are disabled. */
  readonly aws?: AwsCalls;
  readonly output: Output;
  readonly deadline: Deadline;
}

interface Body {
  readonly instance?: InstanceReading;
  readonly notice?: HostNotice;
  readonly request?: LookupRequest;
  /** The ARN of a container instance that left. */
  readonly departed?: string;
}
type Message = Body & { readonly messageId: string };

type OptionOf = (instance: BatchInstance) => Promise<PurchaseOption | undefined>;

/** Stores and counts the instances of AWS Batch clusters, from events of ECS and EC2 and from look-ups. */
export class Registry {
  constructor(private readonly parts: RegistryParts) {}

  get deadline(): Deadline {
    return this.parts.deadline;
  }

  /** Processes a batch and returns the ids of the failed messages, which SQS delivers again. */
  async process(deliveries: readonly Delivery[]): Promise<readonly string[]> {
    const { output } = this.parts;
    const reader = new MessageReader(output);
    const messages = deliveries.flatMap((delivery) => {
      const body = reader.read(delivery, readMessage);
      return body ? [{ ...body, messageId: delivery.messageId }] : [];
    });
    reader.report();
    const done = await this.handleInTurn(messages);
    const counted = [...done.values()];
    counted.flatMap(({ records }) => records).forEach((record) => output.record(record));
    output.measure(counted.flatMap(({ dataPoints }) => dataPoints));
    return deliveries.map(({ messageId }) => messageId).filter((messageId) => !done.has(messageId));
  }

  /**
   * Handles the messages concurrently, with two exceptions. The events of one instance run in sequence, so that later ones have little left to write.
   * All other messages run after the instance events, because they refer to instances.
   */
  private async handleInTurn(messages: readonly Message[]): Promise<ReadonlyMap<string, Counted>> {
    const isAboutInstance = (message: Message): message is Message & { instance: InstanceReading } => message.instance !== undefined;
    const aboutInstances = messages.filter(isAboutInstance);
    const optionOf = this.cachedOptions(aboutInstances.map(({ instance }) => instance));
    const done = new Map<string, Counted>();
    const handle = async (message: Message): Promise<void> => {
      const counted = await this.orReport(message.messageId, (token) => this.handle(message, token, optionOf));
      if (counted) done.set(message.messageId, counted);
    };
    const ofInstances = groupBy(aboutInstances, ({ instance }) => instance.containerInstanceArn);
    const { deadline, output } = this.parts;
    const pace = new PacedWork(deadline, MAX_CONNECTIONS);
    deadline.keep(KEPT_FOR_THE_END);
    const inTurn = async (some: readonly Message[]): Promise<void> => {
      for (const message of some) await handle(message);
    };
    const sorted = [...ofInstances.values()].map((some) => some.sort((one, other) => one.instance.version - other.instance.version));
    const left = await pace.run<readonly Message[]>(sorted, inTurn);
    const others = await pace.run(
      messages.filter((message) => !isAboutInstance(message)),
      handle,
    );
    const count = left.flat().length + others.length;
    if (count > 0) reportFailure('the batch', new Error(`no time left to begin ${count} messages`), output);
    return done;
  }

  private async handle({ instance, notice, request, departed }: Message, token: string, optionOf: OptionOf): Promise<Counted> {
    const ofBatch = instance && (await this.ofBatch(instance));
    if (ofBatch) return this.recordInstance(ofBatch, token, () => optionOf(ofBatch));
    if (notice) return this.parts.counter.recordNotice(notice, token);
    if (departed !== undefined) return this.parts.counter.settle(departed, token);
    if (request) await this.lookUp(request);
    return NOTHING;
  }

  /** The instance with its compute environment. Undefined if AWS Batch did not start it. Others can arrive too, because the rules match names by pattern. */
  private async ofBatch(instance: InstanceReading): Promise<BatchInstance | undefined> {
    const { ecsCluster } = instance;
    const asked = isBatchClusterOfOtherForm(ecsCluster) ? await this.parts.purchaseOptions.environmentOfCluster(ecsCluster) : undefined;
    const computeEnvironment = instance.computeEnvironment ?? asked;
    return computeEnvironment === undefined ? undefined : { ...instance, computeEnvironment };
  }

  private async recordInstance(
    instance: InstanceReading,
    token: string,
    option: () => Promise<PurchaseOption | undefined>,
  ): Promise<Counted> {
    const { counter } = this.parts;
    return counter.countRegistration(instance, await counter.recordInstance(instance, await this.optionOrStore(instance, option)), token);
  }

  /** Gets the purchase option. If that fails, the instance is stored without it, and the message fails: its next delivery adds the option and counts. */
  private async optionOrStore(
    instance: InstanceReading,
    option: () => Promise<PurchaseOption | undefined>,
  ): Promise<PurchaseOption | undefined> {
    try {
      return await option();
    } catch (error) {
      await this.parts.counter.recordInstance(instance, undefined);
      throw error;
    }
  }

  /** Returns a function that gets an instance's purchase option. It makes one request per compute environment, on first use. A failed request does not affect other environments. */
  private cachedOptions(instances: readonly InstanceReading[]): OptionOf {
    const environments = groupBy(instances, ({ computeEnvironment }) => computeEnvironment);
    const answers = new Map<string, ReturnType<PurchaseOptions['ofInstances']>>();
    return async (instance) => {
      const { computeEnvironment, containerInstanceArn, ecsCluster } = instance;
      const { purchaseOptions } = this.parts;
      if (isBatchClusterOfOtherForm(ecsCluster)) return (await purchaseOptions.ofInstances([instance])).get(containerInstanceArn);
      const answer =
        answers.get(computeEnvironment) ?? purchaseOptions.ofInstances(environments.get(computeEnvironment) as BatchInstance[]);
      answers.set(computeEnvironment, answer);
      return (await answer).get(containerInstanceArn);
    };
  }

  private async lookUp({ containerInstanceArns, computeEnvironments }: LookupRequest): Promise<void> {
    for (const [cluster, arns] of groupBy(containerInstanceArns, clusterOfBatch)) {
      if (cluster !== undefined) await this.lookUpInstances(cluster, arns);
    }
    for (const name of computeEnvironments) {
      // Write a row even if the purchase option is unknown, so that no job waits for it.
      await this.parts.table.writeComputeEnvironment(name, await this.parts.purchaseOptions.ofEnvironment(name));
    }
  }

  private async lookUpInstances(cluster: string, arns: readonly string[]): Promise<void> {
    const found = (await this.parts.aws?.describeContainerInstances(cluster, arns)) ?? [];
    const instances = (await Promise.all(found.map((instance) => this.ofBatch(instance)))).filter((instance) => instance !== undefined);
    const options = await this.parts.purchaseOptions.ofInstances(instances);
    await Promise.all(instances.map((instance) => this.parts.counter.recordLookup(instance, options.get(instance.containerInstanceArn))));
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

function readMessage(body: unknown, leftOut: LeftOut): Body {
  switch (detailTypeOf(body)) {
    case DetailType.INSTANCE_LOOKUP:
      return { request: readLookupRequest(body) };
    case DetailType.INSTANCE_LEFT:
      return { departed: readDeparture(body) };
    case DetailType.SPOT_INTERRUPTION_WARNING:
    case DetailType.REBALANCE_RECOMMENDATION:
    case DetailType.INSTANCE_STATE_CHANGE:
      return { notice: readHostNotice(body) };
    default: {
      const instance = readInstanceEvent(body, leftOut);
      checkDetailType(body, DetailType.CONTAINER_INSTANCE_STATE_CHANGE);
      return { instance };
    }
  }
}

/** The cluster of an instance. Undefined if AWS Batch did not create it, because the function has no permission for other clusters. */
function clusterOfBatch(arn: string): string | undefined {
  const cluster = clusterFromArn(arn) ?? '';
  return computeEnvironmentFromCluster(cluster) !== undefined || isBatchClusterOfOtherForm(cluster) ? cluster : undefined;
}
