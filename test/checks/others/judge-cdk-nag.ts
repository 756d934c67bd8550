/** Has the installed cdk-nag judge every form, and the quick start and the form with every prop in a known environment: `judge-cdk-nag VERDICT`. */
import { writeFileSync } from 'node:fs';
import { FORMS } from '../../forms/forms';
import { verdictOfCdkNag } from '../../forms/judges/cdk-nag';

const [verdictFile] = process.argv.slice(2);
const everywhere = verdictOfCdkNag(FORMS);
const known = verdictOfCdkNag(
  FORMS.filter(({ name }) => /^BatchInsights-M/.test(name)),
  { account: '123456789012', region: 'eu-west-1' },
);

writeFileSync(
  verdictFile,
  JSON.stringify({
    ...everywhere,
    unexplained: [...everywhere.unexplained, ...known.unexplained],
    unused: [...everywhere.unused, ...known.unused],
  }),
);
