import { App, Environment, Stack } from 'aws-cdk-lib';
import { version } from 'cdk-nag/package.json';
import { runPacksOf2 } from './cdk-nag-2';
import { runPacksOf3 } from './cdk-nag-3';
import { Finding, Judgement } from './findings';
import { Form } from '../forms';

/** Findings by rule and place that a form carries a review of, with its reason. */
export interface Carried extends Finding {
  readonly reason: string;
}

export interface NagJudgement extends Judgement {
  readonly carried: readonly Carried[];
}

export interface NagOptions {
  readonly env?: Environment;
  /** Whether the constructs carry reviews. */
  readonly isReviewed: boolean;
}

const JUDGE = 'cdk-nag';

/** The rules of AWS Solutions and of NIST 800-53 revision 5, over a stack of each form, by the version of cdk-nag that is installed. */
export function judgeByCdkNag(forms: readonly Form[], { env, isReviewed }: NagOptions): NagJudgement {
  const runPacks = version.startsWith('2.') ? runPacksOf2 : runPacksOf3;
  const all = forms.map(({ name, build }) => {
    const app = new App({ context: isReviewed ? {} : { 'cdk-batch-insights:reviewed-findings': false } });
    build(new Stack(app, name, { env }));
    const { rules, findings } = runPacks(app);
    return {
      name,
      rules,
      findings: findings.map((finding): Finding => ({ judge: JUDGE, form: name, ...finding })),
      carried: carriedIn(app, name),
    };
  });
  return {
    judge: JUDGE,
    version,
    forms: forms.length,
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

/** What stands around the constructs in their forms: compute environments, made by aws-cdk-lib. */
const AROUND = /^[^/]+\/(OnDemand|Spot|Fargate|FargateSpot)\//;

/** With their reviews the constructs must bring no findings, and without them a finding for each review. */
export function verdictOfCdkNag(forms: readonly Form[], env?: Environment): NagVerdict {
  const { findings: reported, carried } = judgeByCdkNag(forms, { env, isReviewed: true });
  const judgement = judgeByCdkNag(forms, { env, isReviewed: false });
  const found = judgement.findings.filter(({ at }) => !AROUND.test(at));
  const keys = new Set(found.map(keyOf));
  return {
    unexplained: reported.filter(({ at }) => !AROUND.test(at)).map(keyOf),
    unused: carried.filter((review) => !keys.has(keyOf(review))).map(keyOf),
    judgement: { ...judgement, findings: found },
    used: countReasons(found, carried),
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
