export type Judge = 'cdk-nag' | 'cfn-lint' | 'checkov';

/** What a judge found in a form. */
export interface Finding {
  readonly judge: Judge;
  readonly rule: string;
  /** The name of the form, and where in it. */
  readonly form: string;
  readonly at: string;
}

/** What one judge did: over how many forms it looked, which rules it applied, what it found. */
export interface Judgement {
  readonly judge: Judge;
  readonly version: string;
  readonly forms: number;
  readonly rules: number;
  readonly findings: readonly Finding[];
}

/** Why findings of a rule stand. */
export interface Reason {
  readonly judge: Judge;
  readonly rule: string;
  /** Only findings at places like these. @default - everywhere */
  readonly at?: RegExp;
  /** Only where no encryption key is given: with one the rule must be content. */
  readonly withoutKey?: true;
  readonly why: string;
}

export interface Verdict {
  /** Findings that no reason stands for, in words. */
  readonly unexplained: readonly string[];
  /** Reasons that no finding needs. */
  readonly unused: readonly string[];
  /** How many findings each reason stands for. */
  readonly used: ReadonlyMap<Reason, number>;
}

/** Each finding needs a reason, and each reason a finding. */
export function verdictOn({ judge, findings }: Judgement, reasons: readonly Reason[], formsWithKey: ReadonlySet<string>): Verdict {
  const own = reasons.filter((reason) => reason.judge === judge);
  const used = new Map(own.map((reason) => [reason, 0]));
  const unexplained = findings.filter((finding) => {
    const reason = own.find((each) => standsFor(each, finding, formsWithKey));
    if (reason !== undefined) used.set(reason, (used.get(reason) ?? 0) + 1);
    return reason === undefined;
  });
  return {
    unexplained: unexplained.map(({ rule, form, at }) => `${judge} ${rule}: ${form} ${at}`),
    unused: own
      .filter((reason) => used.get(reason) === 0)
      .map(({ rule, at }) => `${judge} ${rule}${at === undefined ? '' : ` at ${String(at)}`}`),
    used,
  };
}

function standsFor({ rule, at, withoutKey }: Reason, finding: Finding, formsWithKey: ReadonlySet<string>): boolean {
  return rule === finding.rule && (at === undefined || at.test(finding.at)) && !(withoutKey && formsWithKey.has(finding.form));
}
