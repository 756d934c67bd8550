import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { ReplayProblem } from '../replay-problem';

export interface StoredObject {
  readonly key: string;
  readonly bytes: number;
  /** Epoch milliseconds. */
  readonly modifiedAt: number;
}

/** The objects of a bucket, as files of a folder: a key is a path in it. */
export class ObjectStore {
  constructor(readonly folder: string) {}

  /** The file of a key, in a folder that exists. */
  fileOf(key: string): string {
    const file = resolve(this.folder, key);
    if (!file.startsWith(`${resolve(this.folder)}${sep}`)) throw new ReplayProblem(`The key ${key} of an object leads out of its bucket`);
    mkdirSync(dirname(file), { recursive: true });
    return file;
  }

  put(key: string, body: string): void {
    writeFileSync(this.fileOf(key), body);
  }

  /** The file may be on another device than the store. */
  move(file: string, key: string): void {
    copyFileSync(file, this.fileOf(key));
    rmSync(file);
  }

  get(key: string): string | undefined {
    const file = this.fileOf(key);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  }

  delete(key: string): void {
    rmSync(this.fileOf(key), { force: true });
  }

  /** In the order of keys. */
  list(prefix = ''): StoredObject[] {
    if (!existsSync(this.folder)) return [];
    return readdirSync(this.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => ({ file, key: relative(this.folder, file).split(sep).join('/') }))
      .filter(({ key }) => key.startsWith(prefix))
      .map(({ file, key }) => ({ key, bytes: statSync(file).size, modifiedAt: statSync(file).mtimeMs }))
      .sort((one, other) => (one.key < other.key ? -1 : 1));
  }
}
