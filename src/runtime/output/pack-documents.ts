import { REDELIVERED } from '../../domain/names/records';

/** A document in the embedded metric format: its directives, and the members that they refer to. */
export interface EmbeddedMetrics {
  readonly _aws: { readonly Timestamp: number; readonly CloudWatchMetrics: readonly Directive[] };
  readonly [member: string]: unknown;
}

interface Directive {
  readonly Metrics: readonly { readonly Name: string }[];
}

/**
 * How many documents of its minute another one may try to join. Packing is only a saving: a batch of thousands of places must not
 * take time that grows with their square.
 */
const MAX_TRIED = 100;

/**
 * Joins documents of the same minute that do not contradict each other: the frame around the values is most of a document. A member has
 * one value, so a document holds one value of each dimension, and each metric once.
 */
export function packDocuments(documents: readonly EmbeddedMetrics[]): EmbeddedMetrics[] {
  const alike = new Map<string, EmbeddedMetrics[]>();
  for (const document of documents) {
    // A mark is about all of its document.
    const key = `${document._aws.Timestamp} ${String(document[REDELIVERED])}`;
    const packed = alike.get(key) ?? [];
    alike.set(key, packed);
    const at = packed.slice(0, MAX_TRIED).findIndex(compatibleWith(document));
    if (at < 0) packed.push(document);
    else packed[at] = join(packed[at], document);
  }
  return [...alike.values()].flat();
}

/** Finds the documents of its minute that a document does not contradict. The values to compare are collected once. */
function compatibleWith(document: EmbeddedMetrics): (other: EmbeddedMetrics) => boolean {
  const metrics = new Set(document._aws.CloudWatchMetrics.flatMap(({ Metrics }) => Metrics).map(({ Name }) => Name));
  const members = Object.keys(document).filter((member) => member !== '_aws');
  return (other) =>
    members.every((member) => !Object.hasOwn(other, member) || (other[member] === document[member] && !metrics.has(member)));
}

const join = (one: EmbeddedMetrics, other: EmbeddedMetrics): EmbeddedMetrics => ({
  ...one,
  ...other,
  _aws: { ...one._aws, CloudWatchMetrics: [...one._aws.CloudWatchMetrics, ...other._aws.CloudWatchMetrics] },
});
