import { Answer, Wire, WireRequest } from '../stage/wire';

/** A group of Amazon EC2 Auto Scaling. */
export interface Group {
  readonly name: string;
  readonly tags?: Record<string, string>;
  enabled?: readonly string[];
  readonly mixedInstances?: boolean;
  /** Absent for a group that has none, such as one with a launch configuration. */
  readonly launchTemplate?: string;
}

const UUID = '640012bd-4e90-3f19-9dd2-c09a23dc923d';
/** The name that AWS Batch gives to the group of a compute environment, with its service-linked role and with another one. */
export const batchName = (computeEnvironment: string): string => `AWSBatch-${ownRoleName(computeEnvironment)}`;
export const ownRoleName = (computeEnvironment: string): string => `${computeEnvironment}-asg-${UUID}`;
export const BATCH_TEMPLATE = `Batch-lt-${UUID}`;
export const BATCH_TAGS = { AWSBatchServiceTag: 'batch' };

/** Amazon EC2 Auto Scaling on the wire, with groups of its own: the Query API, which takes forms and answers in XML. */
export class AutoScalingServer {
  readonly wire = new Wire();
  readonly groups: Group[] = [];
  /** Answers to give before anything else, and answers to give for a group's EnableMetricsCollection. */
  readonly first: Answer[] = [];
  readonly refusals = new Map<string, string>();

  async listen(): Promise<this> {
    await this.wire.listen();
    return this;
  }

  reset(...groups: Group[]): void {
    this.wire.reset();
    this.wire.answer = (request) => this.respond(request);
    this.groups.splice(0, Infinity, ...groups);
    this.first.length = 0;
    this.refusals.clear();
  }

  /** The forms of an action, as they came. */
  calls(action: string): Record<string, string>[] {
    return this.wire.requests.map(formOf).filter(({ Action }) => Action === action);
  }

  /** Names of the groups whose metrics were asked to be enabled. */
  get enabled(): string[] {
    return this.calls('EnableMetricsCollection').map(({ AutoScalingGroupName }) => AutoScalingGroupName);
  }

  respond({ body }: WireRequest): Answer {
    const form = new URLSearchParams(body);
    return this.first.shift() ?? (form.get('Action') === 'DescribeAutoScalingGroups' ? this.describe(form) : this.enable(form));
  }

  private describe(form: URLSearchParams): Answer {
    const names = listOf(form, 'AutoScalingGroupNames');
    const size = Number(form.get('MaxRecords') ?? 50);
    const start = Number(form.get('NextToken') ?? 0);
    if (size > 100 || names.length > size) return queryError('ValidationError');
    const found = this.groups.filter(({ name }) => names.length === 0 || names.includes(name));
    const members = found
      .slice(start, start + size)
      .map((group) => element('member', contentOf(group, form.get('IncludeInstances') !== 'false')))
      .join('\n');
    const token = start + size < found.length ? element('NextToken', String(start + size)) : '';
    return queryResult('DescribeAutoScalingGroups', `${members ? element('AutoScalingGroups', members) : '<AutoScalingGroups/>'}${token}`);
  }

  private enable(form: URLSearchParams): Answer {
    const name = form.get('AutoScalingGroupName') ?? '';
    const group = this.groups.find((each) => each.name === name);
    const refusal = this.refusals.get(name) ?? (group && form.get('Granularity') === '1Minute' ? undefined : 'ValidationError');
    if (!group || refusal) return queryError(refusal ?? 'ValidationError');
    group.enabled = [...new Set([...(group.enabled ?? []), ...listOf(form, 'Metrics')])];
    return queryResult('EnableMetricsCollection');
  }
}

const formOf = ({ body }: WireRequest): Record<string, string> => Object.fromEntries(new URLSearchParams(body));

const listOf = (form: URLSearchParams, name: string): string[] =>
  [...form].filter(([field]) => field.startsWith(`${name}.member.`)).map(([, value]) => value);

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;
const text = (name: string, content: string): string => element(name, escaped(content));
const list = (name: string, members: readonly string[]): string =>
  members.length === 0 ? `<${name}/>` : element(name, `\n${members.map((member) => element('member', `\n${member}`)).join('\n')}\n`);

/** In the order, and with the neighbours, that the API has them. */
function contentOf({ name, tags = {}, enabled = [], mixedInstances, launchTemplate }: Group, withInstances: boolean): string {
  const template = launchTemplate === undefined ? '' : text('LaunchTemplateName', launchTemplate) + text('Version', '$Latest');
  const instance =
    text('InstanceId', 'i-0123') +
    text('LifecycleState', 'InService') +
    element('LaunchTemplate', text('LaunchTemplateName', 'Batch-lt-1'));
  return [
    list('HealthCheckType', []),
    list('LoadBalancerNames', []),
    mixedInstances
      ? element(
          'MixedInstancesPolicy',
          element(
            'LaunchTemplate',
            element('LaunchTemplateSpecification', template) + list('Overrides', [text('InstanceType', 'c7g.large')]),
          ),
        )
      : template && element('LaunchTemplate', template),
    list('Instances', withInstances ? [instance, instance] : []),
    list(
      'EnabledMetrics',
      enabled.map((metric) => text('Granularity', '1Minute') + text('Metric', metric)),
    ),
    text('AutoScalingGroupName', name),
    list(
      'Tags',
      Object.entries(tags).map(
        ([key, value]) =>
          text('ResourceId', name) +
          text('Key', key) +
          text('Value', value) +
          text('PropagateAtLaunch', 'true') +
          text('ResourceType', 'auto-scaling-group'),
      ),
    ),
    list('AvailabilityZones', []),
  ].join('\n');
}

const XMLNS = 'xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"';

export const queryResult = (action: string, result?: string): Answer => ({
  status: 200,
  headers: { 'content-type': 'text/xml' },
  body:
    `<?xml version="1.0"?>\n<${action}Response ${XMLNS}>${result === undefined ? '' : element(`${action}Result`, result)}` +
    `<ResponseMetadata>${text('RequestId', 'r-1')}</ResponseMetadata></${action}Response>\n`,
});

/** An error, whose message repeats what nobody is to see. */
export const queryError = (code: string, status = 400): Answer => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: `<ErrorResponse ${XMLNS}><Error><Type>Sender</Type>${text('Code', code)}<Message>canary</Message></Error><RequestId>r-1</RequestId></ErrorResponse>`,
});
