import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '../..');

/** A block of TypeScript in a README, as a file of its own. */
export interface CodeBlock {
  readonly readme: string;
  /** The line that its code begins in. */
  readonly line: number;
  readonly code: string;
}

export const readmes = (): string[] =>
  ['README.md', ...readdirSync(join(ROOT, 'src')).map((folder) => `src/${folder}/README.md`)].filter((readme) =>
    existsSync(join(ROOT, readme)),
  );

export const documents = (): string[] =>
  readdirSync(join(ROOT, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`);

export const blocksIn = (readme: string): CodeBlock[] => blocksOf(readme, readFileSync(join(ROOT, readme), 'utf8'));

export function blocksOf(readme: string, text: string): CodeBlock[] {
  return [...text.matchAll(/^```(?:ts|typescript)\b.*\n([^]*?)^```$/gm)].map(({ index, 1: code }) => ({
    readme,
    line: text.slice(0, index).split('\n').length + 1,
    code,
  }));
}

/** What the compiler finds in the blocks, by where it is in the README. Each block is a module beside the README, in memory only. */
export function faultsIn(blocks: readonly CodeBlock[]): string[] {
  const blockOf = new Map(blocks.map((block) => [join(ROOT, `${block.readme}.${block.line}.ts`), block]));
  const options = compilerOptions();
  const program = ts.createProgram([...blockOf.keys()], options, hostWith(blockOf, options));
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, ' ');
    const block = file && blockOf.get(file.fileName);
    return block
      ? `${block.readme}:${block.line + file.getLineAndCharacterOfPosition(start).line}: ${message}`
      : `${file?.fileName}: ${message}`;
  });
}

/** Those of tests and lab, which find the library by its name; examples may leave a variable for their reader to use. */
function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.dev.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, ROOT);
  return { ...options, noUnusedLocals: false, isolatedModules: false };
}

function hostWith(blockOf: ReadonlyMap<string, CodeBlock>, options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const read = (path: string) => {
    const block = blockOf.get(path);
    return block && `${block.code}\nexport {};`;
  };
  return {
    ...host,
    fileExists: (path) => blockOf.has(path) || host.fileExists(path),
    readFile: (path) => read(path) ?? host.readFile(path),
    getSourceFile: (path, version, ...rest) => {
      const code = read(path);
      return code === undefined ? host.getSourceFile(path, version, ...rest) : ts.createSourceFile(path, code, version);
    },
  };
}
