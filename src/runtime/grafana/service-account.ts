import { randomUUID } from 'node:crypto';
import { isGone, isTaken, WorkspaceApi } from './workspace-api';
import { queryString } from '../aws/query-string';

/** As long as Lambda lets a function run. */
const TOKEN_SECONDS = 15 * 60;

interface Account {
  readonly id: string;
  readonly name: string;
}

interface AccountPage {
  readonly serviceAccounts?: readonly Account[];
  readonly nextToken?: string;
}

interface NewToken {
  readonly serviceAccountToken: { readonly key: string };
}

/** A service account that exists while a run provisions a workspace. Its tokens are deleted with it, and expire in any case. */
export class ServiceAccount {
  static async open(api: WorkspaceApi, name: string): Promise<ServiceAccount> {
    await deleteLeftOver(api, name);
    const { id } = await createAccount(api, name);
    return new ServiceAccount(api, id);
  }

  private constructor(
    private readonly api: WorkspaceApi,
    private readonly id: string,
  ) {}

  async newToken(): Promise<string> {
    const { serviceAccountToken } = await this.api.post<NewToken>(`/serviceaccounts/${this.id}/tokens`, () => ({
      name: randomUUID(),
      secondsToLive: TOKEN_SECONDS,
    }));
    return serviceAccountToken.key;
  }

  close(): Promise<void> {
    return deleteAccount(this.api, this.id);
  }
}

/** A response that was lost leaves an account whose id is not known: it is deleted, and created once more. */
async function createAccount(api: WorkspaceApi, name: string): Promise<Account> {
  const create = () => api.post<Account>('/serviceaccounts', () => ({ name, grafanaRole: 'ADMIN' }));
  try {
    return await create();
  } catch (error) {
    if (!isTaken(error)) throw error;
    await deleteLeftOver(api, name);
    return create();
  }
}

/** Deletes the account that a run left that was interrupted. */
async function deleteLeftOver(api: WorkspaceApi, name: string): Promise<void> {
  let query = '';
  do {
    const { serviceAccounts = [], nextToken } = await api.get<AccountPage>(`/serviceaccounts${query}`);
    const found = serviceAccounts.find((account) => account.name === name);
    if (found) return deleteAccount(api, found.id);
    query = nextToken ? `?${queryString({ nextToken })}` : '';
  } while (query);
}

async function deleteAccount(api: WorkspaceApi, id: string): Promise<void> {
  try {
    await api.delete(`/serviceaccounts/${id}`);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}
