import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Review } from './reviews';

/** The context key by which an app leaves reviews out, to judge every finding itself. */
const CONTEXT_KEY = 'cdk-batch-insights:reviewed-findings';
/** Where cdk-nag 2 reads, in the metadata of the resource in the template. */
const RESOURCE_METADATA = 'cdk_nag';
/** Where `Validations` of aws-cdk-lib records acknowledgements, and cdk-nag 3 reads: `Validations.ACKNOWLEDGED_RULES_METADATA_KEY`, which older versions lack. */
const CONSTRUCT_METADATA = 'aws:cdk:acknowledged-rules';

/** Records at the resource of a construct which findings were reviewed and why they are accepted, so that cdk-nag does not report them. */
export function carryReviews(construct: IConstruct, reviews: readonly (Review | false)[]): void {
  const resource = construct.node.defaultChild ?? construct;
  const carried = reviews.filter((review) => review !== false);
  const isLeftOut = String(construct.node.tryGetContext(CONTEXT_KEY)) === 'false';
  if (!CfnResource.isCfnResource(resource) || carried.length === 0 || isLeftOut) return;
  resource.addMetadata(RESOURCE_METADATA, { rules_to_suppress: carried.flatMap(suppressions) });
  resource.node.addMetadata(CONSTRUCT_METADATA, Object.fromEntries(carried.flatMap(acknowledgements)));
}

const suppressions = ({ rules, reason, findings }: Review): object[] =>
  rules.map((id) => ({ id, reason, ...(findings && { applies_to: findings }) }));

const acknowledgements = ({ rules, reason, findings }: Review): [id: string, reason: string][] =>
  rules.flatMap((rule) => findings?.map((finding) => `${rule}[${finding}]`) ?? [rule]).map((id) => [id, reason]);
