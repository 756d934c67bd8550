import { Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { isElsewhere, Place } from './event-rule';
import { reject } from '../prop-check/prop-check';

/** Refuses a resource of another account or Region, where that is known. `what` is the construct that cannot work with it, for example "history". */
export function checkPlace(scope: Construct, { prop, what, place }: { prop: string; what: string; place: Place }): void {
  const { account, region } = place;
  if (Token.isUnresolved(account) || Token.isUnresolved(region) || !isElsewhere(scope, { account, region })) return;
  reject(scope, {
    prop,
    value: `of account ${account} in ${region}`,
    allowed: 'one in the account and Region of this stack',
    fix: `Create the ${what} in a stack of that account and Region.`,
  });
}
