/** What a version of cdk-nag reports of an app: the rules that it applied, and the findings that no review suppresses. */
export interface NagRun {
  readonly rules: ReadonlySet<string>;
  readonly findings: readonly { readonly rule: string; readonly at: string }[];
}
