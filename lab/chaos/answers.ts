/** How AWS refuses. */
import { Answer } from '../replay/servers/answer';

const JSON_HEADERS = { 'content-type': 'application/x-amz-json-1.0' };

const refuse = (status: number, type: string, message: string, more: object = {}): Answer => ({
  status,
  headers: JSON_HEADERS,
  body: JSON.stringify({ __type: type, message, ...more }),
});

const DYNAMODB = 'com.amazonaws.dynamodb.v20120810#';
const REASONS = {
  ThrottlingReasons: [{ reason: 'TableWriteMaxOnDemandThroughputExceeded', resource: 'arn:aws:dynamodb:us-east-1:123456789012:table/T' }],
};

/** Without reasons, as it was for long, and with them. */
export const throttled = (withReasons: boolean): Answer =>
  refuse(400, `${DYNAMODB}ProvisionedThroughputExceededException`, 'Throughput exceeds the current capacity.', withReasons ? REASONS : {});
export const serverError = (): Answer => refuse(500, 'com.amazon.coral.service#InternalServerError', 'Internal server error');
export const sendRefused = (): Answer => refuse(403, 'com.amazon.coral.service#AccessDeniedException', 'Refused');
/** To a batch of which nothing is done, before what is refused or left is added. */
export const nothingDone = (): Answer => ({ status: 200, headers: JSON_HEADERS, body: '{"Responses":{},"Successful":[]}' });
export const unavailable = (): Answer => refuse(503, 'com.amazonaws.sqs#ServiceUnavailable', 'Out of service');

/** The Query APIs speak XML. */
export const standInThrottled = (isQuery: boolean): Answer =>
  isQuery
    ? {
        status: 400,
        headers: { 'content-type': 'text/xml' },
        body: '<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>',
      }
    : {
        status: 400,
        headers: { 'content-type': 'application/x-amz-json-1.1' },
        body: '{"__type":"ThrottlingException","message":"Rate exceeded"}',
      };
