type FieldType = 'string' | 'boolean' | 'number' | 'object';

interface BodyRule {
  readonly method: string;
  readonly path: RegExp;
  readonly fields: Readonly<Record<string, FieldType>>;
  readonly required: readonly string[];
}

const DATA_SOURCE: Readonly<Record<string, FieldType>> = {
  access: 'string',
  basicAuth: 'boolean',
  basicAuthUser: 'string',
  database: 'string',
  isDefault: 'boolean',
  jsonData: 'object',
  name: 'string',
  secureJsonData: 'object',
  type: 'string',
  uid: 'string',
  url: 'string',
  user: 'string',
  withCredentials: 'boolean',
};

/** The fields of the bodies that Grafana's OpenAPI description names: of `AddDataSourceCommand`, `UpdateDataSourceCommand`, `CreateFolderCommand` and so on. */
const RULES: readonly BodyRule[] = [
  { method: 'POST', path: /^\/api\/datasources$/, fields: DATA_SOURCE, required: ['name', 'type', 'access'] },
  {
    method: 'PUT',
    path: /^\/api\/datasources\/uid\//,
    fields: { ...DATA_SOURCE, version: 'number' },
    required: ['name', 'type', 'access'],
  },
  {
    method: 'POST',
    path: /^\/api\/folders$/,
    fields: { description: 'string', parentUid: 'string', title: 'string', uid: 'string' },
    required: ['title'],
  },
  {
    method: 'PUT',
    path: /^\/api\/folders\//,
    fields: { description: 'string', overwrite: 'boolean', title: 'string', version: 'number' },
    required: ['title'],
  },
  {
    method: 'POST',
    path: /^\/api\/dashboards\/db$/,
    fields: { dashboard: 'object', folderUid: 'string', isFolder: 'boolean', message: 'string', overwrite: 'boolean', userId: 'number' },
    required: ['dashboard'],
  },
  { method: 'POST', path: /^\/api\/plugins\/[\w-]+\/install$/, fields: { version: 'string' }, required: [] },
];

const ACCESS = ['direct', 'proxy'];
const UID = /^[A-Za-z0-9_-]{1,40}$/;
const MAX_NAME_LENGTH = 190;

/** What Grafana would object to in a body, or nothing. */
export function bodyFault(
  method: string,
  path: string,
  contentType: string | undefined,
  body: Readonly<Record<string, unknown>>,
): string | undefined {
  const rule = RULES.find((each) => each.method === method && each.path.test(path));
  if (!rule) return Object.keys(body).length > 0 ? 'no body is expected' : undefined;
  if (contentType !== 'application/json') return 'bad request data';
  const missing = rule.required.find((name) => body[name] === undefined || body[name] === '');
  if (missing) return `${missing} is required`;
  const wrong = Object.entries(body).find(([name, value]) => typeof value !== rule.fields[name]);
  return wrong ? `${wrong[0]} is unknown or of another type` : valueFault(body);
}

function valueFault({ access, uid, name, dashboard }: Readonly<Record<string, unknown>>): string | undefined {
  if (access !== undefined && !ACCESS.includes(String(access))) return 'access is unknown';
  const given = uid ?? (dashboard as { uid?: unknown } | undefined)?.uid;
  if (given !== undefined && !UID.test(String(given))) return 'uid contains illegal characters or is too long';
  return String(name ?? '').length > MAX_NAME_LENGTH ? 'name is too long' : undefined;
}
