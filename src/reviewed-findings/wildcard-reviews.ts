import { Stack } from 'aws-cdk-lib';
import { ManagedPolicy, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { Review, WILDCARD_REASONS } from './reviews';
import { readable } from '../prop-check/readable-template';

/** A review for each reason why statements have wildcards, with exactly these wildcards. */
export function wildcardReviews(scope: Construct, statements: readonly PolicyStatement[]): Review[] {
  const findings = new Map<string, string[]>();
  for (const statement of statements) {
    const reason = WILDCARD_REASONS[statement.sid ?? ''];
    const found = reason === undefined ? [] : wildcardsIn(scope, statement);
    if (found.length > 0) findings.set(reason, [...(findings.get(reason) ?? []), ...found]);
  }
  return [...findings].map(([reason, found]) => ({ rules: ['AwsSolutions-IAM5'], reason, findings: [...new Set(found)] }));
}

/** A review of all wildcards of a policy that grants have made. */
export function grantedWildcards(policy: ManagedPolicy | Policy, reason: string): Review {
  const { Statement } = Stack.of(policy).resolve(policy.document) as { readonly Statement: readonly ResolvedStatement[] };
  const findings = Statement.flatMap(wildcardsOf);
  return { rules: ['AwsSolutions-IAM5'], reason, findings: [...new Set(findings)] };
}

type ResolvedStatement = Readonly<Record<string, unknown>>;

const wildcardsIn = (scope: Construct, statement: PolicyStatement): string[] =>
  wildcardsOf(Stack.of(scope).resolve(statement.toStatementJson()) as ResolvedStatement);

/** As cdk-nag names them, for example `Resource::arn:<AWS::Partition>:ecs:eu-west-1:<AWS::AccountId>:container-instance/AWSBatch-*`. */
function wildcardsOf({ Action, Resource }: ResolvedStatement): string[] {
  const named = (kind: string, values: unknown) =>
    [readable(values)]
      .flat()
      .filter((value): value is string => typeof value === 'string' && value.includes('*'))
      .map((value) => `${kind}::${value.replace(/\$\{([^}]*)\}/g, '<$1>')}`);
  return [...named('Action', Action), ...named('Resource', Resource)];
}
