import { AwsSolutionsChecks, INagLogger, NagLoggerNonComplianceData, NIST80053R5Checks } from 'cdk-nag';
import { NagPacks } from './nag-run';

/** Records each rule that was applied, and each finding that no review suppresses. */
class Notes implements INagLogger {
  readonly findings: { readonly rule: string; readonly at: string }[] = [];
  readonly rules = new Set<string>();

  onCompliance({ ruleId }: { readonly ruleId: string }): void {
    this.rules.add(ruleId);
  }

  onNonCompliance({ ruleId, findingId, resource }: NagLoggerNonComplianceData): void {
    this.rules.add(ruleId);
    this.findings.push({ rule: findingId === '' ? ruleId : `${ruleId}[${findingId}]`, at: resource.node.path });
  }

  onSuppressed({ ruleId }: { readonly ruleId: string }): void {
    this.rules.add(ruleId);
  }

  onError({ ruleId, resource, errorMessage }: Parameters<NonNullable<INagLogger['onError']>>[0]): void {
    this.findings.push({ rule: `${ruleId} failed: ${errorMessage}`, at: resource.node.path });
  }

  onSuppressedError(data: Parameters<Notes['onError']>[0]): void {
    this.onError(data);
  }

  onNotApplicable(): void {}
}

/** Packs of cdk-nag 2 are aspects. */
export function packsOf2(): NagPacks {
  const notes = new Notes();
  const options = { additionalLoggers: [notes], reports: false };
  return {
    aspects: [new AwsSolutionsChecks(options), new NIST80053R5Checks(options)],
    judge: (app) => {
      app.synth();
      return notes;
    },
  };
}
