import { App } from 'aws-cdk-lib';
import { version } from 'cdk-nag/package.json';
import { packsOf2 } from './cdk-nag-2';
import { packsOf3 } from './cdk-nag-3';
import { Finding, Judgement } from './findings';
import { JudgedApp } from './judged-app';

/** Findings by rule and place that a form carries a review of, with its reason. */
export interface Carried extends Finding {
  readonly reason: string;
}

export interface NagJudgement extends Judgement {
  readonly carried: readonly Carried[];
}

const JUDGE = 'cdk-nag';
/** Constructs of aws-cdk-lib acknowledge findings of its own validation, for example a VPC that names its zones. */
const OF_CDK = 'CloudFormation-Validate::';

/**
 * The rules of AWS Solutions and of NIST 800-53 revision 5, over each app, by the version of cdk-nag that is installed.
 *
 * @param isReviewed whether the constructs carry reviews
 */
export function judgeByCdkNag(apps: readonly JudgedApp[], isReviewed: boolean): NagJudgement {
  const context = isReviewed ? {} : { 'cdk-batch-insights:reviewed-findings': false };
  const all = apps.map(({ name, around, build }) => {
    const { aspects, judge } = version.startsWith('2.') ? packsOf2() : packsOf3();
    const app = build(context, aspects);
    const { rules, findings } = judge(app);
    const isOfConstructs = ({ at }: { readonly at: string }): boolean => !around.test(at);
    return {
      rules,
      findings: findings.filter(isOfConstructs).map((finding): Finding => ({ judge: JUDGE, form: name, ...finding })),
      carried: carriedIn(app, name).filter(isOfConstructs),
    };
  });
  return {
    judge: JUDGE,
    version,
    forms: apps.length,
    rules: new Set(all.flatMap(({ rules }) => [...rules])).size,
    findings: all.flatMap(({ findings }) => findings),
    carried: all.flatMap(({ carried }) => carried),
  };
}

const carriedIn = (app: App, form: string): Carried[] =>
  app.node.findAll().flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === 'aws:cdk:acknowledged-rules')
      .flatMap(({ data }) => Object.entries(data as Record<string, string>))
      .filter(([rule]) => !rule.startsWith(OF_CDK))
      .map(([rule, reason]): Carried => ({ judge: JUDGE, rule, reason, form, at: node.path })),
  );

export interface NagVerdict {
  /** Findings that are reported although the constructs carry reviews. */
  readonly unexplained: readonly string[];
  /** Reviews of what is not found. */
  readonly unused: readonly string[];
  /** The judgement without reviews, for each finding the reason that is carried for it. */
  readonly judgement: Judgement;
  readonly used: readonly { readonly rule: string; readonly why: string; readonly count: number }[];
}

/** With their reviews the constructs must bring no findings, and without them a finding for each review. */
export function verdictOfCdkNag(apps: readonly JudgedApp[]): NagVerdict {
  const { findings: reported, carried } = judgeByCdkNag(apps, true);
  const judgement = judgeByCdkNag(apps, false);
  const keys = new Set(judgement.findings.map(keyOf));
  return {
    unexplained: reported.map(keyOf),
    unused: carried.filter((review) => !keys.has(keyOf(review))).map(keyOf),
    judgement,
    used: countReasons(judgement.findings, carried),
  };
}

const keyOf = ({ rule, form, at }: Finding): string => `cdk-nag ${rule}: ${form} ${at}`;

function countReasons(found: readonly Finding[], carried: readonly Carried[]): NagVerdict['used'] {
  const reasons = new Map(carried.map((review) => [keyOf(review), review.reason]));
  const used = new Map<string, { readonly rule: string; readonly why: string; readonly count: number }>();
  for (const finding of found) {
    const why = reasons.get(keyOf(finding)) ?? '';
    const key = `${finding.rule} ${why}`;
    used.set(key, { rule: finding.rule, why, count: (used.get(key)?.count ?? 0) + 1 });
  }
  return [...used.values()];
}
