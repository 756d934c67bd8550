import { Delivery } from './delivery';
import { Output } from './output/output';
import { readOrReject } from './rejection';
import { LeftOut } from '../domain/event/fields';
import { UnreadFields } from '../domain/event/unread-fields';

/** Reads the messages of a batch, and takes note of the fields that are left out of messages that were delivered for the first time. */
export class MessageReader {
  private readonly unread = new UnreadFields();

  constructor(private readonly output: Output) {}

  /** Reads a message. A message that cannot be read is recorded as rejected, and undefined is returned. */
  read<T>(delivery: Delivery, reader: (message: unknown, leftOut: LeftOut) => T): T | undefined {
    const paths = new Set<string>();
    const message = readOrReject(delivery, (body) => reader(body, (path) => paths.add(path)), this.output);
    if (message !== undefined && delivery.isFirstTry) this.unread.add(paths);
    return message;
  }

  /** Records the fields that were left out, in one line. Returns their number. */
  report(): number {
    const record = this.unread.record();
    if (record) this.output.record(record);
    return this.unread.count;
  }
}
