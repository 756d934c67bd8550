import { isObject, Json, JsonObject } from '../../aws/json';

/** Makes what a target receives out of an event. */
export type InputShape = (event: JsonObject, text: string) => string;

export function readInputShape(target: JsonObject, ruleName: string): InputShape {
  if (typeof target.Input === 'string') return () => target.Input as string;
  if (typeof target.InputPath === 'string') return (event) => JSON.stringify(select(event, target.InputPath as string) ?? null);
  if (isObject(target.InputTransformer)) return transformer(target.InputTransformer, ruleName);
  return (_, text) => text;
}

function transformer({ InputPathsMap, InputTemplate }: JsonObject, ruleName: string): InputShape {
  const paths = isObject(InputPathsMap) ? InputPathsMap : {};
  return (event, text) => {
    const reserved: { [name: string]: Json | undefined } = {
      'aws.events.event.json': event,
      'aws.events.event': event,
      'aws.events.rule-name': ruleName,
      'aws.events.event.ingestion-time': event.time,
    };
    const valueOf = (name: string): Json | undefined => (name in reserved ? reserved[name] : select(event, String(paths[name])));
    return fill(String(InputTemplate), (name) => name in paths || name in reserved, valueOf) || text;
  };
}

/** Inside quotes a value is text; outside it is JSON. An absent value leaves nothing. */
function fill(template: string, isKnown: (name: string) => boolean, valueOf: (name: string) => Json | undefined): string {
  return template.replace(/"((?:[^"\\]|\\.)*)"|<([\w.-]+)>/g, (whole, quoted: string | undefined, bare: string | undefined) => {
    if (bare !== undefined) return isKnown(bare) ? JSON.stringify(valueOf(bare) ?? '') : whole;
    const inner = quoted?.replace(/<([\w.-]+)>/g, (placeholder, name: string) => (isKnown(name) ? asText(valueOf(name)) : placeholder));
    return `"${inner ?? ''}"`;
  });
}

const asText = (value: Json | undefined): string =>
  JSON.stringify(typeof value === 'string' ? value : JSON.stringify(value ?? '')).slice(1, -1);

/** JSON paths of the kind that EventBridge takes: `$.detail.status`, `$.resources[0]`, `$.detail["a b"]`. */
function select(event: JsonObject, path: string): Json | undefined {
  let value: Json | undefined = event;
  for (const [, dotted, index, quoted] of path.matchAll(/\.([\w-]+)|\[(\d+)\]|\[["']([^"']+)["']\]/g)) {
    if (index !== undefined) value = Array.isArray(value) ? value[Number(index)] : undefined;
    else value = isObject(value) ? value[dotted ?? quoted] : undefined;
  }
  return value;
}
