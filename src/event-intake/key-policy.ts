import { Annotations, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

export interface KeyPolicyAddition {
  /** The id of the warning, by which it is acknowledged. */
  readonly warning: string;
  readonly statements: readonly PolicyStatement[];
  /** Completes "or ...": what happens where the key's policy lacks the statements. */
  readonly otherwise: string;
}

/** Puts statements into a key's policy, or, where this library cannot do that, names the ones that it must have. */
export function addToKeyPolicy(scope: Construct, key: IKey, { warning, statements, otherwise }: KeyPolicyAddition): void {
  const missing = statements.filter((statement) => !key.addToResourcePolicy(statement, true).statementAdded);
  if (missing.length === 0) return;
  const listed = missing.map((statement) => JSON.stringify(readable(Stack.of(scope).resolve(statement.toStatementJson()))));
  Annotations.of(scope).addWarningV2(
    warning,
    `The policy of an imported encryptionKey cannot be changed from here. Let it have these statements, beside the one that lets the account's IAM policies apply, or ${otherwise}: ` +
      `${listed.join(', ')}. Where it has them, acknowledge this with Annotations.of(...).acknowledgeWarning('${warning}').`,
  );
}

/** As CloudFormation's Fn::Sub writes it: `arn:${AWS::Partition}:logs:...`. */
function readable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== 'object' || value === null) return value;
  const { Ref: reference, 'Fn::Join': joined } = value as {
    readonly Ref?: string;
    readonly 'Fn::Join'?: readonly [string, readonly unknown[]];
  };
  if (reference !== undefined) return `\${${reference}}`;
  if (joined) return joined[1].map(readable).join(joined[0]);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, readable(each)]));
}
