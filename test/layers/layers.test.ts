import { SourceFile, sourceFiles } from './sources';

const files = sourceFiles();
const byPath = new Map(files.map((file) => [file.path, file]));

const isDomain = ({ path }: SourceFile) => path.startsWith('domain/');
const isRuntime = ({ path }: SourceFile) => path.startsWith('runtime/') || path.endsWith('.lambda.ts');
const isConstruct = (file: SourceFile) => !isDomain(file) && !isRuntime(file);

/** Every import of some files that is not allowed, as `file -> import`. */
const wrong = (from: (file: SourceFile) => boolean, isAllowed: (imported: string) => boolean): string[] =>
  files
    .filter(from)
    .flatMap(({ path, imports }) => imports.filter((imported) => !isAllowed(imported)).map((imported) => `${path} -> ${imported}`));

const isOfCdk = (imported: string) => /^(aws-cdk-lib|constructs)(\/|$)/.test(imported);
const isOfNode = (imported: string) => /^(node:)?(path|fs)$/.test(imported);

describe('the layers', () => {
  test('there are files in each of them', () => {
    for (const isLayer of [isDomain, isRuntime, isConstruct]) expect(files.filter(isLayer).length).toBeGreaterThan(10);
  });

  /** Computes where things are drawn, from numbers to numbers. */
  const isOfScales = (imported: string) => imported === 'd3-scale';

  test('the domain imports only itself, and scales of charts', () => {
    expect(wrong(isDomain, (imported) => imported.startsWith('domain/') || isOfScales(imported))).toEqual([]);
  });

  test('the domain has no clock and no world: what it knows is given to it', () => {
    const worldly = ['process', 'console', 'fetch', 'setTimeout', 'require', 'globalThis', 'performance', 'crypto'];
    expect(
      files
        .filter(isDomain)
        .flatMap(({ path, identifiers }) => worldly.filter((name) => identifiers.has(name)).map((name) => `${path}: ${name}`)),
    ).toEqual([]);
    expect(
      files
        .filter(isDomain)
        .filter(({ text }) => /\bDate\.now\(|new Date\(\)|Math\.random\(/.test(text))
        .map(({ path }) => path),
    ).toEqual([]);
  });

  test('the runtime writes no line through console, which Lambda would wrap into another object', () => {
    expect(files.filter((file) => isRuntime(file) && file.identifiers.has('console')).map(({ path }) => path)).toEqual([]);
  });

  test('the runtime imports itself, the domain and packages, and neither the CDK nor a construct', () => {
    const isOfConstruct = (imported: string) => byPath.has(imported) && isConstruct(byPath.get(imported) as SourceFile);
    expect(wrong(isRuntime, (imported) => !isOfCdk(imported) && !isOfConstruct(imported))).toEqual([]);
  });

  /** What tables have for columns, and how copies of their rows are recognized: a construct and its handler must agree on both. */
  const isOfTables = (imported: string) => /^domain\/history\/(columns|deduplicated)\.ts$/.test(imported);

  /** When a schedule runs: known at synth, and to whoever shows its next runs. */
  const isOfSchedules = (imported: string) => imported.startsWith('domain/schedule/');

  test('constructs import the CDK, each other, names, schedules and the columns of tables, and neither the runtime nor an SDK', () => {
    const isOther = (imported: string) => byPath.has(imported) && isConstruct(byPath.get(imported) as SourceFile);
    expect(
      wrong(
        isConstruct,
        (imported) =>
          [isOfCdk, isOfNode, isOther, isOfTables, isOfSchedules].some((isOf) => isOf(imported)) || imported.startsWith('domain/names/'),
      ),
    ).toEqual([]);
  });

  test('files of names and of schedules import nothing but each other, and columns of tables nothing but names', () => {
    const isName = (imported: string) => imported.startsWith('domain/names/');
    expect(wrong(({ path }) => isName(path), isName)).toEqual([]);
    expect(
      wrong(
        ({ path }) => isOfTables(path),
        (imported) => isName(imported) || isOfTables(imported),
      ),
    ).toEqual([]);
    expect(wrong(({ path }) => isOfSchedules(path), isOfSchedules)).toEqual([]);
  });

  test('no handler is reached from the public index', () => {
    const reached = new Set<string>();
    const follow = (path: string): void => {
      if (reached.has(path) || !byPath.has(path)) return;
      reached.add(path);
      byPath.get(path)?.loads.forEach(follow);
    };
    follow('index.ts');
    expect(reached.size).toBeGreaterThan(20);
    expect([...reached].filter((path) => isRuntime(byPath.get(path) as SourceFile))).toEqual([]);
  });
});

describe('the files', () => {
  const lines = ({ text }: SourceFile) => text.split('\n').length - 1;

  test('none is longer than 400 lines, and a handler is wiring', () => {
    expect(files.filter((file) => lines(file) > 400).map(({ path }) => path)).toEqual([]);
    expect(
      files
        .filter(({ path }) => path.endsWith('.lambda.ts'))
        .filter((file) => lines(file) > 40)
        .map(({ path }) => path),
    ).toEqual([]);
  });

  test('none is named for nothing', () => {
    expect(files.map(({ path }) => path).filter((path) => /(^|\/)(utils?|helpers?|common|misc)(\/|\.|$)/.test(path))).toEqual([]);
  });
});
