import type { ApiAnswer } from '../replay/standins/logs-insights';

export type PlainItem = Readonly<Record<string, unknown>>;

interface Scan {
  readonly Segment: number;
  readonly TotalSegments: number;
  readonly FilterExpression: string;
  readonly ExpressionAttributeNames: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues: Readonly<Record<string, { readonly N: string }>>;
}

const ABSENT = /^attribute_not_exists\((#\w+)\)$/;
const GREATER = /^(#\w+) > (:\w+)$/;

/** The API of DynamoDB over items in memory, as far as the explorer uses it. */
export class TableStandIn {
  constructor(private readonly items: () => readonly PlainItem[]) {}

  /** Undefined for an operation of another service. */
  answer(operation: string, body: string): ApiAnswer | undefined {
    if (operation === 'GetItem') return this.get(JSON.parse(body) as { readonly Key: Readonly<Record<string, { readonly S: string }>> });
    return operation === 'Scan' ? this.scan(JSON.parse(body) as Scan) : undefined;
  }

  private get({ Key }: { readonly Key: Readonly<Record<string, { readonly S: string }>> }): ApiAnswer {
    const item = this.items().find((candidate) => Object.entries(Key).every(([name, { S }]) => candidate[name] === S));
    return ok(item ? { Item: attributesOf(item) } : {});
  }

  /** A segment is one page. */
  private scan(scan: Scan): ApiAnswer {
    const conditions = scan.FilterExpression.split(' AND ').map((condition) => conditionOf(condition, scan));
    const ofSegment = this.items().filter((_, index) => index % scan.TotalSegments === scan.Segment);
    return ok({ Items: ofSegment.filter((item) => conditions.every((isMet) => isMet(item))).map(attributesOf) });
  }
}

function conditionOf(
  text: string,
  { ExpressionAttributeNames: names, ExpressionAttributeValues: values }: Scan,
): (item: PlainItem) => boolean {
  const [, absent] = ABSENT.exec(text) ?? [];
  if (absent) return (item) => item[names[absent]] === undefined;
  const [, name, value] = GREATER.exec(text) ?? [];
  if (!name) throw new Error(`Unknown condition "${text}"`);
  return (item) => Number(item[names[name]]) > Number(values[value].N);
}

const ok = (value: object): ApiAnswer => ({ status: 200, body: JSON.stringify(value) });

const attributesOf = (item: PlainItem): object => Object.fromEntries(Object.entries(item).flatMap(attributeOf));

/** The explorer reads texts and numbers alone. */
const attributeOf = ([name, value]: [string, unknown]): (readonly [string, object])[] =>
  typeof value === 'string' ? [[name, { S: value }]] : typeof value === 'number' ? [[name, { N: String(value) }]] : [];
