import { AutoScalingGroup } from '../../domain/group/auto-scaling-group';
import { QueryAnswer } from '../aws/query-answer';
import { SignedRequests } from '../aws/signed-request';
import { chunks } from '../chunks';

/** Limits of DescribeAutoScalingGroups: names per call, and groups per page. */
const NAMES_PER_CALL = 50;
const GROUPS_PER_PAGE = 100;

/** Encodes a list for the Query API: `NAME.member.1=…`. */
const listOf = (name: string, values: readonly string[]): Record<string, string> =>
  Object.fromEntries(values.map((value, index) => [`${name}.member.${index + 1}`, value]));

/** A request for Auto Scaling groups: the requested names, and the pages of the response. */
export interface Listing {
  /** Absent if all groups are requested. */
  readonly names?: readonly string[];
  readonly pages: AsyncIterable<readonly AutoScalingGroup[]>;
}

/** The two calls of Amazon EC2 Auto Scaling that find groups and enable their metrics. */
export class AutoScaling {
  constructor(
    private readonly requests: SignedRequests,
    private readonly endpoint: string,
  ) {}

  /** All groups of the account and region, page by page. */
  allGroups(): Listing {
    return { pages: this.pages({ MaxRecords: String(GROUPS_PER_PAGE) }) };
  }

  /** The groups with these names that still exist, in as few calls as possible. */
  namedGroups(names: readonly string[]): Listing[] {
    return chunks(names, NAMES_PER_CALL).map((some) => ({ names: some, pages: this.pages(listOf('AutoScalingGroupNames', some)) }));
  }

  /** @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_EnableMetricsCollection.html */
  async enableMetrics(groupName: string, metrics: readonly string[], granularity: string): Promise<void> {
    await this.call('EnableMetricsCollection', {
      AutoScalingGroupName: groupName,
      Granularity: granularity,
      ...listOf('Metrics', metrics),
    });
  }

  /** Excludes the instances, as AWS recommends: calls that return many instances are throttled. */
  private async *pages(query: Record<string, string>): AsyncGenerator<AutoScalingGroup[]> {
    let next = {};
    for (;;) {
      const body = await this.call('DescribeAutoScalingGroups', { ...query, IncludeInstances: 'false', ...next });
      const answer = QueryAnswer.of('DescribeAutoScalingGroups', body);
      yield answer.members('AutoScalingGroups').map(readGroup);
      const token = answer.text('NextToken');
      if (!token) return;
      next = { NextToken: token };
    }
  }

  private call(action: string, form: Record<string, string>): Promise<string> {
    return this.requests.send({
      service: 'autoscaling',
      endpoint: this.endpoint,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ Action: action, Version: '2011-01-01', ...form }).toString(),
    });
  }
}

function readGroup(group: QueryAnswer): AutoScalingGroup {
  return {
    name: group.text('AutoScalingGroupName'),
    tags: group.members('Tags').map((tag) => ({ key: tag.text('Key'), value: tag.text('Value') })),
    launchTemplate:
      group.text('LaunchTemplate', 'LaunchTemplateName') ||
      group.text('MixedInstancesPolicy', 'LaunchTemplate', 'LaunchTemplateSpecification', 'LaunchTemplateName'),
    enabledMetrics: group.members('EnabledMetrics').map((metric) => metric.text('Metric')),
  };
}
