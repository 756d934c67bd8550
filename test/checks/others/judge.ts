/** Hands every form to the judges: `judge CFN_LINT CHECKOV FOLDER FIGURES CDK_NAG...`; FOLDER holds the templates of all forms, each CDK_NAG is a file with its verdict. */
import { readFileSync, writeFileSync } from 'node:fs';
import { JudgeFigures } from './figures';
import { FORMS, formsWithKey } from '../../forms/forms';
import { NagVerdict } from '../../forms/judges/cdk-nag';
import { Judgement, verdictOn } from '../../forms/judges/findings';
import { judgeByCfnLint, judgeByCheckov } from '../../forms/judges/python-judges';
import { REASONS } from '../../forms/reasons';

const [cfnLint, checkov, folder, figuresFile, ...nagFiles] = process.argv.slice(2);
const withKey = formsWithKey();

function byReasons(judgement: Judgement): NagVerdict {
  const { used, ...verdict } = verdictOn(judgement, REASONS, withKey);
  return { ...verdict, judgement, used: [...used].map(([{ rule, why }, count]) => ({ rule, why, count })) };
}

const judged = [
  ...nagFiles.map((file) => JSON.parse(readFileSync(file, 'utf8')) as NagVerdict),
  ...[judgeByCfnLint(cfnLint, folder), judgeByCheckov(checkov, folder)].map(byReasons),
];

for (const {
  judgement: { judge, version, forms, rules, findings },
  unexplained,
  unused,
  used,
} of judged) {
  process.stdout.write(
    `${judge} ${version}: ${forms} forms, ${rules} rules, ${findings.length} findings, ${used.length} reasons, ${unexplained.length} findings without a reason\n`,
  );
  for (const finding of unexplained) process.stdout.write(`  no reason: ${finding}\n`);
  for (const reason of unused) process.stdout.write(`  no finding for the reason: ${reason}\n`);
}

// A judge that saw less than every form, or that applied no rule, judged nothing.
const isJudged = nagFiles.length === 2 && judged.every(({ judgement: { forms, rules } }) => forms === FORMS.length && rules > 20);
if (!isJudged) process.stdout.write(`  not every judge saw all ${FORMS.length} forms\n`);
const isClean = judged.every(({ unexplained, unused }) => unexplained.length + unused.length === 0);
process.exitCode = isJudged && isClean ? 0 : 1;

const figures = judged.map(({ judgement: { judge, version, forms, rules, findings }, used }): JudgeFigures => ({
  judge,
  version,
  forms,
  rules,
  findings: findings.length,
  reasons: used.map(({ rule, why, count }) => ({ rule, why, findings: count })),
}));
writeFileSync(figuresFile, JSON.stringify(figures));
