import { App, Aspects, Stack } from 'aws-cdk-lib';
import { AwsSolutionsChecks, INagLogger, NagLoggerNonComplianceData, NagPack, NIST80053R5Checks } from 'cdk-nag';
import { version } from 'cdk-nag/package.json';
import { Finding, Judgement } from './findings';
import { Form } from '../forms';

/** Writes down each rule that was applied and each finding, suppressed or not. */
class Notes implements INagLogger {
  readonly findings: Finding[] = [];
  readonly rules = new Set<string>();

  constructor(private readonly form: string) {}

  onCompliance({ ruleId }: { readonly ruleId: string }): void {
    this.rules.add(ruleId);
  }

  onNonCompliance({ ruleId, findingId, resource }: NagLoggerNonComplianceData): void {
    this.rules.add(ruleId);
    const finding = findingId === '' ? ruleId : `${ruleId}[${findingId}]`;
    this.findings.push({ judge: 'cdk-nag', rule: finding, form: this.form, at: resource.node.path });
  }

  onSuppressed(data: NagLoggerNonComplianceData): void {
    this.onNonCompliance(data);
  }

  onError({
    ruleId,
    resource,
    errorMessage,
  }: {
    readonly ruleId: string;
    readonly resource: NagLoggerNonComplianceData['resource'];
    readonly errorMessage: string;
  }): void {
    this.findings.push({ judge: 'cdk-nag', rule: `${ruleId} failed: ${errorMessage}`, form: this.form, at: resource.node.path });
  }

  onSuppressedError(data: Parameters<Notes['onError']>[0]): void {
    this.onError(data);
  }

  onNotApplicable(): void {}
}

/** The rules of AWS Solutions and of NIST 800-53 revision 5, over a stack of each form. */
export function judgeByCdkNag(forms: readonly Form[]): Judgement {
  const all = forms.map(({ name, build }) => {
    const app = new App();
    const stack = new Stack(app, name);
    build(stack);
    const notes = new Notes(name);
    const options = { additionalLoggers: [notes], reports: false };
    for (const pack of [new AwsSolutionsChecks(options), new NIST80053R5Checks(options)] satisfies NagPack[]) Aspects.of(stack).add(pack);
    app.synth();
    return notes;
  });
  return {
    judge: 'cdk-nag',
    version,
    forms: forms.length,
    rules: new Set(all.flatMap(({ rules }) => [...rules])).size,
    findings: all.flatMap(({ findings }) => findings),
  };
}
