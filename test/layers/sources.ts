import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '../..');

/** A source file with what it imports: paths relative to its folder, `src` or `lab`, or names of packages. */
export interface SourceFile {
  /** Below its folder, for example `domain/names/metrics.ts`. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
  /** Imports that leave nothing behind at run time are not in it. */
  readonly loads: readonly string[];
  /** Names that it uses outside of comments and texts. */
  readonly identifiers: ReadonlySet<string>;
}

export const sourceFiles = (folder: 'src' | 'lab' = 'src'): SourceFile[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => read(join(ROOT, folder), path));

function read(folder: string, path: string): SourceFile {
  const text = readFileSync(join(folder, path), 'utf8');
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const imports: string[] = [];
  const loads: string[] = [];
  const identifiers = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) identifiers.add(node.text);
    const target = importedBy(node);
    if (target) {
      imports.push(resolve(folder, path, target.name));
      if (!target.typeOnly) loads.push(resolve(folder, path, target.name));
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { path, text, imports, loads, identifiers };
}

function importedBy(node: ts.Node): { name: string; typeOnly: boolean } | undefined {
  if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    const typeOnly = ts.isImportDeclaration(node) ? node.importClause?.isTypeOnly === true : node.isTypeOnly;
    return { name: node.moduleSpecifier.text, typeOnly };
  }
  const isCall =
    ts.isCallExpression(node) && (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require');
  return isCall && ts.isStringLiteral(node.arguments[0]) ? { name: node.arguments[0].text, typeOnly: false } : undefined;
}

function resolve(folder: string, from: string, name: string): string {
  if (!name.startsWith('.')) return name;
  const path = relative(folder, join(folder, dirname(from), name)).replace(/\.js$/, '');
  const isFolder = readdirSync(join(folder, dirname(path)), { withFileTypes: true }).some(
    (entry) => entry.isDirectory() && join(dirname(path), entry.name) === path,
  );
  return isFolder ? `${path}/index.ts` : `${path}.ts`;
}
