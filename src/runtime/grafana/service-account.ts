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
  readonly serviceAccountToken: { readonly id: string; readonly key: string };
}

/** The service account of a set of dashboards. It stays from run to run, because AWS charges each one as a user; its tokens are deleted after each run. */
export class ServiceAccount {
  static async open(api: WorkspaceApi, name: string): Promise<ServiceAccount> {
    const { id } = (await findAccount(api, name)) ?? (await createAccount(api, name));
    return new ServiceAccount(api, `/serviceaccounts/${id}`);
  }

  private readonly tokens: string[] = [];

  private constructor(
    private readonly api: WorkspaceApi,
    private readonly path: string,
  ) {}

  async newToken(): Promise<string> {
    const { serviceAccountToken } = await this.api.post<NewToken>(`${this.path}/tokens`, () => ({
      name: randomUUID(),
      secondsToLive: TOKEN_SECONDS,
    }));
    this.tokens.push(serviceAccountToken.id);
    return serviceAccountToken.key;
  }

  async deleteTokens(): Promise<void> {
    for (const id of this.tokens.splice(0)) await deleteIfThere(this.api, `${this.path}/tokens/${id}`);
  }

  delete(): Promise<void> {
    return deleteIfThere(this.api, this.path);
  }
}

/** A response that was lost leaves an account. */
async function createAccount(api: WorkspaceApi, name: string): Promise<Account> {
  try {
    return await api.post<Account>('/serviceaccounts', () => ({ name, grafanaRole: 'ADMIN' }));
  } catch (error) {
    const created = isTaken(error) ? await findAccount(api, name) : undefined;
    if (!created) throw error;
    return created;
  }
}

async function findAccount(api: WorkspaceApi, name: string): Promise<Account | undefined> {
  let query = '';
  do {
    const { serviceAccounts = [], nextToken } = await api.get<AccountPage>(`/serviceaccounts${query}`);
    const found = serviceAccounts.find((account) => account.name === name);
    if (found) return found;
    query = nextToken ? `?${queryString({ nextToken })}` : '';
  } while (query);
  return undefined;
}

async function deleteIfThere(api: WorkspaceApi, path: string): Promise<void> {
  try {
    await api.delete(path);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}
