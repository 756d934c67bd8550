import { parseXML } from '@aws-sdk/xml-builder';

/** A parsed element: its text, or its child elements by name. Several children with the same name are a list. */
type Parsed = string | { readonly [name: string]: Parsed | readonly Parsed[] };

/** An element in a response of an AWS Query API, which uses XML. The parser is the one of the AWS SDK. */
export class QueryAnswer {
  /** The result of an operation: `<OPERATIONResponse><OPERATIONResult>`. Throws for any other response, so that it does not pass for an empty result. */
  static of(operation: string, body: string): QueryAnswer {
    const [result] = new QueryAnswer(parseXml(body))
      .children(`${operation}Response`)
      .flatMap((response) => response.children(`${operation}Result`));
    if (!result) throw new Error(`The response to ${operation} does not have its result`);
    return result;
  }

  constructor(private readonly element: Parsed) {}

  /** The text of the element at the end of a path of child elements. Empty if there is none. */
  text(...path: readonly string[]): string {
    return path
      .reduce<QueryAnswer[]>((parents, name) => parents.flatMap((parent) => parent.children(name)), [this])
      .map(({ element }) => element)
      .filter((element) => typeof element === 'string')
      .join('');
  }

  /** `<NAME><member>…</member><member>…</member></NAME>` */
  members(name: string): QueryAnswer[] {
    return this.children(name).flatMap((list) => list.children('member'));
  }

  /** The child elements with a name. */
  children(name: string): QueryAnswer[] {
    if (typeof this.element === 'string' || !Object.hasOwn(this.element, name)) return [];
    const found = this.element[name];
    return (Array.isArray(found) ? (found as Parsed[]) : [found as Parsed]).map((element) => new QueryAnswer(element));
  }
}

/** A whole response, whose root is its child. It has no child if it cannot be read. */
export function parseXml(body: string): Parsed {
  try {
    return parseXML(body) as Parsed;
  } catch {
    return '';
  }
}
