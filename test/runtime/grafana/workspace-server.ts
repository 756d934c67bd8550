import { Answer, answerUnless, Fault, answerError, answerJson, Wire, WireRequest } from '../stage/wire';

interface Account {
  readonly id: string;
  readonly name: string;
  readonly grafanaRole: string;
}

interface Permission {
  readonly role: string;
  readonly user: { readonly id: string; readonly type: string };
}

interface Instruction {
  readonly action: string;
  readonly role: string;
  readonly users: readonly { readonly id: string; readonly type: string }[];
}

const ID = /^([0-9a-f]{10}-|)[A-Fa-f0-9]{8}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{12}$/;

/** The API of Amazon Managed Grafana for one workspace: service accounts, their tokens, and permissions. */
export class WorkspaceServer {
  readonly wire = new Wire();
  readonly accounts = new Map<string, Account>();
  permissions: Permission[] = [];
  exists = true;
  pageSize = 10;
  /** Bodies of requests for a token. */
  readonly tokenRequests: { name: string; secondsToLive: number }[] = [];
  private made = 0;
  private calls = 0;

  /** @param tokens those that the Grafana of the workspace accepts */
  constructor(private readonly tokens: Set<string>) {}

  /** What to answer instead; `lose` does what was asked, and breaks the connection. */
  fail: Fault = () => undefined;
  /** Whom the directory does not know. */
  isUnknown: (id: string) => boolean = () => false;

  reset(): void {
    this.wire.reset();
    this.wire.answer = (request) => this.handle(request);
    this.accounts.clear();
    this.tokenRequests.length = 0;
    Object.assign(this, { permissions: [], exists: true, pageSize: 10, made: 0, calls: 0 });
    this.fail = () => undefined;
    this.isUnknown = () => false;
  }

  private handle(request: WireRequest): Answer {
    return answerUnless(this.fail(request, ++this.calls), () => this.answer(request));
  }

  private answer({ method, path, headers, body }: WireRequest): Answer {
    if (!/Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/grafana\/aws4_request/.test(headers.authorization ?? '')) {
      return answerError('AccessDeniedException', 403);
    }
    if (body !== '' && headers['content-type'] !== 'application/json') return answerError('ValidationException');
    const url = new URL(path, 'http://grafana');
    const [, id, rest = ''] = /^\/workspaces\/(g-[0-9a-f]{10})(\/.*)$/.exec(url.pathname) ?? [];
    if (!id || !this.exists) return answerError('ResourceNotFoundException', 404);
    const input = JSON.parse(body || '{}');
    const [, account] = /^\/serviceaccounts\/([^/]+)/.exec(rest) ?? [];
    if (rest === '/permissions') return method === 'PATCH' ? this.update(input) : this.listPermissions(url);
    if (rest === '/serviceaccounts') return method === 'POST' ? this.createAccount(input) : this.listAccounts(url);
    if (!this.accounts.has(account)) return answerError('ResourceNotFoundException', 404);
    const [, token] = /\/tokens\/([^/]+)$/.exec(rest) ?? [];
    if (token) return this.deleteToken(`glsa_${account}_${token}`);
    if (method === 'DELETE') return this.deleteAccount(account);
    return this.createToken(account, input);
  }

  private createAccount({ name, grafanaRole }: Omit<Account, 'id'>): Answer {
    if (!['ADMIN', 'EDITOR', 'VIEWER'].includes(grafanaRole) || !/^.{1,128}$/.test(name)) return answerError('ValidationException');
    if ([...this.accounts.values()].some((account) => account.name === name)) return answerError('ConflictException', 409);
    const account = { id: String(++this.made), name, grafanaRole };
    this.accounts.set(account.id, account);
    return answerJson({ ...account, workspaceId: 'g-0123456789' });
  }

  private listAccounts(url: URL): Answer {
    const { items, nextToken } = this.page(url, [...this.accounts.values()]);
    return answerJson({ serviceAccounts: items.map((account) => ({ ...account, isDisabled: 'false' })), nextToken });
  }

  private createToken(account: string, input: { name: string; secondsToLive: number }): Answer {
    if (this.tokenRequests.some(({ name }) => name === input.name)) return answerError('ConflictException', 409);
    this.tokenRequests.push(input);
    const key = `glsa_${account}_${this.tokenRequests.length}`;
    this.tokens.add(key);
    return answerJson({
      serviceAccountId: account,
      serviceAccountToken: { id: String(this.tokenRequests.length), key, name: input.name },
      workspaceId: 'g-0123456789',
    });
  }

  private deleteToken(key: string): Answer {
    return this.tokens.delete(key) ? answerJson({}) : answerError('ResourceNotFoundException', 404);
  }

  /** Its tokens go with it. */
  private deleteAccount(account: string): Answer {
    this.accounts.delete(account);
    for (const token of this.tokens) if (token.startsWith(`glsa_${account}_`)) this.tokens.delete(token);
    return { status: 202, body: '' };
  }

  private listPermissions(url: URL): Answer {
    const { items, nextToken } = this.page(url, this.permissions);
    return answerJson({ permissions: items, nextToken });
  }

  private update({ updateInstructionBatch: batch }: { updateInstructionBatch: readonly Instruction[] }): Answer {
    if (batch.length > 20) return answerError('ValidationException');
    return answerJson({ errors: batch.flatMap((instruction) => this.follow(instruction)) });
  }

  /** A member has one role at a time. */
  private follow(instruction: Instruction): object[] {
    const { action, role, users } = instruction;
    return users.flatMap((user) => {
      const has = this.permissions.find((each) => each.user.id === user.id && each.user.type === user.type);
      const fault = (code: number, text: string) => [{ code, message: text, causedBy: instruction }];
      if (!ID.test(user.id) || this.isUnknown(user.id)) return fault(404, 'not found in the directory');
      if (action === 'ADD' && has) return fault(409, 'already has a role');
      if (action === 'REVOKE' && has?.role !== role) return fault(404, 'does not have the role');
      this.permissions = action === 'ADD' ? [...this.permissions, { role, user }] : this.permissions.filter((each) => each !== has);
      return [];
    });
  }

  private page<Item>(url: URL, all: readonly Item[]): { items: readonly Item[]; nextToken?: string } {
    const first = Number(url.searchParams.get('nextToken')?.replace('from ', '') ?? 0);
    const next = first + this.pageSize;
    return { items: all.slice(first, next), nextToken: next < all.length ? `from ${next}` : undefined };
  }
}
