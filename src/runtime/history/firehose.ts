import { Fields } from '../../domain/event/fields';
import { SignedRequests } from '../aws/signed-request';

/** Some records of a batch were not accepted. */
export class RecordsRefused extends Error {
  constructor(readonly code: string) {
    super(`Amazon Data Firehose did not accept records: ${code}`);
  }
}

/** The call of Amazon Data Firehose that writes records to a stream. */
export class Firehose {
  constructor(
    private readonly requests: SignedRequests,
    private readonly endpoint: string,
  ) {}

  /**
   * Puts records, in Base64, and returns for each of them why it was not accepted, or undefined.
   *
   * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html
   */
  async put(stream: string, records: readonly string[]): Promise<readonly (RecordsRefused | undefined)[]> {
    const answer = await this.requests.sendJson({
      service: 'firehose',
      endpoint: this.endpoint,
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'Firehose_20150804.PutRecordBatch' },
      body: JSON.stringify({ DeliveryStreamName: stream, Records: records.map((Data) => ({ Data })) }),
    });
    const responses = Fields.of(answer, 'PutRecordBatch').list('RequestResponses');
    return records.map((_, index) => refusal(responses[index]));
  }
}

/** A record without a response of its own may have been accepted, but nothing shows it. */
function refusal(response: Fields | undefined): RecordsRefused | undefined {
  if (response?.has('RecordId')) return undefined;
  return new RecordsRefused(response?.optionalName('ErrorCode') ?? 'no response');
}
