import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FolderSwap } from '../../../lab/demo/folder-swap';

const newFolder = (): string => join(mkdtempSync(join(tmpdir(), 'swap-test-')), 'demo');

function write(folder: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'summary.json'), text);
}

describe('the folder of a demo', () => {
  test('stays as it is until the next one is complete', () => {
    // GIVEN a demo, and one that is being built
    const folder = newFolder();
    write(folder, 'former');
    const swap = FolderSwap.to(folder);
    write(swap.building, 'next');
    expect(readFileSync(join(folder, 'summary.json'), 'utf8')).toBe('former');
    // WHEN it is complete
    swap.swap();
    // THEN it takes the place, and nothing else is left
    expect(readFileSync(join(folder, 'summary.json'), 'utf8')).toBe('next');
    expect(readdirSync(dirname(folder))).toEqual(['demo']);
  });

  test('begins anew where a former build was interrupted', () => {
    const folder = newFolder();
    write(FolderSwap.to(folder).building, 'interrupted');
    const { building } = FolderSwap.to(folder);
    expect(existsSync(building)).toBe(false);
  });

  test('is no folder with other files', () => {
    const folder = newFolder();
    mkdirSync(folder);
    writeFileSync(join(folder, 'thesis.txt'), '');
    expect(() => FolderSwap.to(folder)).toThrow(`--out is '${folder}': the folder holds other files than those of a demo`);
  });
});
