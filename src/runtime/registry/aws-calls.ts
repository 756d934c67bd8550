import { nameFromArn } from '../../domain/event/arns';
import { Fields } from '../../domain/event/fields';
import { InstanceReading, readInstance } from '../../domain/instance/instance-reading';
import { AwsCall, AwsCallFailed, SignedRequests } from '../aws/signed-request';
import { chunks } from '../chunks';

/** A compute environment as AWS Batch describes it; `type` is absent for an unmanaged one. */
export interface ComputeEnvironmentFacts {
  readonly name: string;
  /** The name of its ECS cluster; absent for Amazon EKS. */
  readonly ecsCluster?: string;
  readonly type?: string;
  /** Only for an ECS Managed Instances environment. */
  readonly capacityOption?: string;
}

/** The endpoints of the calls: the domain of the partition, or an override per service. */
export interface Endpoints {
  readonly region: string;
  readonly urlSuffix: string;
  readonly overrides: Readonly<Record<string, string | undefined>>;
}

/** The limit of `DescribeContainerInstances`, for instances of one cluster. */
const INSTANCES_PER_CALL = 100;
/** Prevents endless paging. The default quota is 50 compute environments per account and region. */
const MAX_PAGES = 20;

/** The three API calls that the registry makes for facts that neither events nor props contain. */
export class AwsCalls {
  constructor(
    private readonly requests: SignedRequests,
    private readonly endpoints: Endpoints,
  ) {}

  /** The container instances that ECS still knows. All others are omitted, including all instances of a deleted cluster. */
  async describeContainerInstances(cluster: string, arns: readonly string[]): Promise<InstanceReading[]> {
    const found: InstanceReading[] = [];
    for (const some of chunks(arns, INSTANCES_PER_CALL)) {
      const answer = await this.callJson('ecs', {
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': 'AmazonEC2ContainerServiceV20141113.DescribeContainerInstances',
        },
        body: JSON.stringify({ cluster, containerInstances: some }),
      }).catch(noneIfClusterIsGone);
      found.push(
        ...Fields.of(answer, 'DescribeContainerInstances')
          .list('containerInstances')
          .map((instance) => readInstance(instance)),
      );
    }
    return found;
  }

  async describeComputeEnvironments(): Promise<ComputeEnvironmentFacts[]> {
    const found: ComputeEnvironmentFacts[] = [];
    let nextToken: string | undefined;
    for (let page = 0; page < MAX_PAGES; page++) {
      const described = await this.callJson('batch', {
        path: '/v1/describecomputeenvironments',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ nextToken }),
      });
      const answer = Fields.of(described, 'DescribeComputeEnvironments');
      found.push(...answer.list('computeEnvironments').map(readComputeEnvironment));
      nextToken = answer.optionalName('nextToken');
      if (!nextToken) return found;
    }
    return found;
  }

  /**
   * The ids of those instances that EC2 still knows, optionally only the ones with a lifecycle such as `spot`. Instances without an entry
   * in the response have no known purchase option.
   */
  async describeInstances(instanceIds: readonly string[], lifecycle?: string): Promise<string[]> {
    const form = new URLSearchParams({ Action: 'DescribeInstances', Version: '2016-11-15', 'Filter.1.Name': 'instance-id' });
    instanceIds.forEach((id, index) => form.set(`Filter.1.Value.${index + 1}`, id));
    if (lifecycle) {
      form.set('Filter.2.Name', 'instance-lifecycle');
      form.set('Filter.2.Value.1', lifecycle);
    }
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await this.requests.send(this.callTo('ec2', { headers, body: form.toString() }));
    return [...answer.matchAll(/<instanceId>(i-[0-9a-f]+)<\/instanceId>/g)].map(([, id]) => id);
  }

  private callJson(service: string, call: Pick<AwsCall, 'path' | 'headers' | 'body'>): Promise<unknown> {
    return this.requests.sendJson(this.callTo(service, call));
  }

  private callTo(service: string, call: Pick<AwsCall, 'path' | 'headers' | 'body'>): AwsCall {
    const { region, urlSuffix, overrides } = this.endpoints;
    return { service, endpoint: overrides[service] ?? `https://${service}.${region}.${urlSuffix}`, ...call };
  }
}

function noneIfClusterIsGone(error: unknown): object {
  if (error instanceof AwsCallFailed && error.code.includes('ClusterNotFoundException')) return {};
  throw error;
}

function readComputeEnvironment(environment: Fields): ComputeEnvironmentFacts {
  const template =
    environment.object('computeResources')?.object('managedInstancesProvider')?.object('instanceLaunchTemplate') ??
    environment.object('managedInstancesProvider')?.object('instanceLaunchTemplate');
  const clusterArn = environment.optionalName('ecsClusterArn');
  return {
    name: environment.name('computeEnvironmentName'),
    ecsCluster: clusterArn === undefined ? undefined : nameFromArn(clusterArn),
    type: environment.object('computeResources')?.optionalName('type'),
    capacityOption: template?.optionalName('capacityOptionType'),
  };
}
