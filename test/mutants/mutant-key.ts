/** How survivors.json names a mutant: the declaration around it, what is replaced and by what. Neither lines nor formatting are part of it. */
import * as ts from 'typescript';

const MAX_SHOWN = 100;
const CUT = '...';

/** `Registry.find: a < b → a <= b`, in one line and not longer than a reader needs. */
export function keyOf(declaration: string, original: string, replacement: string): string {
  return `${declaration}: ${shown(original)} → ${shown(replacement)}`;
}

/** Whether two keys name the same mutant: the formatter may have added spaces, parentheses or trailing commas to one of them. */
export function isSameMutant(one: string, other: string): boolean {
  const [[a, isCutA], [b, isCutB]] = [bare(one), bare(other)];
  return a.length === b.length && a.every((part, index) => isSamePart(part, isCutA[index], b[index], isCutB[index]));
}

function isSamePart(a: string, isCutA: boolean, b: string, isCutB: boolean): boolean {
  if (!isCutA && !isCutB) return a === b;
  const shared = Math.min(a.length, b.length);
  return a.slice(0, shared) === b.slice(0, shared);
}

/** Declaration, original and replacement without what a formatter decides, and whether each was cut. */
function bare(key: string): [string[], boolean[]] {
  const parts = (/^(.*?): (.*) → (.*)$/.exec(key) ?? ['', key]).slice(1);
  return [parts.map((part) => withoutFormat(part.replace(/\.\.\.$/, ''))), parts.map((part) => part.endsWith(CUT))];
}

export const withoutFormat = (code: string): string =>
  code
    .replace(/\s+/g, '')
    .replace(/,+([\])}]|$)/g, '$1')
    .replace(/[()]/g, '')
    .replace(/"/g, "'");

function shown(code: string): string {
  const line = code.trim().replace(/\s+/g, ' ');
  return line.length > MAX_SHOWN ? `${line.slice(0, MAX_SHOWN - CUT.length)}${CUT}` : line;
}

/** Answers for a position in a file the declarations around it, from the outermost to the innermost: `Registry.find`. */
export function declarationsOf(source: string): (offset: number) => string {
  const file = ts.createSourceFile('mutated.ts', source, ts.ScriptTarget.Latest, true);
  return (offset) => {
    const names: string[] = [];
    const enter = (node: ts.Node): void => {
      if (offset < node.getStart(file) || offset >= node.end) return;
      const name = nameOf(node);
      if (name !== undefined) names.push(name);
      node.forEachChild(enter);
    };
    file.forEachChild(enter);
    return names.join('.') || 'file';
  };
}

function nameOf(node: ts.Node): string | undefined {
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  const isNamed =
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isAccessor(node) ||
    ts.isPropertyDeclaration(node) ||
    (ts.isVariableDeclaration(node) && (isOfFile(node) || isFunction(node.initializer)));
  return isNamed && node.name && 'text' in node.name ? node.name.text : undefined;
}

const isOfFile = (node: ts.Node): boolean => ts.isSourceFile(node.parent.parent.parent);
const isFunction = (node: ts.Node | undefined): boolean =>
  node !== undefined && (ts.isArrowFunction(node) || ts.isFunctionExpression(node));
