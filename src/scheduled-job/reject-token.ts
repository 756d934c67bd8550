import { Construct } from 'constructs';
import { ScheduledJobProps } from './scheduled-job-props';
import { reject } from '../prop-check/prop-check';

/** A prop that aws-cdk-lib itself compares, or whose kind a token would change. */
interface KnownProp {
  readonly prop: keyof ScheduledJobProps;
  readonly isToken: boolean | undefined;
  /** A sentence that explains the fix. */
  readonly fix: string;
}

/** Refuses a value that is only known at deployment. */
export function rejectToken(scope: Construct, { prop, isToken, fix }: KnownProp): void {
  if (isToken) reject(scope, { prop, value: 'known at deployment', allowed: 'known at synth', fix });
}
