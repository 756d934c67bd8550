/** Puts canaries into every place of an event where people, or AWS on their behalf, put private values. */
import { Canaries } from './canaries';
import { isObject, Json, JsonObject } from '../aws/json';
import { Subject } from '../hostile/subjects';

const everyByte = (text: string): string => [...Buffer.from(text)].map((byte) => `%${byte.toString(16)}`).join('');
const escaped = (text: string): string => [...text].map((letter) => `\\u00${letter.charCodeAt(0).toString(16)}`).join('');
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** How container runtimes and AWS quote what they could not start or fetch. */
const QUOTES: readonly ((of: Quoted) => string)[] = [
  ({ address }) => `CannotPullContainerError: Get "https://registry.example.com/v2/?Expires=1&Signature=${address()}&Key-Pair-Id=K": EOF`,
  ({ address }) => `CannotPullContainerError: Get "https://robot:${address()}@registry.example.com/v2/": dial tcp: i/o timeout`,
  ({ address }) =>
    `CannotPullContainerError: ${encodeURIComponent(`https://${address()}@registry.example.com/v2/?a=b&X-Amz-Security-Token=${address()}`)}`,
  ({ address }) => {
    const secret = address();
    return `CannotPullContainerError: Get "https://registry.example.com/?a=${secret}": redirected to "https://robot:${secret.slice(0, -3)}`;
  },
  ({ value }) => `CannotPullContainerError: Get "https://registry.example.com/v2/${everyByte(value)}/manifests": EOF`,
  ({ value }) => `CannotPullContainerError: ${everyByte(everyByte(value))} and ${everyByte(value).slice(0, -4)}`,
  ({ value }) => `CannotPullContainerError: Authorization: Basic ${base64(`robot:${value}`)} is refused`,
  ({ command, value }) => `ClientException: ${escaped(command)}, ${base64(value).replace(/=*$/, '').slice(0, -6)}`,
  ({ command }) =>
    `CannotStartContainerError: Error response from daemon: OCI runtime create failed: exec: "${command}": executable file not found in $PATH: unknown`,
  ({ command }) => `CannotStartContainerError: exec: \\"${command}\\": stat ${command}: no such file or directory`,
  ({ command }) => `CannotStartContainerError: runc create failed: exec: "sh -c ${command.slice(0, -3)}`,
  ({ command, value }) => `ContainerRuntimeError: args: [sh -c ${command} ${value}] failed`,
  ({ command, value }) => `ClientException: invalid ["sh","-c","P=\\"${value}\\"\\n${command}"]`,
  ({ value }) => `CannotCreateContainerError: invalid environment variable: PASSWORD=${value}`,
  ({ secret }) =>
    `ResourceInitializationError: unable to pull secrets or registry auth: failed to fetch secret ${secret} from secrets manager: AccessDeniedException`,
  ({ option }) => `CannotStartContainerError: failed to initialize logging driver: splunk: token ${option} is refused`,
  ({ value }) => `${'The container said at length what it could not do. '.repeat(20)}${value}`,
];

interface Quoted {
  readonly command: string;
  readonly value: string;
  readonly secret: string;
  readonly option: string;
  /** A secret that is in nothing but an address. */
  readonly address: () => string;
}

export class Planter {
  private readonly quotes = new Map<string, number>();

  constructor(private readonly canaries: Canaries) {}

  /** The same event, with canaries. */
  plant({ type, message }: Subject): JsonObject {
    const event = structuredClone(message);
    const detail = event.detail;
    if (!isObject(detail)) return event;
    const shape = shapeName(type);
    if (type.startsWith('RunTask')) this.plantCall(detail, shape);
    else if (type.startsWith('container instance')) this.plantInstance(detail, shape);
    else if (type.startsWith('Auto Scaling')) this.plantGroup(detail, shape);
    else if (type.startsWith('EC2 instance')) detail['instance-tags'] = { owner: this.of('tag', shape) };
    else this.plantJob(detail, shape);
    return event;
  }

  private of(place: string, shape: string): string {
    return this.canaries.of(place, shape);
  }

  private plantJob(detail: JsonObject, shape: string): void {
    detail.parameters = { input: this.of('parameter', shape) };
    detail.tags = { ...(isObject(detail.tags) ? detail.tags : {}), Owner: this.of('tag', shape) };
    detail.someFieldOfTheFuture = { text: this.of('future-field', shape) };
    const containers = [detail.container, ...tasksOf(detail).flatMap(({ containers: some }) => some)].filter(isObject);
    const node = isObject(detail.nodeProperties) ? detail.nodeProperties : {};
    node.nodeRangeProperties = [
      ...listOf(node.nodeRangeProperties),
      ...listOf(node.nodeRangeProperties).map((range) => ({
        ...range,
        container: {},
        ecsProperties: { taskProperties: [{ containers: [{}, {}] }] },
        eksProperties: { podProperties: { containers: [{}], initContainers: [{}], metadata: {} } },
      })),
    ];
    const ofRanges = listOf(node.nodeRangeProperties).flatMap((range) => [
      range.container,
      ...tasksOf(range).flatMap((task) => listOf(task.containers)),
      ...podsOf(range),
    ]);
    const quoted = [...containers, ...ofRanges, ...podsOf(detail)]
      .filter(isObject)
      .map((container) => this.plantContainer(container, shape));
    for (const pod of [detail, ...listOf(node.nodeRangeProperties)].map(podOf).filter(isObject)) {
      pod.metadata = { labels: { a: this.of('label', shape) }, annotations: { b: this.of('annotation', shape) } };
    }
    for (const task of tasksOf(detail)) {
      Object.assign(task, {
        taskRoleArn: `arn:aws:iam::1:role/${this.of('role', shape)}`,
        volumes: [{ name: 'v', host: { sourcePath: `/${this.of('volume', shape)}` } }],
      });
    }
    this.plantAttempts(detail, quoted[0], shape);
  }

  /** Attempts report how containers ended; an older or newer AWS Batch may also report what they were started with. */
  private plantAttempts(detail: JsonObject, quoted: Quoted | undefined, shape: string): void {
    const quote = detail.status === 'FAILED' && quoted ? (): string => this.quote(quoted, shape) : undefined;
    for (const attempt of [...listOf(detail.attempts), ...listOf(detail.eksAttempts)]) {
      const ofTasks = tasksOf({ ecsProperties: attempt }).flatMap((task) => listOf(task.containers));
      const containers = [attempt.container, ...ofTasks, ...listOf(attempt.containers), ...listOf(attempt.initContainers)];
      for (const container of containers.filter(isObject)) {
        Object.assign(container, { environment: [{ name: 'OF_ATTEMPT', value: this.of('attempt-environment', shape) }] });
        if (quote) container.reason = quote();
      }
      if (quote) attempt.statusReason = quote();
    }
    if (quote && isObject(detail.container)) detail.container.reason = quote();
    if (quote) detail.statusReason = quote();
  }

  /** One after the other, so that each shape has each of them. */
  private quote(quoted: Quoted, shape: string): string {
    const made = this.quotes.get(shape) ?? 0;
    this.quotes.set(shape, made + 1);
    return QUOTES[made % QUOTES.length](quoted);
  }

  private plantContainer(container: JsonObject, shape: string): Quoted {
    const [command, value, option] = [this.of('command', shape), this.of('environment-value', shape), this.of('log-option', shape)];
    const reference = `arn:aws:secretsmanager:eu-west-1:1:secret:${this.of('secret-arn', shape)}`;
    Object.assign(container, {
      command: ['sh', '-c', command],
      args: [this.of('argument', shape)],
      entryPoint: [this.of('entry-point', shape)],
      environment: [{ name: this.of('environment-name', shape), value }],
      env: [{ name: 'A', value: this.of('pod-environment', shape) }],
      environmentFiles: [{ value: `arn:aws:s3:::${this.of('environment-file', shape)}`, type: 's3' }],
      secrets: [
        { name: 'DB', valueFrom: `${reference}:password::` },
        { name: 'SSM', valueFrom: this.of('secret-name', shape) },
      ],
      repositoryCredentials: {
        credentialsParameter: `arn:aws:secretsmanager:eu-west-1:1:secret:${this.of('registry-credentials', shape)}`,
      },
      image: `${this.of('image', shape)}:latest`,
      jobRoleArn: `arn:aws:iam::1:role/${this.of('role', shape)}`,
      executionRoleArn: `arn:aws:iam::1:role/${this.of('role', shape)}`,
      ulimits: [{ name: this.of('ulimit', shape), softLimit: 1, hardLimit: 1 }],
      volumes: [{ name: this.of('volume', shape) }],
      mountPoints: [{ containerPath: `/${this.of('mount', shape)}` }],
      linuxParameters: { devices: [{ hostPath: `/dev/${this.of('device', shape)}` }] },
      user: this.of('user', shape),
      volumeMounts: [{ name: this.of('mount', shape) }],
      logConfiguration: {
        logDriver: 'splunk',
        options: { 'splunk-token': option },
        secretOptions: [{ name: 's', valueFrom: this.of('log-secret', shape) }],
      },
      firelensConfiguration: { type: 'fluentbit', options: { config: this.of('firelens', shape) } },
    });
    return { command, value, option, secret: reference, address: () => this.of('address', shape) };
  }

  private plantInstance(detail: JsonObject, shape: string): void {
    detail.attributes = [...listOf(detail.attributes), { name: 'stack', value: this.of('attribute', shape) }];
    Object.assign(detail, {
      tags: [{ key: 'Owner', value: this.of('tag', shape) }],
      attachments: [{ type: this.of('attachment', shape) }],
      capacityProviderName: this.of('capacity-provider', shape),
    });
  }

  private plantCall(detail: JsonObject, shape: string): void {
    const override = (): JsonObject => ({
      name: 'default',
      command: [this.of('command', shape)],
      environment: [{ name: 'A', value: this.of('environment-value', shape) }],
    });
    const overrides = override();
    const request = isObject(detail.requestParameters) ? detail.requestParameters : {};
    detail.requestParameters = {
      ...request,
      overrides: { containerOverrides: [overrides], taskRoleArn: `arn:aws:iam::1:role/${this.of('role', shape)}` },
      tags: [...listOf(request.tags), { key: 'Owner', value: this.of('tag', shape) }],
      networkConfiguration: { awsvpcConfiguration: { subnets: [this.of('subnet', shape)] } },
    };
    const command = String((overrides.command as Json[])[0]);
    const answer = isObject(detail.responseElements) ? detail.responseElements : {};
    for (const task of listOf(answer.tasks)) {
      Object.assign(task, {
        overrides: { containerOverrides: [override()] },
        containers: [{ name: 'default', image: this.of('image', shape) }],
      });
    }
    listOf(answer.failures).forEach((failure) => Object.assign(failure, { detail: `invalid ["sh","-c","${command}"]` }));
    if (detail.errorMessage) detail.errorMessage = `Container Overrides are refused: exec: "sh ${command}": ${command}`;
    const sessionContext = { sessionIssuer: { userName: this.of('user', shape) } };
    detail.userIdentity = { ...(detail.userIdentity as JsonObject), accessKeyId: this.of('access-key', shape), sessionContext };
  }

  private plantGroup(detail: JsonObject, shape: string): void {
    if (isObject(detail.requestParameters)) detail.requestParameters.tags = [{ key: 'Owner', value: this.of('tag', shape) }];
    Object.assign(detail, { Cause: this.of('cause', shape), userAgent: this.of('user', shape) });
  }
}

/** `job, EC2, FAILED` and `job, EC2, RUNNING` are one shape. */
export const shapeName = (type: string): string =>
  type
    .replace(/^(job|captured), /, '')
    .split(', ')[0]
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');

const listOf = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);
const tasksOf = (detail: JsonObject): (JsonObject & { containers: Json[] })[] =>
  [...listOf(isObject(detail.ecsProperties) ? detail.ecsProperties.taskProperties : [])].map((task) =>
    Object.assign(task, { containers: listOf(task.containers) }),
  );
const podOf = (detail: JsonObject): JsonObject | undefined =>
  isObject(detail.eksProperties) && isObject(detail.eksProperties.podProperties) ? detail.eksProperties.podProperties : undefined;

/** Its containers and those that run before; a pod without any gets one. */
function podsOf(detail: JsonObject): JsonObject[] {
  const pod = podOf(detail);
  if (!pod) return [];
  pod.initContainers = listOf(pod.initContainers).length > 0 ? listOf(pod.initContainers) : [{ name: 'init' }];
  return [...listOf(pod.containers), ...listOf(pod.initContainers)];
}
