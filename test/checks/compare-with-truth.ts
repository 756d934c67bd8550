/** Compares what a replay wrote with what `simulate` says is true, and its history with its records: `compare-with-truth TRUTH_DIR REPLAY_DIR`. */
import { compareWithTruth, isEqual } from '../../lab/compare/compare';
import { compareHistory, describeHistory, isHistoryEqual } from '../../lab/compare/compare-history';
import { describeComparison } from '../../lab/compare/describe-comparison';

async function main(truth: string, replayed: string): Promise<boolean> {
  const comparison = compareWithTruth(truth, replayed);
  const history = await compareHistory(replayed);
  process.stdout.write(`${describeComparison(comparison)}\n${describeHistory(history)}\n`);
  // Where nothing was expected, nothing was compared.
  const isCompared = comparison.records.expected > 0 && comparison.metrics.expected > 0 && history.size > 0;
  return isCompared && isEqual(comparison) && isHistoryEqual(history);
}

const [truthFolder, replayFolder] = process.argv.slice(2);
void main(truthFolder, replayFolder).then((isGood) => {
  process.exitCode = isGood ? 0 : 1;
});
