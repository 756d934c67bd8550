import { lambdaHandler } from '../runtime/delivery';
import { makeRunTaskCounter } from '../runtime/run-task/make-run-task-counter';

const counter = makeRunTaskCounter(process.env);

/** Counts AWS Batch's calls of RunTask, and says why tasks were not placed. */
export const handler = lambdaHandler((deliveries) => counter.process(deliveries), counter.deadline);
