import { Html } from '../../../src/domain/explorer/html';

/** The tags of a page with the names of their attributes: what a text of a job must not change. */
export const elementsOf = ({ text }: Html): string[] =>
  [...withoutStyle(text).matchAll(/<(\/?[A-Za-z!][\w-]*)((?:\s[\w:-]+(?:="[^"]*")?)*)\s*\/?>/g)].map(
    ([, tag, attributes]) => `${tag}${[...attributes.matchAll(/\s([\w:-]+)(?:="[^"]*")?/g)].map(([, name]) => ` ${name}`).join('')}`,
  );

/** Of the text between tags, and in attributes, as a viewer reads it. */
export const textOf = ({ text }: Html): string =>
  withoutStyle(text)
    .replace(/<cwdb-action[^>]*>[^<]*<\/cwdb-action>/g, '')
    .replace(/<title>[^<]*<\/title>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

const withoutStyle = (text: string): string => text.replace(/<style>[^<]*<\/style>/g, '');

/** What CloudWatch takes out of a widget, or what would load something from elsewhere. */
const FORBIDDEN = /^\/?(?:script|iframe|use|object|embed|link|img)\b| on\w+| src| xlink:href/i;
export const forbiddenIn = (page: Html): string[] => elementsOf(page).filter((element) => FORBIDDEN.test(element));

/** The parameters of all links of a page. */
export const actionsOf = ({ text }: Html): Record<string, unknown>[] =>
  [...text.matchAll(/<cwdb-action [^>]*>([^<]*)<\/cwdb-action>/g)].map(([, body]) => JSON.parse(body) as Record<string, unknown>);

/** The cells of all tables of a page by row, the heads first. */
export const cellsOf = ({ text }: Html): string[][] =>
  [...text.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) => textOf(new Html(cell))),
  );

/** The names and values of the lists of facts of a page. */
export const factsOf = ({ text }: Html): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/gs)].map(([, name, value]) => [textOf(new Html(name)), textOf(new Html(value))]),
  );

/** The heads of all tables of a page, with how their columns are aligned. */
export const headsOf = ({ text }: Html): string[][] =>
  [...text.matchAll(/<th class="(\w*)">([^<]*)<\/th>/g)].map(([, kind, title]) => [kind, title]);
