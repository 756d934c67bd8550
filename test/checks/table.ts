/** Every check, once: what it proves, its command, when it runs and about how long. `.ci/run` and `npm run verify` both read it. */

/** `gate`: each change, before it lands. `nightly`: each night on main, before a release. `weekly`: once a week. */
export type When = 'gate' | 'nightly' | 'weekly';

export interface Check {
  readonly name: string;
  /** What holds when it passes. */
  readonly proves: string;
  /** For bash. `$SEED` is the seed of the day. */
  readonly command: string;
  readonly when: readonly When[];
  /** About how long it takes on an idle machine of two cores. */
  readonly minutes: number;
  /** Checks that make what this one reads. */
  readonly needs?: readonly string[];
  /** Keeps both cores busy, or changes files that others read: nothing runs beside it. */
  readonly isAlone?: true;
  /** Ends with 75 where a package registry does not answer: then it is skipped. */
  readonly needsRegistry?: true;
}

const ALWAYS: readonly When[] = ['gate', 'nightly'];
const NIGHTLY: readonly When[] = ['nightly'];
const WEEKLY: readonly When[] = ['weekly'];

const LAB = 'npm run --silent lab --';
const TSX = 'npx tsx --tsconfig tsconfig.dev.json';

/** Days through an app that has the example and every section of dashboards, which "charts" compares with the truth. */
const APP = { none: '', mild: '', wild: `--app "${TSX} test/checks/charts/all-sections-app.ts" ` } as const;

/** A simulated day through the example, and what its records and metrics must be. */
const truth = (chaos: 'none' | 'mild' | 'wild', when: readonly When[]): Check => ({
  name: `truth-${chaos}`,
  proves: `records and metrics of a day delivered with chaos "${chaos}" equal the truth`,
  command: [
    `${LAB} simulate --jobs 2000 --seed 7 --chaos ${chaos} --out out/${chaos}`,
    `${LAB} replay ${APP[chaos]}--events out/${chaos}/events.ndjson --out out/${chaos}-replayed`,
    `${TSX} test/checks/compare-with-truth.ts out/${chaos} out/${chaos}-replayed`,
  ].join(' && '),
  when,
  minutes: 2,
});

const chaos = (name: string, proves: string, options: string, when: readonly When[], minutes: number): Check => ({
  name,
  proves,
  command: `${LAB} chaos ${options}`,
  when,
  minutes,
});

const hostile = (name: string, options: string, when: readonly When[], minutes: number): Check => ({
  name,
  proves: 'no hostile message crashes a batch, makes a record or keeps another from its queue',
  command: `${LAB} hostile --seed $SEED ${options} --out out/${name}`,
  when,
  minutes,
});

/** In the order in which they begin, unless another order keeps both cores busier. */
export const CHECKS: readonly Check[] = [
  {
    name: 'ignored',
    proves: 'git ignores no source file',
    command: 'bash test/checks/nothing-ignored.sh',
    when: ALWAYS,
    minutes: 0.1,
  },
  {
    name: 'subjects',
    proves: 'subjects of commits have their form',
    command: `${TSX} test/checks/commit-subjects.ts`,
    when: ALWAYS,
    minutes: 0.1,
  },
  {
    name: 'browser',
    proves: 'there is a browser, installed if need be',
    command: 'bash test/checks/browser.sh',
    when: ALWAYS,
    minutes: 0.5,
    needsRegistry: true,
  },
  {
    name: 'typecheck',
    proves: 'every import resolves, and types of constructs, handlers, tests and lab fit',
    command: 'npx projen typecheck',
    when: ALWAYS,
    minutes: 0.4,
  },
  {
    name: 'generated',
    proves: 'generated files are up to date',
    command: 'npx tsx .projenrc.ts && git diff --exit-code --stat',
    when: ALWAYS,
    minutes: 0.2,
    isAlone: true,
  },
  {
    name: 'test',
    proves: 'all tests pass, and cover every branch of rules and handlers',
    command: 'bash test/checks/tests.sh',
    when: ['gate'],
    minutes: 3.7,
    isAlone: true,
  },
  {
    name: 'long-tests',
    proves: 'whole streams, days, forms, bundles and SQL over many rows pass their tests',
    command: 'bash test/checks/long-tests.sh',
    when: ['gate'],
    minutes: 3,
    needs: ['test'],
    isAlone: true,
  },
  {
    name: 'test-long',
    proves: 'all tests pass, with all runs of the longest properties',
    command: 'export ALL_RUNS=1; bash test/checks/tests.sh && bash test/checks/long-tests.sh',
    when: NIGHTLY,
    minutes: 12,
    isAlone: true,
  },
  {
    name: 'mutants-changed',
    proves: 'tests notice the mutants of files that the change touches',
    command: 'npm run --silent mutants -- --changed --seed $SEED',
    when: ['gate'],
    minutes: 3,
    isAlone: true,
  },
  {
    name: 'mutants',
    proves: 'tests notice at least 90 % of all mutants, and each other one is explained',
    command: 'npm run --silent mutants',
    when: NIGHTLY,
    minutes: 60,
    isAlone: true,
  },
  { name: 'compile', proves: 'jsii compiles the library', command: 'npx projen compile', when: ALWAYS, minutes: 0.5 },
  {
    name: 'packages',
    proves:
      'the code of README and doc comments compiles, and the packages for npm and Python are made as a release makes them, with examples, links and versions for their users',
    command: 'npx projen bundle && npx projen package:js && bash test/checks/packages.sh python',
    when: ALWAYS,
    minutes: 2,
    needs: ['compile'],
  },
  {
    name: 'other-packages',
    proves: 'so are the packages for Java, Go and .NET',
    command: 'bash test/checks/packages.sh java dotnet go',
    when: NIGHTLY,
    minutes: 3,
    needs: ['packages'],
  },
  chaos(
    'chaos-listed',
    'invariants hold for seeds that hit every fault, seeds that failed once, and the seed of the day',
    '--listed --seed $SEED',
    ALWAYS,
    2,
  ),
  chaos('chaos-many', 'invariants hold in 40 days of 500 jobs with faults of all kinds', '--runs 40 --seed $SEED --jobs 500', NIGHTLY, 20),
  chaos(
    'chaos-long',
    'invariants hold in one day of 20,000 jobs, with the waits before retries that handlers have in AWS',
    '--runs 1 --seed $SEED --jobs 20000 --real-backoff',
    NIGHTLY,
    15,
  ),
  chaos('chaos-week', 'invariants hold in 200 days of 500 jobs', '--runs 200 --seed $SEED --jobs 500', WEEKLY, 65),
  chaos('chaos-huge', 'invariants hold in one day of 100,000 jobs', '--runs 1 --seed $SEED --jobs 100000', WEEKLY, 60),
  hostile('hostile-few', '--share 0.005', ['gate'], 1),
  hostile('hostile', '--share 0.05', NIGHTLY, 3),
  hostile('hostile-all', '--share 1 --write', WEEKLY, 20),
  truth('wild', ALWAYS),
  truth('none', ALWAYS),
  truth('mild', NIGHTLY),
  {
    name: 'truth-month',
    proves: 'a month of jobs, instances and idle capacity costs what is true, to the cent, by job queue and compute environment',
    command: `${TSX} test/checks/month/truth-month.ts --out out/month`,
    when: NIGHTLY,
    minutes: 2,
  },
  {
    name: 'demo',
    proves: 'the demo equals the truth, captured events included',
    command: `${LAB} demo --check --out out/demo`,
    when: ALWAYS,
    minutes: 1.5,
  },
  {
    name: 'grafana-in-browser',
    proves: 'the Grafana dashboards of the demo are drawn without an error, and their links and variables lead to what they name',
    command: `${TSX} test/checks/grafana-in-browser.ts out/demo`,
    when: ALWAYS,
    minutes: 1,
    needs: ['demo', 'browser'],
  },
  {
    name: 'explorer-in-browser',
    proves:
      'the job explorer shows in a browser what records have: by search and by clicks, in both themes, on a phone, with hostile texts and with 10,000 jobs',
    command: `${TSX} test/checks/explorer-in-browser.ts out/none-replayed`,
    when: ALWAYS,
    minutes: 1,
    needs: ['truth-none', 'browser'],
  },
  {
    name: 'permissions',
    proves: 'roles, queues, keys and buckets allow every call, and nothing that no call needs',
    command: `${LAB} permissions --out out/permissions --replayed out/none-replayed out/wild-replayed`,
    when: ALWAYS,
    minutes: 2,
    needs: ['truth-none', 'truth-wild'],
  },
  {
    name: 'actions',
    proves: "permissions agree with AWS's facts about actions",
    command: 'bash test/checks/resource-levels.sh out/permissions/{Alone,Together,OneKey,KeyForEach,Silent}',
    when: ALWAYS,
    minutes: 0.3,
    needs: ['permissions'],
    needsRegistry: true,
  },
  {
    name: 'schedules',
    proves:
      'scheduled jobs run, fail, are retried, are missed and are skipped as their schedules have it, and each run that is due has its record or its dead letter',
    command: [
      `${LAB} schedules`,
      `${LAB} schedules --app "${TSX} lab/scheduler/skipping-app.ts" --days 1 --out out/schedules-skipping`,
    ].join(' && '),
    when: ALWAYS,
    minutes: 0.4,
  },
  {
    name: 'alarms',
    proves:
      'simulated jobs drive each alarm on jobs into ALARM and out of it, by its own definition, with the messages that the runbook lists',
    command: `${TSX} test/checks/alarms/drive-alarms.ts out/alarms`,
    when: ALWAYS,
    minutes: 1,
  },
  {
    name: 'secrets',
    proves: 'no value that may be a secret is in anything that is written',
    command: `${LAB} secrets --out out/secrets`,
    when: ALWAYS,
    minutes: 1,
  },
  {
    name: 'lint',
    proves: 'ESLint and Prettier find nothing',
    command: 'npx projen eslint',
    when: ALWAYS,
    minutes: 1,
  },
  {
    name: 'judges',
    proves:
      'cdk-nag 2 and 3, cfn-lint and checkov find nothing without a reason in any form; a pipeline with 600 job queues can be deployed',
    command: 'bash test/checks/judged-by-others.sh',
    when: ALWAYS,
    minutes: 3,
    needsRegistry: true,
  },
  {
    name: 'ministack',
    proves: 'MiniStack ends with the items, records and metrics of the lab, and deploys what it knows of a scheduled job',
    command: 'bash test/checks/with-ministack.sh',
    when: ALWAYS,
    minutes: 2,
    needsRegistry: true,
  },
  {
    name: 'python',
    proves: 'a Python consumer synthesizes the template of a TypeScript one',
    command: 'bash test/checks/python-consumer.sh',
    when: ALWAYS,
    minutes: 1,
    needs: ['packages'],
    needsRegistry: true,
  },
  {
    name: 'quick-starts',
    proves: 'the quick starts in Python, Java and Go synthesize the template of the one in TypeScript',
    command: 'bash test/checks/quick-starts.sh',
    when: NIGHTLY,
    minutes: 4,
    needs: ['other-packages'],
    needsRegistry: true,
  },
  {
    name: 'npm-package',
    proves: 'the npm package is at most 1 MB, and has no run-time dependencies',
    command: 'bash test/checks/npm-package.sh',
    when: ALWAYS,
    minutes: 0.5,
    needs: ['packages'],
    needsRegistry: true,
  },
  {
    name: 'api',
    proves: 'API.md is up to date',
    command: 'npx projen docgen && git diff --exit-code --stat -- API.md',
    when: ALWAYS,
    minutes: 0.3,
    needs: ['compile'],
  },
  {
    name: 'counts',
    proves: 'requests, writes, billed units and bytes are within their limits, and 20,000 jobs in flight fit into 256 MB',
    command: 'npm run --silent bench -- counts',
    when: ALWAYS,
    minutes: 1,
  },
  {
    name: 'captured',
    proves: 'events captured in live accounts are replayed',
    command: `${LAB} replay --events test/fixtures/captured-batch-job-events.ndjson --out out/captured`,
    when: ALWAYS,
    minutes: 0.2,
  },
  {
    name: 'moto',
    proves: 'AsgMonitoring does its work against moto',
    command: 'bash test/checks/asg-with-moto.sh',
    when: ALWAYS,
    minutes: 0.5,
    needsRegistry: true,
  },
  {
    name: 'sbom',
    proves: 'the bill of materials is valid CycloneDX, and complete',
    command: 'bash test/checks/sbom.sh',
    when: ALWAYS,
    minutes: 0.3,
    needsRegistry: true,
  },
  {
    name: 'canaries',
    proves: 'no environment value, command or parameter is in what replays wrote',
    command: 'bash test/checks/no-canary.sh out/wild/events.ndjson out/none-replayed out/wild-replayed',
    when: ALWAYS,
    minutes: 0.1,
    needs: ['truth-none', 'truth-wild'],
  },
  {
    name: 'charts',
    proves: 'every chart of the sample equals the truth',
    command: `${TSX} test/checks/charts-equal-truth.ts out/wild out/wild-replayed`,
    when: ALWAYS,
    minutes: 0.3,
    needs: ['truth-wild'],
  },
  {
    name: 'limits',
    proves: 'a plain replay writes, reads and logs no more than promised',
    command: `${TSX} test/checks/replay-limits.ts out/none-replayed/summary.json`,
    when: ALWAYS,
    minutes: 0.1,
    needs: ['truth-none'],
  },
  {
    name: 'vulnerabilities',
    proves: 'no vulnerability is known of what ships',
    command: 'npx tsx projenrc/audit.ts --may-be-unanswered',
    when: NIGHTLY,
    minutes: 0.2,
    needsRegistry: true,
  },
  {
    name: 'trino',
    proves: 'views and queries of the history have the same results on Trino as on DuckDB',
    command: 'bash test/checks/trino/check.sh',
    when: NIGHTLY,
    minutes: 3,
    needsRegistry: true,
  },
  {
    name: 'newest-cdk',
    proves: 'tests of the constructs pass with the newest aws-cdk-lib',
    command: 'bash test/checks/newest-cdk.sh',
    when: NIGHTLY,
    minutes: 3,
    needs: ['packages'],
    needsRegistry: true,
  },
  {
    name: 'pictures',
    proves: 'dashboards of the demo are drawn in a browser',
    command: 'npm run --silent pictures -- --out out/demo --images out/images',
    when: NIGHTLY,
    minutes: 1,
    needs: ['demo', 'browser'],
  },
  {
    name: 'bench',
    proves: 'ratios of cold starts, reading and batches can be measured',
    command: 'npm run --silent bench',
    when: NIGHTLY,
    minutes: 3,
    isAlone: true,
  },
  {
    name: 'unchanged',
    proves: 'the checks changed no file',
    command: 'bash test/checks/unchanged.sh',
    when: ALWAYS,
    minutes: 0.1,
    isAlone: true,
  },
];
