import { App, IAspect } from 'aws-cdk-lib';

/** What a version of cdk-nag reports of an app: the rules that it applied, and the findings that no review suppresses. */
export interface NagRun {
  readonly rules: ReadonlySet<string>;
  readonly findings: readonly { readonly rule: string; readonly at: string }[];
}

/** The packs of a version of cdk-nag. */
export interface NagPacks {
  /** For whatever is synthesized by itself: the app, and each stage of a pipeline. */
  readonly aspects: readonly IAspect[];
  /** Synthesizes the app that has the aspects. */
  readonly judge: (app: App) => NagRun;
}
