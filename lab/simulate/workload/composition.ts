import { Random } from '../random';

export interface ArrayShape {
  readonly size: number;
  readonly order: 'free' | 'sequential' | 'n-to-n';
  /** The first child fails, whatever else happens. */
  readonly failing?: boolean;
}

/** How many runs of which kind make up a workload; the sum over all of them is the number asked for. */
export interface Composition {
  /** An `n-to-n` shape stands for two arrays of its size. */
  readonly arrays: readonly ArrayShape[];
  /** Nodes of each multi-node job. */
  readonly multiNode: readonly number[];
  readonly scripted: number;
  /** Steps of each pipeline of dependent jobs. */
  readonly pipelines: readonly number[];
  readonly ordinary: number;
}

const ARRAY_SHARE = 0.88;
const MAX_ARRAY_SIZE = 10_000;
/** Smaller workloads have no room for the special kinds. */
export const ROOM_FOR_ALL = 100;

export function compose(jobs: number, random: Random): Composition {
  const arrays = composeArrays(Math.round(jobs * ARRAY_SHARE), jobs, random);
  let left = jobs - arrays.reduce((sum, each) => sum + each.size * (each.order === 'n-to-n' ? 2 : 1), 0);
  const multiNode = composeMultiNode(Math.min(left, Math.round(jobs * 0.03)), random);
  left -= multiNode.reduce((sum, nodes) => sum + nodes, 0);
  const scripted = jobs < ROOM_FOR_ALL ? Math.floor(left / 2) : Math.min(left, Math.max(60, Math.round(left * 0.2)));
  left -= scripted;
  const pipelines = Array.from({ length: Math.floor((left * 0.4) / 3) }, () => 3);
  return { arrays, multiNode, scripted, pipelines, ordinary: left - 3 * pipelines.length };
}

function composeArrays(budget: number, jobs: number, random: Random): ArrayShape[] {
  const shapes: ArrayShape[] = [];
  let left = budget;
  const add = (size: number, order: ArrayShape['order'] = 'free', failing = false) => {
    shapes.push({ size, order, failing });
    left -= order === 'n-to-n' ? 2 * size : size;
  };
  if (left >= 2) add(Math.min(MAX_ARRAY_SIZE, Math.max(2, Math.round(jobs * 0.4))));
  if (jobs >= ROOM_FOR_ALL) {
    add(Math.min(MAX_ARRAY_SIZE, Math.round(jobs * 0.29)));
    add(4, 'sequential');
    add(Math.min(400, Math.round(jobs * 0.02)), 'n-to-n', true);
    add(2, 'free', true);
  }
  while (left >= 2) add(nextSize(left, jobs, random));
  return shapes;
}

function nextSize(left: number, jobs: number, random: Random): number {
  const size = Math.min(left, MAX_ARRAY_SIZE, Math.max(2, random.integer(Math.round(jobs * 0.025), Math.round(jobs * 0.1))));
  return left - size === 1 ? (size > 2 ? size - 1 : size) : size;
}

function composeMultiNode(budget: number, random: Random): number[] {
  const jobs: number[] = [];
  for (let left = budget; left >= 2;) {
    const nodes = Math.min(left, random.integer(2, 8));
    const rest = left - nodes === 1 && nodes > 2 ? nodes - 1 : nodes;
    jobs.push(rest);
    left -= rest;
  }
  return jobs;
}
