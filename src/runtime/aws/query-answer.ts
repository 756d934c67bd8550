import { parseXML } from '@aws-sdk/xml-builder';

/** What the parser makes of an element: its text, or the elements in it by name; a list where there are several of a name. */
type Parsed = string | { readonly [name: string]: Parsed | readonly Parsed[] };

/** An element of an answer of one of AWS's Query APIs, which speak XML. The parser is that of AWS's own clients. */
export class QueryAnswer {
  /** The result of an operation: `<OPERATIONResponse><OPERATIONResult>`. Anything else is no answer, and not an empty one. */
  static of(operation: string, body: string): QueryAnswer {
    const [result] = new QueryAnswer(parse(body))
      .children(`${operation}Response`)
      .flatMap((response) => response.children(`${operation}Result`));
    if (!result) throw new Error(`${operation} was answered with something else than its result`);
    return result;
  }

  private constructor(private readonly element: Parsed) {}

  /** The text of the element in this one; empty where there is none. */
  text(name: string): string {
    return this.children(name)
      .map(({ element }) => element)
      .filter((element) => typeof element === 'string')
      .join('');
  }

  /** `<NAME><member>…</member><member>…</member></NAME>` */
  members(name: string): QueryAnswer[] {
    return this.children(name).flatMap((list) => list.children('member'));
  }

  private children(name: string): QueryAnswer[] {
    if (typeof this.element === 'string' || !Object.hasOwn(this.element, name)) return [];
    const found = this.element[name];
    return (Array.isArray(found) ? (found as Parsed[]) : [found as Parsed]).map((element) => new QueryAnswer(element));
  }
}

function parse(body: string): Parsed {
  try {
    return parseXML(body) as Parsed;
  } catch {
    return '';
  }
}
