import { Answer, answerError, answerJson, Wire, WireRequest } from '../stage/wire';

/** A request as Amazon Data Firehose got it. */
interface Put {
  readonly stream: string;
  readonly records: readonly Buffer[];
}

const MAX_RECORD_BYTES = 1_000 * 1024;
const MAX_RECORDS = 500;
const MAX_REQUEST_BYTES = 4 * 1024 * 1024;

/** Amazon Data Firehose with its limits: it keeps what it accepts. */
export class FirehoseServer {
  readonly wire = new Wire();
  /** What each call had, accepted or not. */
  readonly puts: Put[] = [];
  readonly accepted: { readonly stream: string; readonly text: string }[] = [];
  /** What to answer instead of accepting a call. */
  fail: (put: Put) => Answer = () => undefined;
  /** Whether a record of a call is refused. */
  refuse: (text: string, call: number) => boolean = () => false;

  reset(): void {
    this.wire.reset();
    this.wire.answer = (request) => this.answer(request);
    this.puts.length = 0;
    this.accepted.length = 0;
    this.fail = () => undefined;
    this.refuse = () => false;
  }

  rowsOf(stream: string): Record<string, unknown>[] {
    return this.accepted.filter((each) => each.stream === stream).map(({ text }) => JSON.parse(text) as Record<string, unknown>);
  }

  private answer({ operation, body }: WireRequest): Answer {
    if (operation !== 'PutRecordBatch') return answerError('UnknownOperationException');
    const { DeliveryStreamName, Records } = JSON.parse(body) as { DeliveryStreamName: string; Records: { Data: string }[] };
    const put = { stream: DeliveryStreamName, records: Records.map(({ Data }) => Buffer.from(Data, 'base64')) };
    this.puts.push(put);
    const failure = this.fail(put);
    if (failure) return failure;
    if (put.records.length > MAX_RECORDS || put.records.length === 0) return answerError('ValidationException');
    if (Buffer.byteLength(body) > MAX_REQUEST_BYTES) return answerError('InvalidArgumentException');
    if (put.records.some(({ byteLength }) => byteLength > MAX_RECORD_BYTES)) return answerError('InvalidArgumentException');
    return this.accept(put);
  }

  private accept({ stream, records }: Put): Answer {
    const responses = records.map((record, index) => {
      const text = record.toString('utf8');
      if (this.refuse(text, this.puts.length)) return { ErrorCode: 'ServiceUnavailableException', ErrorMessage: 'Slow down.' };
      this.accepted.push({ stream, text });
      return { RecordId: `record-${index}` };
    });
    return answerJson({
      FailedPutCount: responses.filter((response) => 'ErrorCode' in response).length,
      Encrypted: false,
      RequestResponses: responses,
    });
  }
}
