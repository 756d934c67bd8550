import { bodyFault } from './grafana-bodies';
import { Answer, answerUnless, Fault, answerJson, Wire, WireRequest } from '../stage/wire';

export interface StoredDashboard {
  readonly folderUid: string;
  readonly dashboard: Readonly<Record<string, unknown>>;
}

interface StoredDataSource {
  readonly name: string;
  readonly [field: string]: unknown;
}

type Body = Readonly<Record<string, unknown>>;
type Handler = (path: RegExpExecArray, body: Body) => Answer;

const message = (status: number, text: string): Answer => answerJson({ message: text }, status);
const NOT_FOUND = (what: string): Answer => message(404, `${what} not found`);

/** Grafana's HTTP API as its OpenAPI description has it, as far as a workspace is provisioned through it: paths, statuses, and the fields of bodies. */
export class GrafanaServer {
  readonly wire = new Wire();
  readonly dataSources = new Map<string, StoredDataSource>();
  readonly folders = new Map<string, string>();
  readonly dashboards = new Map<string, StoredDashboard>();
  readonly plugins = new Set<string>();
  /** Tokens that it accepts. */
  readonly tokens = new Set<string>();
  pluginAdminEnabled = true;
  /** How often a plug-in that was installed is not there yet. */
  loadsAfter = 0;
  private loading = 0;
  private calls = 0;

  private readonly routes: readonly (readonly [method: string, path: RegExp, Handler])[] = [
    ['GET', /^\/api\/plugins\/([\w-]+)\/settings$/, ([, id]) => this.settings(id)],
    ['POST', /^\/api\/plugins\/([\w-]+)\/install$/, ([, id]) => this.install(id)],
    ['POST', /^\/api\/datasources$/, (_, body) => this.addDataSource(body)],
    ['GET', /^\/api\/datasources\/uid\/([\w-]+)$/, ([, uid]) => this.found(this.dataSources.get(uid), 'Data source')],
    ['PUT', /^\/api\/datasources\/uid\/([\w-]+)$/, ([, uid], body) => this.updateDataSource(uid, body)],
    ['DELETE', /^\/api\/datasources\/uid\/([\w-]+)$/, ([, uid]) => this.deleted(this.dataSources.delete(uid), 'Data source')],
    ['POST', /^\/api\/folders$/, (_, body) => this.addFolder(body)],
    ['GET', /^\/api\/folders\/([\w-]+)$/, ([, uid]) => this.folder(uid)],
    ['PUT', /^\/api\/folders\/([\w-]+)$/, ([, uid], body) => this.renameFolder(uid, body)],
    ['GET', /^\/api\/folders\/([\w-]+)\/counts$/, ([, uid]) => this.counts(uid)],
    ['DELETE', /^\/api\/folders\/([\w-]+)$/, ([, uid]) => this.deleteFolder(uid)],
    ['POST', /^\/api\/dashboards\/db$/, (_, body) => this.saveDashboard(body)],
    ['DELETE', /^\/api\/dashboards\/uid\/([\w-]+)$/, ([, uid]) => this.deleted(this.dashboards.delete(uid), 'Dashboard')],
  ];

  /** What to answer instead; `lose` does what was asked, and breaks the connection. */
  fail: Fault = () => undefined;

  reset(): void {
    this.wire.reset();
    this.wire.answer = (request) => this.handle(request);
    for (const store of [this.dataSources, this.folders, this.dashboards, this.plugins, this.tokens]) store.clear();
    Object.assign(this, { pluginAdminEnabled: true, loadsAfter: 0, loading: 0, calls: 0 });
    this.fail = () => undefined;
  }

  /** The requests, each as method and path. */
  get requests(): string[] {
    return this.wire.requests.map(({ method, path }) => `${method} ${path}`);
  }

  private handle(request: WireRequest): Answer {
    return answerUnless(this.fail(request, ++this.calls), () => this.answer(request));
  }

  private answer({ method, path, headers, body }: WireRequest): Answer {
    const [, token = ''] = /^Bearer (.+)$/.exec(headers.authorization ?? '') ?? [];
    if (!this.tokens.has(token)) return message(401, 'Invalid API key');
    if (headers.accept !== 'application/json') return message(406, 'Not acceptable');
    const found = this.routes.find(([verb, pattern]) => verb === method && pattern.test(path));
    if (!found) return NOT_FOUND('Not');
    const [, pattern, handler] = found;
    const given = body === '' ? {} : (JSON.parse(body) as Body);
    const fault = bodyFault(method, path, headers['content-type'], given);
    return fault ? message(400, fault) : handler(pattern.exec(path) as RegExpExecArray, given);
  }

  private found(value: object | undefined, what: string): Answer {
    return value ? answerJson(value) : NOT_FOUND(what);
  }

  private deleted(was: boolean, what: string): Answer {
    return was ? message(200, `${what} deleted`) : NOT_FOUND(what);
  }

  /** A plug-in that is part of Grafana has settings too. */
  private settings(id: string): Answer {
    if (id === 'cloudwatch') return answerJson({ id });
    if (!this.plugins.has(id) || this.loading-- > 0) return message(404, 'Plugin not found, no installed plugin with that id');
    return answerJson({ id });
  }

  private install(id: string): Answer {
    if (!this.pluginAdminEnabled) return message(404, 'Not found');
    if (this.plugins.has(id)) return message(409, 'Plugin already installed');
    this.plugins.add(id);
    this.loading = this.loadsAfter;
    return { status: 200, body: '' };
  }

  private addDataSource(body: Body): Answer {
    const { uid, name } = body as { uid: string; name: string };
    if (this.dataSources.has(uid) || [...this.dataSources.values()].some((other) => other.name === name)) {
      return message(409, 'data source with the same name already exists');
    }
    this.dataSources.set(uid, body as StoredDataSource);
    return answerJson({ id: this.dataSources.size, name, message: 'Datasource added', datasource: body });
  }

  private updateDataSource(uid: string, body: Body): Answer {
    if (!this.dataSources.has(uid)) return NOT_FOUND('Data source');
    this.dataSources.set(uid, body as StoredDataSource);
    return message(200, 'Datasource updated');
  }

  private folder(uid: string): Answer {
    const title = this.folders.get(uid);
    return title === undefined ? message(404, 'folder not found') : answerJson({ uid, title, version: 1 });
  }

  private addFolder({ uid, title }: Body): Answer {
    if (this.folders.has(String(uid))) return message(412, 'the folder has been changed by someone else');
    this.folders.set(String(uid), String(title));
    return this.folder(String(uid));
  }

  private renameFolder(uid: string, { title, overwrite, version }: Body): Answer {
    if (!this.folders.has(uid)) return message(404, 'folder not found');
    if (!overwrite && version !== 1) return message(412, 'the folder has been changed by someone else');
    this.folders.set(uid, String(title));
    return this.folder(uid);
  }

  private counts(uid: string): Answer {
    if (!this.folders.has(uid)) return message(404, 'folder not found');
    return answerJson({ dashboard: this.inFolder(uid).length, folder: 0, librarypanel: 0, alertrule: 0 });
  }

  /** With all that is in it. */
  private deleteFolder(uid: string): Answer {
    if (!this.folders.delete(uid)) return message(404, 'folder not found');
    for (const dashboard of this.inFolder(uid)) this.dashboards.delete(dashboard);
    return answerJson({ message: 'Folder deleted', id: 1 });
  }

  private inFolder(folderUid: string): string[] {
    return [...this.dashboards].filter(([, stored]) => stored.folderUid === folderUid).map(([uid]) => uid);
  }

  private saveDashboard(body: Body): Answer {
    const { dashboard, folderUid, overwrite } = body as unknown as StoredDashboard & { overwrite?: boolean };
    const uid = String(dashboard.uid);
    if (folderUid && !this.folders.has(folderUid)) return message(400, 'folder not found');
    if (this.dashboards.has(uid) && !overwrite) {
      return answerJson({ status: 'version-mismatch', message: 'The dashboard has been changed by someone else' }, 412);
    }
    this.dashboards.set(uid, { folderUid, dashboard });
    return answerJson({ id: 1, uid, status: 'success', slug: uid, version: 1, url: `/d/${uid}/${uid}` });
  }
}
