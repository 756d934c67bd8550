import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ReplayProblem } from '../replay/replay-problem';

/** Written by a replay that ran to its end. */
const COMPLETE = 'summary.json';

/** Builds a folder beside its place, and puts it there when it is complete: until then, whoever shows the former one goes on with it. */
export class FolderSwap {
  /** Refuses to replace what the demo did not write. */
  static to(folder: string): FolderSwap {
    if (existsSync(folder) && readdirSync(folder).length > 0 && !existsSync(join(folder, COMPLETE))) {
      throw new ReplayProblem(`--out is '${folder}': the folder holds other files than those of a demo. Name a new or empty folder`);
    }
    return new FolderSwap(folder);
  }

  /** Where to write. */
  readonly building: string;

  private constructor(readonly folder: string) {
    this.building = `${folder}.building`;
    rmSync(this.building, { recursive: true, force: true });
  }

  swap(): void {
    const former = `${this.folder}.former`;
    rmSync(former, { recursive: true, force: true });
    if (existsSync(this.folder)) renameSync(this.folder, former);
    renameSync(this.building, this.folder);
    rmSync(former, { recursive: true, force: true });
  }
}
