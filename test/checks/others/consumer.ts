/** Synthesizes the app of a consumer and looks for what keeps its stacks from being deployed: `CDK_OUTDIR=FOLDER consumer.ts`. */
import { consumerApp } from '../../forms/consumer/app';
import { problemsOf, stacksIn } from '../../forms/consumer/deployable';
import { BOUNDARY } from '../../forms/consumer/site';

const stacks = stacksIn(consumerApp().synth());
for (const stack of stacks) {
  const { name, bytes, resources, outputs } = stack;
  process.stdout.write(`${name}: ${bytes} bytes, ${Object.keys(resources).length} resources, ${outputs} outputs\n`);
  const problems = problemsOf(stack, BOUNDARY);
  for (const problem of problems) process.stdout.write(`  ${problem}\n`);
  if (problems.length > 0) process.exitCode = 1;
}
// A check that sees no stack of a stage judges nothing.
if (stacks.length < 6) throw new Error(`The stages of the pipeline have ${stacks.length} stacks`);
