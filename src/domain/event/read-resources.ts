import { Fields } from './fields';
import { ResourcesReading } from './job-reading';

/** Reads the requested vCPUs, memory and GPUs, summed over the job's containers. Requirements are matched by type, never by position. */
export function readResources(detail: Fields): ResourcesReading {
  const pod = detail.object('eksProperties')?.object('podProperties');
  if (pod) return sum(pod.list('containers').map(readPodContainer));
  const tasks = detail.object('ecsProperties')?.list('taskProperties');
  if (tasks) return sum(tasks.flatMap((task) => task.list('containers')).map(readContainer));
  const container = detail.object('container');
  return container ? readContainer(container) : {};
}

function readContainer(container: Fields): ResourcesReading {
  const requested = new Map(
    container.list('resourceRequirements').map((requirement) => [requirement.name('type'), readQuantity(requirement, 'value')]),
  );
  return {
    vcpus: requested.get('VCPU') ?? readNumber(container, 'vcpus'),
    memoryMiB: requested.get('MEMORY') ?? readNumber(container, 'memory'),
    gpus: requested.get('GPU'),
  };
}

/** A quantity with at most 12 digits before and after the point. No machine needs more, and DynamoDB limits the precision of numbers. */
const DECIMAL = /^\d{1,12}(?:\.\d{1,12})?$/;
const MAX_QUANTITY = 1e12;
const MIN_QUANTITY = 1e-12;

function readQuantity(requirement: Fields, name: string): number {
  const text = requirement.name(name);
  return DECIMAL.test(text) ? Number(text) : requirement.fail(name, 'is not a quantity');
}

function readNumber(container: Fields, name: string): number | undefined {
  const quantity = container.number(name);
  if (quantity === undefined || quantity === 0) return quantity;
  return quantity < MIN_QUANTITY || quantity > MAX_QUANTITY ? container.fail(name, 'is not a quantity') : quantity;
}

/** Kubernetes has limits, requests or both. AWS Batch places a pod by its limits if it has any. */
function readPodContainer(container: Fields): ResourcesReading {
  const resources = container.object('resources');
  const read = (name: string, units: Record<string, number>) => {
    for (const from of [resources?.object('limits'), resources?.object('requests')]) {
      const quantity = from && readKubernetesQuantity(from, name, units);
      if (quantity !== undefined) return quantity;
    }
    return undefined;
  };
  return { vcpus: read('cpu', CPU_UNITS), memoryMiB: read('memory', MEMORY_UNITS), gpus: read('nvidia.com/gpu', { '': 1 }) };
}

const CPU_UNITS: Record<string, number> = { '': 1, m: 0.001 };
const MEMORY_UNITS: Record<string, number> = {
  '': 1 / 1048576,
  k: 1e3 / 1048576,
  M: 1e6 / 1048576,
  G: 1e9 / 1048576,
  Ki: 1 / 1024,
  Mi: 1,
  Gi: 1024,
  Ti: 1048576,
};

function readKubernetesQuantity(from: Fields, name: string, units: Record<string, number>): number | undefined {
  const text = from.optionalName(name);
  if (text === undefined) return undefined;
  const [, amount, unit] = /^(\d{1,15}(?:\.\d{1,12})?)([A-Za-z]*)$/.exec(text) ?? from.fail(name, 'is not a quantity');
  return Object.hasOwn(units, unit) ? Number(amount) * units[unit] : from.fail(name, 'is not a quantity');
}

function sum(parts: ResourcesReading[]): ResourcesReading {
  const total = (field: keyof ResourcesReading) => {
    const known = parts.map((part) => part[field]).filter((value) => value !== undefined);
    return known.length === 0 ? undefined : Math.round(known.reduce((a, b) => a + b, 0) * 1000) / 1000;
  };
  return { vcpus: total('vcpus'), memoryMiB: total('memoryMiB'), gpus: total('gpus') };
}
