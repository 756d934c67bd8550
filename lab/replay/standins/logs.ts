import { parseObject } from '../../aws/json';
import { compileFilterPattern } from '../../aws/logs/filter-pattern';
import { KeptLogEvents } from '../logs/kept-log-events';
import { messageOf } from '../replay-problem';
import { Answer } from '../servers/answer';

const HEADERS = { 'content-type': 'application/x-amz-json-1.1' };
/** CloudWatch Logs takes 10,000, and answers with fewer where it likes to: small pages show that all are read. */
const MAX_PAGE = 500;

/** CloudWatch Logs FilterLogEvents: the events of a time, which includes both ends, page by page. */
export function filterLogEvents(kept: KeptLogEvents, body: string): Answer {
  const { logGroupName, filterPattern = '', startTime = 0, endTime = Infinity, nextToken } = parseObject(body) ?? {};
  const events = kept.of(String(logGroupName));
  if (events === undefined) return refuse('ResourceNotFoundException', 'The specified log group does not exist.');
  try {
    const passes = compileFilterPattern(String(filterPattern));
    const found = events
      .filter(({ timestamp, message }) => timestamp >= Number(startTime) && timestamp <= Number(endTime) && passes(message))
      .sort((one, other) => one.timestamp - other.timestamp);
    return page(found, Number(nextToken ?? 0));
  } catch (error) {
    return refuse('InvalidParameterException', messageOf(error));
  }
}

function page(found: NonNullable<ReturnType<KeptLogEvents['of']>>, start: number): Answer {
  const end = start + MAX_PAGE;
  const events = found.slice(start, end).map(({ id, timestamp, message }) => ({
    logStreamName: 'replay',
    timestamp,
    message,
    ingestionTime: timestamp,
    eventId: id,
  }));
  const next = end < found.length ? { nextToken: String(end) } : {};
  return { status: 200, headers: HEADERS, body: JSON.stringify({ events, searchedLogStreams: [], ...next }) };
}

const refuse = (type: string, message: string): Answer => ({
  status: 400,
  headers: HEADERS,
  body: JSON.stringify({ __type: type, message }),
});
