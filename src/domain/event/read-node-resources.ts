import { Fields } from './fields';
import { ResourcesReading } from './job-reading';
import { known, readRequirements, sum } from './read-resources';

/** AWS Batch allows this many nodes in a multi-node job. */
const MAX_NODES = 1000;

/** Nodes with the same requirements. */
interface NodeRange {
  readonly first: number;
  readonly last: number;
  readonly resources: ResourcesReading;
}

/**
 * Reads what all nodes of a multi-node job request together. Where ranges of nodes overlap, the narrower one applies.
 * @see https://docs.aws.amazon.com/batch/latest/APIReference/API_NodeRangeProperty.html
 */
export function readNodeResources(detail: Fields, nodeCount: number): ResourcesReading {
  const count = Math.min(nodeCount, MAX_NODES);
  const properties = detail.object('nodeProperties');
  const ranges = (properties ? properties.wholeList('nodeRangeProperties') : [])?.map((range) => readRange(range, count));
  if (!ranges?.every((range) => range !== undefined)) return {};
  const byWidth = ranges.sort((a, b) => a.last - a.first - (b.last - b.first));
  const nodes = Array.from({ length: count }, (_, node) => byWidth.find(({ first, last }) => node >= first && node <= last));
  return known(sum(nodes.filter((range) => range !== undefined).map(({ resources }) => resources)));
}

/** A range is a node (`3`), or its bounds (`0:3`), each of which may be left out. Undefined if it cannot be read: it can be any of the nodes. */
function readRange(range: Fields, count: number): NodeRange | undefined {
  const matched = /^(?=.)(\d{0,4})(:?)(\d{0,4})$/.exec(String(range.optionalName('targetNodes')));
  if (!matched) return range.unread('targetNodes', 'is not a range of nodes');
  const [, first, colon, last] = matched;
  const end = colon ? last || count : first;
  return { first: Number(first), last: Number(end), resources: readRequirements(range) };
}
