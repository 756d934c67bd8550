import { App } from 'aws-cdk-lib';
import * as cdkNag from 'cdk-nag';
import { IConstruct } from 'constructs';
import { NagPacks, NagRun } from './nag-run';

interface Applied {
  readonly node: IConstruct;
  readonly rule: (node: IConstruct) => unknown;
  readonly ruleSuffixOverride?: string;
}
interface Pack {
  readonly packName: string;
  applyRule(applied: Applied): void;
  validateScope(scope: IConstruct): {
    readonly violations: readonly {
      readonly ruleName: string;
      readonly violatingResources: readonly { readonly constructPath: string }[];
    }[];
  };
}

/** The packs as cdk-nag 3 has them; the project itself is compiled with cdk-nag 2. */
const { AwsSolutionsChecks, NIST80053R5Checks } = cdkNag as unknown as Record<string, new () => Pack>;

/** A rule that cannot be evaluated is a finding. */
function isApplicable({ rule, node }: Applied): boolean {
  try {
    return rule(node) !== cdkNag.NagRuleCompliance.NOT_APPLICABLE;
  } catch {
    return true;
  }
}

/** Packs of cdk-nag 3 are policy validation plugins: they judge the tree once it is synthesized, and report no rule that finds nothing. */
export const packsOf3 = (): NagPacks => ({ aspects: [], judge });

function judge(app: App): NagRun {
  app.synth();
  const rules = new Set<string>();
  const findings = [new AwsSolutionsChecks(), new NIST80053R5Checks()].flatMap((pack) => {
    const apply = pack.applyRule.bind(pack);
    pack.applyRule = (applied) => {
      if (isApplicable(applied)) rules.add(`${pack.packName}-${applied.ruleSuffixOverride ?? applied.rule.name}`);
      apply(applied);
    };
    return pack
      .validateScope(app)
      .violations.flatMap(({ ruleName: rule, violatingResources }) => violatingResources.map(({ constructPath: at }) => ({ rule, at })));
  });
  return { rules, findings };
}
