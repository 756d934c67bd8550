/** Hands every form to the judges: `judge CFN_LINT CHECKOV FOLDER FIGURES`; the folder holds the templates of all forms, the figures go into a file. */
import { writeFileSync } from 'node:fs';
import { JudgeFigures } from './figures';
import { FORMS, formsWithKey } from '../../forms/forms';
import { judgeByCdkNag } from '../../forms/judges/cdk-nag';
import { verdictOn } from '../../forms/judges/findings';
import { judgeByCfnLint, judgeByCheckov } from '../../forms/judges/python-judges';
import { REASONS } from '../../forms/reasons';

const [cfnLint, checkov, folder, figuresFile] = process.argv.slice(2);
const withKey = formsWithKey();
const judged = [judgeByCdkNag(FORMS), judgeByCfnLint(cfnLint, folder), judgeByCheckov(checkov, folder)].map((judgement) => ({
  judgement,
  verdict: verdictOn(judgement, REASONS, withKey),
}));

for (const {
  judgement: { judge, version, forms, rules, findings },
  verdict: { unexplained, unused, used },
} of judged) {
  process.stdout.write(
    `${judge} ${version}: ${forms} forms, ${rules} rules, ${findings.length} findings, ${used.size} reasons, ${unexplained.length} findings without a reason\n`,
  );
  for (const finding of unexplained) process.stdout.write(`  no reason: ${finding}\n`);
  for (const reason of unused) process.stdout.write(`  no finding for the reason: ${reason}\n`);
}

// A judge that saw less than every form, or that applied no rule, judged nothing.
const isJudged = judged.every(({ judgement: { forms, rules } }) => forms === FORMS.length && rules > 20);
if (!isJudged) process.stdout.write(`  not every judge saw all ${FORMS.length} forms\n`);
const isClean = judged.every(({ verdict: { unexplained, unused } }) => unexplained.length + unused.length === 0);
process.exitCode = isJudged && isClean ? 0 : 1;

const figures = judged.map(({ judgement: { judge, version, forms, rules, findings }, verdict: { used } }): JudgeFigures => ({
  judge,
  version,
  forms,
  rules,
  findings: findings.length,
  reasons: [...used].map(([{ rule, why }, count]) => ({ rule, why, findings: count })),
}));
writeFileSync(figuresFile, JSON.stringify(figures));
