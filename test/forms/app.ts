/** Synthesizes every form, each as a stack of its own: `CDK_OUTDIR=FOLDER app.ts`. */
import { App, Stack } from 'aws-cdk-lib';
import { FORMS } from './forms';

const app = new App();
for (const { name, build } of FORMS) build(new Stack(app, name));
app.synth();
