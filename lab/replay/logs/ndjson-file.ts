import { createWriteStream, mkdirSync, WriteStream } from 'node:fs';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';

/** A file of one JSON value per line; lines are gathered, so that many small ones cost one write. */
export class NdjsonFile {
  lines = 0;
  private readonly stream: WriteStream;
  private gathered = '';

  constructor(file: string) {
    mkdirSync(dirname(file), { recursive: true });
    this.stream = createWriteStream(file);
  }

  append(line: string): void {
    this.lines += 1;
    this.gathered += `${line}\n`;
    if (this.gathered.length > 65_536) this.flush();
  }

  async close(): Promise<void> {
    this.flush();
    this.stream.end();
    await finished(this.stream);
  }

  private flush(): void {
    if (this.gathered !== '') this.stream.write(this.gathered);
    this.gathered = '';
  }
}
