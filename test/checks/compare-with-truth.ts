/** Compares what a replay wrote with what `simulate` says is true: `compare-with-truth TRUTH_DIR REPLAY_DIR`. */
import { compareWithTruth, isEqual } from '../../lab/compare/compare';
import { describeComparison } from '../../lab/compare/describe-comparison';

const [truth, replayed] = process.argv.slice(2);
const comparison = compareWithTruth(truth, replayed);
process.stdout.write(`${describeComparison(comparison)}\n`);
// Where nothing was expected, nothing was compared.
const isCompared = comparison.records.expected > 0 && comparison.metrics.expected > 0;
process.exitCode = isCompared && isEqual(comparison) ? 0 : 1;
