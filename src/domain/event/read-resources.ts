import { Fields } from './fields';
import { ResourcesReading } from './job-reading';

/** Reads the requested vCPUs, memory and GPUs, summed over the job's containers. Requirements are matched by type, never by position. */
export const readResources = (detail: Fields): ResourcesReading => known(readRequirements(detail));

/** Stands for a quantity that is there and cannot be read: a sum without it would be wrong. */
export const UNREAD = NaN;

/** The same, with `UNREAD` for what cannot be read. */
export function readRequirements(detail: Fields): ResourcesReading {
  const pod = detail.object('eksProperties')?.object('podProperties');
  if (pod) return sumOf(pod.wholeList('containers'), readPodContainer);
  const ecs = detail.object('ecsProperties');
  if (ecs) return sumOf(ecs.wholeList('taskProperties'), (task) => sumOf(task.wholeList('containers'), readContainer));
  const container = detail.object('container');
  return container ? readContainer(container) : {};
}

/** What cannot be read as a list can hold anything. */
const ALL_UNREAD: ResourcesReading = { vcpus: UNREAD, memoryMiB: UNREAD, gpus: UNREAD };

const sumOf = (parts: readonly Fields[] | undefined, read: (part: Fields) => ResourcesReading): ResourcesReading =>
  parts ? sum(parts.map(read)) : ALL_UNREAD;

function readContainer(container: Fields): ResourcesReading {
  const requirements = container
    .wholeList('resourceRequirements')
    ?.map((requirement) => [requirement.optionalName('type'), requirement] as const);
  if (!requirements || requirements.some(([type]) => type === undefined)) return ALL_UNREAD;
  const requested = new Map(requirements.map(([type, requirement]) => [type, readQuantity(requirement, 'value')]));
  const read = (type: string, name: string): number | undefined => requested.get(type) ?? readNumber(container, name);
  return { vcpus: read('VCPU', 'vcpus'), memoryMiB: read('MEMORY', 'memory'), gpus: requested.get('GPU') };
}

/** A quantity with at most 12 digits before and after the point. No machine needs more, and DynamoDB limits the precision of numbers. */
const DECIMAL = /^\d{1,12}(?:\.\d{1,12})?$/;
const MAX_QUANTITY = 1e12;
const MIN_QUANTITY = 1e-12;

function readQuantity(requirement: Fields, name: string): number {
  const text = requirement.optionalName(name);
  return within(requirement, name, DECIMAL.test(String(text)) ? Number(text) : UNREAD);
}

function readNumber(container: Fields, name: string): number | undefined {
  const quantity = container.number(name);
  if (quantity === undefined) return container.has(name) ? UNREAD : undefined;
  return within(container, name, quantity);
}

function within(fields: Fields, name: string, quantity: number): number {
  const isQuantity = quantity === 0 || (quantity >= MIN_QUANTITY && quantity <= MAX_QUANTITY);
  return isQuantity ? quantity : (fields.unread(name, 'is not a quantity') ?? UNREAD);
}

/** Kubernetes has limits, requests or both. AWS Batch places a pod by its limits if it has any. */
function readPodContainer(container: Fields): ResourcesReading {
  const resources = container.object('resources');
  const read = (name: string, unit = 1): number | undefined => {
    for (const from of [resources?.object('limits'), resources?.object('requests')]) {
      const text = from?.optionalName(name);
      if (from && text !== undefined) return within(from, name, kubernetesQuantity(text) / unit);
      if (from?.has(name)) return UNREAD;
    }
    return undefined;
  };
  return { vcpus: read('cpu'), memoryMiB: read('memory', 1048576), gpus: read('nvidia.com/gpu') };
}

/**
 * A number with a suffix, or with an exponent.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
const KUBERNETES_QUANTITY = /^\+?(?=\.?\d)(\d{0,18}(?:\.\d{0,18})?)(?:([numkMGTPE]?|[KMGTPE]i)|[eE]([+-]?\d{1,2}))$/;
const DECIMAL_SUFFIXES = 'num kMGTPE';
const BINARY_SUFFIXES = ' KMGTPE';

function kubernetesQuantity(text: string): number {
  const matched = KUBERNETES_QUANTITY.exec(text);
  if (!matched) return UNREAD;
  const [, amount, suffix, exponent] = matched;
  if (text.endsWith('i')) return Number(amount) * 1024 ** BINARY_SUFFIXES.indexOf(suffix[0]);
  // As text, because 0.1 cannot be multiplied without an error.
  return Number(`${amount}e${exponent ?? 3 * (DECIMAL_SUFFIXES.indexOf(suffix || ' ') - 3)}`);
}

/** Rounded to three decimals; less than that is kept. */
const rounded = (value: number): number => Math.round(value * 1000) / 1000 || value;

/** Adds requirements up. A sum of which one part is `UNREAD` is `UNREAD`. */
export function sum(parts: ResourcesReading[]): ResourcesReading {
  const total = (field: 'vcpus' | 'memoryMiB' | 'gpus') => {
    const quantities = parts.map((part) => part[field]).filter((value) => value !== undefined);
    return quantities.length === 0 ? undefined : rounded(quantities.reduce((a, b) => a + b, 0));
  };
  return { vcpus: total('vcpus'), memoryMiB: total('memoryMiB'), gpus: total('gpus') };
}

/** Requirements, without what cannot be read. */
export function known({ vcpus, memoryMiB, gpus }: ResourcesReading): ResourcesReading {
  const readable = (value?: number): number | undefined => (Number.isNaN(value) ? undefined : value);
  return {
    vcpus: readable(vcpus),
    memoryMiB: readable(memoryMiB),
    gpus: readable(gpus),
    ...(Number.isNaN(gpus) && { gpusUnread: true as const }),
  };
}
