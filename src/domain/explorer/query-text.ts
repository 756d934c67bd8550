/**
 * What a viewer typed, as part of a Logs Insights query. Only letters, digits and a few signs that mean nothing in a query are taken over; any other
 * character becomes a wildcard. So no quote, backslash, bar, slash, bracket or line end of a viewer is in a query, whatever the rules of its language are.
 */

const TAKEN_OVER = /^[A-Za-z0-9_:-]$/;

/** A condition that is met where the field contains the text, in upper or lower case. */
export const contains = (field: string, text: string): string => `${field} like /(?i)${patternOf(text)}/`;

function patternOf(text: string): string {
  return [...text].map((character) => (TAKEN_OVER.test(character) ? character : wildcard(character))).join('');
}

/** Some engines count characters beyond the first plane as two. Line ends are no `.`. */
function wildcard(character: string): string {
  if (character === '.') return '[.]';
  if (/\s/.test(character)) return '[^a-z0-9]';
  return character.length > 1 ? '.{1,2}' : '.';
}

/** Ids of jobs, of children of arrays (`ID:0`) and of nodes (`ID#0`); names of queues; job definitions with their revisions. */
const IS_NAME = /^[A-Za-z0-9_:#-]{1,300}$/;

/** A condition that is met by one value, which an index finds; undefined for a text that is no name, which no record has. */
export const equals = (field: string, name: string): string | undefined => (IS_NAME.test(name) ? `${field} = "${name}"` : undefined);

const JOB_ID = /^(?:arn:[a-z-]+:batch:[^:]*:\d*:job\/)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:[:#]\d{1,6})?)$/i;

/** The id in a text that is the id or the ARN of a job, as AWS Batch writes it; undefined for a part of a name. */
export const jobIdIn = (text: string): string | undefined => JOB_ID.exec(text)?.[1].toLowerCase();
