import { accessRefused, UpdateError } from './access-errors';
import { ResourceAnswer, ResourceEvent } from './custom-resource';
import { isGone, WorkspaceApi } from './workspace-api';
import { AccessChange, accessChanges } from '../../domain/grafana/access-changes';
import { GrafanaAccessProperties, GrafanaMember, GrafanaRole } from '../../domain/names/grafana';
import { queryString } from '../aws/query-string';
import { chunks } from '../chunks';
import { Deadline } from '../deadline';

/** Of the instructions that `UpdatePermissions` takes. */
const MAX_CHANGES = 20;

interface PermissionPage {
  readonly permissions?: readonly { readonly role: GrafanaRole; readonly user: Pick<GrafanaMember, 'id' | 'type'> }[];
  readonly nextToken?: string;
}

interface UpdateErrors {
  readonly errors?: readonly UpdateError[];
}

export interface AccessUpdaterParts {
  readonly workspace: (workspaceId: string) => WorkspaceApi;
  readonly deadline: Deadline;
}

/** Gives users and groups of IAM Identity Center their roles in a workspace, and takes away what it gave. */
export class AccessUpdater {
  constructor(private readonly parts: AccessUpdaterParts) {}

  get deadline(): Deadline {
    return this.parts.deadline;
  }

  async handle(event: ResourceEvent<GrafanaAccessProperties>): Promise<ResourceAnswer> {
    const { RequestType, ResourceProperties: properties, OldResourceProperties: previous } = event;
    const { workspaceId, members } = properties;
    // CloudFormation deletes what another workspace has.
    const before = previous?.workspaceId === workspaceId ? previous.members : [];
    if (RequestType === 'Delete') await this.revoke(workspaceId, members);
    else await this.change(workspaceId, members, before);
    return { PhysicalResourceId: workspaceId };
  }

  /** Nobody has access to a workspace that was deleted. */
  private async revoke(workspaceId: string, members: readonly GrafanaMember[]): Promise<void> {
    try {
      await this.change(workspaceId, [], members);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }

  /** A call that is sent again after a lost response can report what the first one has done: whether something is left to do decides. */
  private async change(workspaceId: string, wanted: readonly GrafanaMember[], before: readonly GrafanaMember[]): Promise<void> {
    const api = this.parts.workspace(workspaceId);
    const changes = async () => accessChanges({ current: await currentMembers(api), wanted, before });
    const errors = await makeChanges(api, await changes());
    if (errors.length === 0 || (await changes()).length === 0) return;
    throw accessRefused(errors);
  }
}

async function makeChanges(api: WorkspaceApi, changes: readonly AccessChange[]): Promise<UpdateError[]> {
  const all: UpdateError[] = [];
  for (const batch of chunks(changes, MAX_CHANGES)) {
    const { errors = [] } = await api.patch<UpdateErrors>('/permissions', () => ({ updateInstructionBatch: batch.map(instruction) }));
    all.push(...errors);
  }
  return all;
}

async function currentMembers(api: WorkspaceApi): Promise<GrafanaMember[]> {
  const members: GrafanaMember[] = [];
  let query = '';
  do {
    const { permissions = [], nextToken } = await api.get<PermissionPage>(`/permissions${query}`);
    members.push(...permissions.map(({ role, user }) => ({ role, type: user.type, id: user.id })));
    query = nextToken ? `?${queryString({ nextToken })}` : '';
  } while (query);
  return members;
}

const instruction = ({ action, member: { role, type, id } }: AccessChange): object => ({ action, role, users: [{ id, type }] });
