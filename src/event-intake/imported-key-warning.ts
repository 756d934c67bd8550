import { Annotations, Stack, Token } from 'aws-cdk-lib';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Construct } from 'constructs';
import { readable } from '../prop-check/readable-template';

const WARNING = 'cdk-batch-insights:imported-key';
const WARNINGS = new WeakMap<object, ImportedKeyWarning>();

/**
 * Holds the warnings of a construct's parts back until `printKeyWarning`, so that one is printed for all of them. Not until synth: what is added then
 * cannot be acknowledged on the construct itself.
 */
export function holdKeyWarning(scope: Construct, key: IKey | undefined): void {
  if (key) WARNINGS.set(scope, new ImportedKeyWarning(scope, key));
}

/** Prints what was held back. A part that is added later prints what it needs in addition. */
export const printKeyWarning = (scope: Construct): void => WARNINGS.get(scope)?.print();

/** Warns of statements that the policy of an imported key must have, in the name of the construct that builds this part. */
export function warnOfImportedKey(scope: Construct, key: IKey, statements: readonly object[], consequences: readonly string[]): void {
  const shared = scope.node.scopes.map((each) => WARNINGS.get(each)).find((warning) => warning?.key === key);
  const warning = shared ?? new ImportedKeyWarning(scope, key);
  warning.add(statements, consequences);
  if (!shared || shared.isPrinted) warning.print();
}

class ImportedKeyWarning {
  isPrinted = false;
  private readonly known = new Set<string>();
  private missing: unknown[] = [];
  private readonly consequences = new Set<string>();

  constructor(
    private readonly owner: Construct,
    readonly key: IKey,
  ) {}

  add(statements: readonly object[], consequences: readonly string[]): void {
    const values = pseudoParameters(Stack.of(this.owner), this.key);
    const added = statements.map((each) => readable(each, values)).filter((each) => !this.known.has(JSON.stringify(each)));
    added.forEach((each) => this.known.add(JSON.stringify(each)));
    this.missing.push(...added);
    consequences.forEach((consequence) => this.consequences.add(consequence));
  }

  /** Prints what was not printed yet. */
  print(): void {
    this.isPrinted = true;
    if (this.missing.length > 0) Annotations.of(this.owner).addWarningV2(WARNING, this.text());
    this.missing = [];
    this.consequences.clear();
  }

  private text(): string {
    const statements = JSON.stringify(this.missing, undefined, 2);
    const placeholders = statements.includes('${AWS::') ? ' Replace ${AWS::…} with the values of the stack.' : '';
    return (
      `The policy of the imported encryptionKey "${this.key.node.path}" cannot be changed from this app. Without these statements, beside the one that ` +
      `lets the account's IAM policies apply, ${[...this.consequences].join(', and ')}.${placeholders} If the policy has them, acknowledge this with ` +
      `Annotations.of(...).acknowledgeWarning('${WARNING}').\n${statements}\n`
    );
  }
}

/** What is known of the place: a key is of the Region and the partition of those who use it. */
function pseudoParameters(stack: Stack, { keyArn }: IKey): Readonly<Record<string, string | undefined>> {
  const [, partition, , ofKey] = Token.isUnresolved(keyArn) ? [] : keyArn.split(':');
  const region = Token.isUnresolved(stack.region) ? ofKey : stack.region;
  const info = region ? RegionInfo.get(region) : undefined;
  return { 'AWS::Region': region, 'AWS::Partition': partition ?? info?.partition, 'AWS::URLSuffix': info?.domainSuffix };
}
