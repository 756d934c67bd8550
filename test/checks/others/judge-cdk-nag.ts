/**
 * Has the installed cdk-nag judge every form, the quick start and the form with every prop in a known environment, and the app of a consumer:
 * `judge-cdk-nag VERDICT`.
 */
import { writeFileSync } from 'node:fs';
import { FORMS } from '../../forms/forms';
import { verdictOfCdkNag } from '../../forms/judges/cdk-nag';
import { appOf, CONSUMER } from '../../forms/judges/judged-app';

const KNOWN = { account: '123456789012', region: 'eu-west-1' };

const [verdictFile] = process.argv.slice(2);
const everywhere = verdictOfCdkNag(FORMS.map(appOf()));
const inKnownPlace = verdictOfCdkNag(FORMS.filter(({ name }) => /^BatchInsights-M/.test(name)).map(appOf(KNOWN)));
const consumer = verdictOfCdkNag([CONSUMER]);
const verdicts = [everywhere, inKnownPlace, consumer];
const { version, findings } = consumer.judgement;
process.stdout.write(
  `cdk-nag ${version}: the app of a consumer has ${findings.length} findings, ${consumer.unexplained.length} without a reason\n`,
);

writeFileSync(
  verdictFile,
  JSON.stringify({
    ...everywhere,
    unexplained: verdicts.flatMap(({ unexplained }) => unexplained),
    unused: verdicts.flatMap(({ unused }) => unused),
  }),
);
if (findings.length < 50) throw new Error(`cdk-nag found nothing in the app of a consumer without reasons: it did not see the stages`);
