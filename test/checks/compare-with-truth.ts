/** Compares what a replay wrote with what `simulate` says is true: `compare-with-truth TRUTH_DIR REPLAY_DIR`. */
import { compareWithTruth, describeComparison, isEqual } from '../../lab/demo/compare';

const [truth, replayed] = process.argv.slice(2);
const comparison = compareWithTruth(truth, replayed);
process.stdout.write(`${describeComparison(comparison)}\n`);
process.exitCode = isEqual(comparison) ? 0 : 1;
