import { IRole, Policy } from 'aws-cdk-lib/aws-iam';
import { carryReviews } from './carry-reviews';
import { INLINE_POLICY } from './reviews';
import { grantedWildcards } from './wildcard-reviews';

/** Records the reviews of the policy that grants of aws-cdk-lib have added to a role. */
export function reviewDefaultPolicy(role: IRole | undefined, reason: string): void {
  const policy = role?.node.tryFindChild('DefaultPolicy');
  if (!(policy instanceof Policy)) return;
  const wildcards = grantedWildcards(policy, reason);
  carryReviews(policy, [INLINE_POLICY, wildcards.findings?.length ? wildcards : false]);
}
