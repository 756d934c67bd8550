/** Synthesizes every form, each as a stack of its own: `CDK_OUTDIR=FOLDER app.ts`. */
import { App } from 'aws-cdk-lib';
import { FORMS, stackFor } from './forms';

const app = new App();
for (const form of FORMS) form.build(stackFor(app, form));
app.synth();
