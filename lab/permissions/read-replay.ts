import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeployedPolicies, readDeployedPolicies } from './deployed-policies';
import { PermissionProblem } from '../aws/iam/permission-problem';
import { loadAssembly } from '../replay/assembly/load-assembly';
import { RecordedCall } from '../replay/calls/call-log';

/** What a replay left: the app that it ran, and who called what. */
export interface Replayed extends DeployedPolicies {
  readonly folder: string;
  readonly account: string;
  readonly region: string;
  readonly calls: readonly RecordedCall[];
}

export function readReplay(folder: string): Replayed {
  const file = join(folder, 'calls.ndjson');
  if (!existsSync(file)) throw new PermissionProblem(`There is no calls.ndjson in ${folder}: replay writes it into its --out folder`);
  const calls = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as RecordedCall);
  const site = siteOf(
    calls.map(({ resource }) => resource).find((arn) => arn.startsWith('arn:aws:sqs:')),
    file,
  );
  return {
    folder,
    calls,
    ...site,
    ...readDeployedPolicies(loadAssembly(join(folder, 'cloud-assembly')), { ...site, queueEndpoint: 'http://sqs' }),
  };
}

function siteOf(arn: string | undefined, file: string): { account: string; region: string } {
  if (arn === undefined) throw new PermissionProblem(`${file} holds no call of SQS, which would give the account and Region`);
  const [, , , region, account] = arn.split(':');
  return { account, region };
}
