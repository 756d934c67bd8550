import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { warnOfImportedKey } from './imported-key-warning';

export interface KeyPolicyAddition {
  readonly statements: readonly PolicyStatement[];
  /** What happens where the key's policy lacks the statements, as sentences. */
  readonly otherwise: readonly string[];
}

/** Puts statements into a key's policy, or, where this library cannot do that, names the ones that it must have. */
export function addToKeyPolicy(scope: Construct, key: IKey, { statements, otherwise }: KeyPolicyAddition): void {
  const missing = statements.filter((statement) => !key.addToResourcePolicy(statement, true).statementAdded);
  if (missing.length === 0) return;
  const stack = Stack.of(scope);
  const resolved = missing.map((statement): object => stack.resolve(statement.toStatementJson()));
  warnOfImportedKey(scope, key, resolved, otherwise);
}
