/** A document in the embedded metric format: its directives, and the members that they refer to. */
export interface EmbeddedMetrics {
  readonly _aws: { readonly Timestamp: number; readonly CloudWatchMetrics: readonly Directive[] };
  readonly [member: string]: unknown;
}

interface Directive {
  readonly Metrics: readonly { readonly Name: string }[];
}

/**
 * Joins documents of the same minute that do not contradict each other: the frame around the values is most of a document. A member has
 * one value, so a document holds one value of each dimension, and each metric once.
 */
export function packDocuments(documents: readonly EmbeddedMetrics[]): EmbeddedMetrics[] {
  const packed: EmbeddedMetrics[] = [];
  for (const document of documents) {
    const at = packed.findIndex(other => isCompatible(other, document));
    if (at < 0) packed.push(document);
    else packed[at] = join(packed[at], document);
  }
  return packed;
}

function isCompatible(one: EmbeddedMetrics, other: EmbeddedMetrics): boolean {
  if (one._aws.Timestamp !== other._aws.Timestamp) return false;
  const metrics = new Set(other._aws.CloudWatchMetrics.flatMap(({ Metrics }) => Metrics).map(({ Name }) => Name));
  return Object.keys(other).every(member => member === '_aws' || !Object.hasOwn(one, member) || (one[member] === other[member] && !metrics.has(member)));
}

const join = (one: EmbeddedMetrics, other: EmbeddedMetrics): EmbeddedMetrics => ({
  ...one, ...other, _aws: { ...one._aws, CloudWatchMetrics: [...one._aws.CloudWatchMetrics, ...other._aws.CloudWatchMetrics] },
});
