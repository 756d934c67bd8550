import { Timestamp, Value, fromJson } from './values';

/** A line of a log group, as the lab's log files hold it. */
export interface LogLine {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly message: string;
  readonly logStream?: string;
  readonly logGroup?: string;
}

/** Something with named values: a log event, or a row of `stats`. */
export interface Row {
  get(name: string): Value;
}

/** Logs Insights discovers at most this many fields of a JSON event; the rest is reached by `parse` alone. */
export const DISCOVERED_FIELDS = 200;

type Json = Readonly<Record<string, unknown>>;

/** A log line with its discovered fields (`a`, `a.b`, `a.0.b`) and those that commands add. */
export class LogEvent implements Row {
  private readonly added: Map<string, Value>;

  constructor(
    readonly line: LogLine,
    base?: LogEvent,
  ) {
    this.added = new Map(base?.added);
  }

  get(name: string): Value {
    if (this.added.has(name)) return this.added.get(name);
    if (name.startsWith('@')) return this.system(name);
    return discoveredField(this.line, name) ?? this.partOfStructure(name);
  }

  set(name: string, value: Value): void {
    this.added.set(name, value);
  }

  private system(name: string): Value {
    switch (name) {
      case '@timestamp':
        return new Timestamp(this.line.timestamp);
      case '@ingestionTime':
        return new Timestamp(this.line.timestamp);
      case '@message':
        return this.line.message;
      case '@logStream':
        return this.line.logStream;
      case '@log':
        return this.line.logGroup;
      default:
        return undefined;
    }
  }

  /** `event.name` after `unnest … into event`. */
  private partOfStructure(name: string): Value {
    for (const [key, value] of this.added) {
      if (name.startsWith(`${key}.`) && typeof value === 'object') return leaf(value, name.slice(key.length + 1));
    }
    return undefined;
  }
}

const parsedLines = new WeakMap<LogLine, ReadonlyMap<string, Value> | null>();

function discoveredField(line: LogLine, name: string): Value {
  let fields = parsedLines.get(line);
  if (fields === undefined) {
    fields = discover(line.message);
    parsedLines.set(line, fields);
  }
  return fields?.get(name);
}

/** The leaves of a JSON object by path, in the order of the document. */
function discover(message: string): ReadonlyMap<string, Value> | null {
  if (!message.startsWith('{')) return null;
  try {
    const fields = new Map<string, Value>();
    addLeaves(JSON.parse(message) as Json, '', fields);
    return fields;
  } catch {
    return null;
  }
}

function addLeaves(node: object, prefix: string, fields: Map<string, Value>): void {
  for (const [key, child] of Object.entries(node)) {
    if (fields.size >= DISCOVERED_FIELDS) return;
    if (typeof child === 'object' && child !== null) addLeaves(child as object, `${prefix}${key}.`, fields);
    else if (child !== null) fields.set(prefix + key, fromJson(child));
  }
}

function leaf(structure: unknown, path: string): Value {
  let node: unknown = structure;
  for (const key of path.split('.')) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key)) return undefined;
    node = (node as Json)[key];
  }
  return fromJson(node);
}
