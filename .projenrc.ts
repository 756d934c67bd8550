import { awscdk, github, javascript, JsonPatch, release } from 'projen';
import { PINNED_ACTIONS } from './projenrc/pinned-actions';
import { TYPES } from './test/checks/commit-subjects';
import { LONG_TESTS } from './test/jest/long-tests';

/** The lowest aws-cdk-lib that names the Node.js 24 runtime, which the handlers run on. */
const CDK_FLOOR = '2.224.0';

/** Handlers as small as they can be: every cold start loads them. Measured in docs/adr/0022-signed-dynamodb-requests.md. */
const SLIM_BUNDLE = {
  externals: [],
  sourcemap: false,
  esbuildArgs: {
    '--minify': true,
    '--format': 'cjs',
    '--main-fields': 'module,main',
    '--supported:dynamic-import': 'false',
    // THIRD-PARTY-NOTICES.txt beside the bundle holds the whole licences.
    '--legal-comments': 'none',
    '--alias:@datastructures-js/heap': './src/runtime/aws/max-heap.ts',
  },
};

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-batch-insights',
  description:
    'AWS CDK constructs that show what runs on AWS Batch: job records with waits, placement and failure causes, metrics, dashboards, from events alone',
  keywords: [
    'aws',
    'aws-cdk',
    'cdk',
    'awscdk',
    'aws-batch',
    'batch',
    'monitoring',
    'observability',
    'cloudwatch',
    'dashboard',
    'eventbridge',
    'spot',
    'cost',
    'finops',
    'hpc',
  ],
  author: 'cdk-batch-insights contributors',
  authorAddress: 'https://github.com/cdk-batch-insights',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk-batch-insights/cdk-batch-insights',
  license: 'Apache-2.0',
  stability: 'experimental',
  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '22.0.0',
  workflowNodeVersion: '24.x',

  cdkVersion: CDK_FLOOR,
  constructsVersion: '10.4.2',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  projenrcTs: true,
  tsconfigDevFile: 'tsconfig.dev.json',

  // Somebody starts a release, of a commit that the checks of a night passed.
  releaseTrigger: release.ReleaseTrigger.workflowDispatch(),
  releaseWorkflowSetupSteps: [
    {
      name: 'Was the night green on this commit?',
      env: { GH_TOKEN: '${{ github.token }}' },
      run: [
        'green=$(gh api "repos/$GITHUB_REPOSITORY/commits/$GITHUB_SHA/check-runs?check_name=nightly" --jq \'[.check_runs[] | select(.conclusion == "success")] | length\')',
        '[ "$green" -gt 0 ] || { echo "::error::No nightly run passed on $GITHUB_SHA. Start one: gh workflow run nightly"; exit 1; }',
      ].join('\n'),
    },
  ],
  githubOptions: { pullRequestLintOptions: { semanticTitleOptions: { types: [...TYPES] } } },

  npmTrustedPublishing: true,
  jsiiReleaseVersion: '0.2.1061',
  publishToPypi: { distName: 'cdk-batch-insights', module: 'cdk_batch_insights', trustedPublishing: true },
  publishToMaven: {
    javaPackage: 'io.github.cdkbatchinsights',
    mavenGroupId: 'io.github.cdkbatchinsights',
    mavenArtifactId: 'cdk-batch-insights',
    mavenServerId: 'central-ossrh',
  },
  publishToNuget: { dotNetNamespace: 'CdkBatchInsights', packageId: 'CdkBatchInsights', trustedPublishing: true },
  publishToGo: { moduleName: 'github.com/cdk-batch-insights/cdk-batch-insights-go' },

  devDeps: [
    '@aws-sdk/client-dynamodb',
    '@aws-sdk/xml-builder',
    '@duckdb/node-api@1.5.5-r.5',
    '@smithy/core',
    '@smithy/signature-v4',
    '@grafana/grafana-foundation-sdk@0.0.21',
    'eslint-plugin-regexp',
    // The newest that runs on Node.js 20 too, which some machines still have.
    '@stryker-mutator/core@~9.5.1',
    '@types/aws-lambda',
    '@types/d3-scale',
    // Of an older Node.js than the lowest one: nothing newer is used, so that machines that still have it can run the tests.
    '@types/node@^20',
    'ajv',
    'aws-embedded-metrics',
    // Later ones ask for a later constructs than the lowest that the library takes.
    'cdk-nag@2.37.55',
    '@datastructures-js/heap',
    'd3-scale',
    'dt-sql-parser@4.5.1',
    'dynalite@4.0.0',
    'echarts',
    'fast-check',
    'fauxqs@1.9.2',
    'jest-environment-node@^30',
    'playwright-core',
    'jsonata@^1.8.7',
    'marked',
    'tsx',
  ],
  bundlerOptions: { esbuildVersion: '0.28.2' },
  lambdaOptions: {
    // Users may choose Node.js 22 for Regions that lack 24, so the bundles hold nothing newer: src/handler-options/check-handler-options.ts.
    runtime: new awscdk.LambdaRuntime('nodejs24.x', 'node22'),
    awsSdkConnectionReuse: false,
    bundlingOptions: SLIM_BUNDLE,
  },

  prettier: true,
  prettierOptions: {
    settings: {
      printWidth: 140,
      singleQuote: true,
      arrowParens: javascript.ArrowParens.ALWAYS,
      trailingComma: javascript.TrailingComma.ALL,
    },
    ignoreFileOptions: {
      ignorePatterns: [
        '*',
        '!*/',
        '!*.ts',
        '!*.cjs',
        '!*.js',
        '*-function.ts',
        'out/',
        'lib/',
        'dist/',
        'node_modules/',
        'test-reports/',
        'coverage/',
        'assets/',
        'test/**/fixtures/assembly/',
      ],
    },
  },
  eslintOptions: {
    prettier: true,
    dirs: ['src', 'lab', 'examples'],
    devdirs: ['test', 'lab', 'examples', 'bench'],
    // A check that mends what it finds lets it pass.
    commandOptions: { fix: false },
  },
  tsconfigDev: {
    include: ['lab/**/*.ts', 'examples/**/*.ts', 'bench/**/*.ts', '.projenrc.ts'],
    compilerOptions: {
      paths: { 'cdk-batch-insights': ['./src/index.ts'] },
    },
  },
  jestOptions: {
    // A snapshot that updates itself is no check.
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: {
      // Each worker loads the CDK once: docs/adr/0016-tests-share-the-cdk.md.
      testEnvironment: '<rootDir>/test/jest/environment.cjs',
      transformIgnorePatterns: ['/node_modules/(?!(aws-cdk-lib|constructs)/)'],
      testPathIgnorePatterns: ['/node_modules/', ...LONG_TESTS.map((file) => `<rootDir>/${file}`)],
      // D3 is published as ES modules, which Jest does not load; its builds for all module systems have the same code.
      moduleNameMapper: { '^(d3-[a-z-]+|internmap)$': '<rootDir>/node_modules/$1/dist/$1.min.js' },
      // V8's own coverage doubles the time of the tests.
      coverageProvider: 'babel',
      // Jest's own choice is one worker less than there are cores, which is one on two.
      maxWorkers: '100%',
      // The layers with a gate. Coverage of the constructs would cost a minute, and their templates are what is tested.
      collectCoverageFrom: ['src/domain/**/*.ts', 'src/runtime/**/*.ts'],
    },
  },
  gitignore: [
    '!/lab/replay/logs/',
    '/test-reports/',
    '/.jsii.tabl.json',
    '/out/',
    '/cdk.out/',
    '/.stryker-tmp/',
    '/docs/images/*-light.png',
    '/docs/images/*-dark.png',
    '/docs/images/*-phone.png',
    '*.tgz',
    '__pycache__/',
    '.venv/',
  ],
  depsUpgradeOptions: { cooldown: 7 },
  // What a pull request leaves out is told, and not written into it: the build installs what the lock file says, and may write nothing.
  buildWorkflowOptions: { mutableBuild: false },
  postBuildSteps: [
    { name: 'Lint', run: 'npx projen eslint' },
    // Not of a pull request: an advisory is no fault of a change.
    { name: 'Known vulnerabilities of what ships', if: "${{ github.event_name != 'pull_request' }}", run: 'npx projen audit' },
    { name: 'Bill of materials of what ships', run: 'npx projen sbom dist/sbom.cdx.json' },
  ],
});

project.npmignore?.exclude(
  '/lab/',
  '/examples/',
  '/bench/',
  '/docs/',
  '/projenrc/',
  '/test-reports/',
  '/.stryker-tmp/',
  '/.jsii.tabl.json',
  '/out/',
  '/.ci/',
  '/.projenrc.ts',
  '/CONTRIBUTING.md',
  // Only handlers need these, and their bundles hold them.
  '/lib/**/*.lambda.*',
  '/lib/runtime/',
  '/lib/domain/*',
);
// Source maps with all sources in them would be half of the package.
const sources = project.tryFindObjectFile('tsconfig.json')!;
['inlineSourceMap', 'inlineSources'].forEach((option) => sources.addOverride(`compilerOptions.${option}`, false));
project.npmignore?.include('/lib/domain/names/');
project.npmignore?.include('/lib/domain/schedule/');
// Of the history, the constructs need the columns and the SQL, which the handlers have in their bundles.
project.npmignore?.include('/lib/domain/history/');
project.npmignore?.exclude('/lib/domain/history/*');
project.npmignore?.include('/lib/domain/history/columns.*', '/lib/domain/history/deduplicated.*');
project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');
// Versions of which every platform's binary is published: a lock file without some of them is refused elsewhere.
project.package.addPackageResolutions('unrs-resolver@1.12.2');
project.package.addField('type', 'commonjs');

project.jest!.config.transform['/node_modules/(aws-cdk-lib|constructs)/.+\\.js$'] = '<rootDir>/test/jest/shared-packages.cjs';

// The rules and the handlers are covered branch by branch.
project.jest!.config.coverageThreshold = { './src/domain/': { branches: 100 }, './src/runtime/': { branches: 100 } };

// Tests start real servers and processes: on a busy machine that takes longer than Jest's five seconds, and fails nothing.
project.jest!.config.testTimeout = 180_000;

// The handlers' bundles are assets of the constructs: nothing can be synthesized, so nothing tested, without them.
const bundle = project.tasks.tryFind('bundle')!;
const test = project.testTask;
test.prependSpawn(bundle);
// Lint takes a minute and concerns no behaviour: it is a check of its own, beside the tests.
test.removeStep(test.steps.findIndex(({ spawn }) => spawn === 'eslint'));

const bundles = bundle.steps.map((step) => {
  const task = project.tasks.tryFind(step.spawn!)!;
  const metafile = `out/${task.name.replace(/[^a-z-]/g, '-')}.json`;
  const esbuild = [...task.steps[0].execArgs!, `--metafile=${metafile}`];
  task.updateStep(0, { execArgs: esbuild });
  task.execArgs(['tsx', 'projenrc/third-party-notices.ts', metafile]);
  return { metafile, esbuild };
});
// All of them are steps of one task, and have one process for all notices: a task takes a second to start, and so does tsx.
bundle.reset();
bundles.forEach(({ esbuild }) => bundle.execArgs(esbuild));
bundle.execArgs(['tsx', 'projenrc/third-party-notices.ts', ...bundles.map(({ metafile }) => metafile)]);

// Built from the same sections as the CloudWatch dashboards, with Grafana's SDK, which is needed nowhere else. A test fails if the files are not current.
project.addTask('grafana-dashboards', {
  description: 'Build the Grafana dashboards that ship',
  exec: 'tsx projenrc/grafana-dashboards.ts',
});

// Tests, lab and examples are in the development configuration alone, which ESLint does not find by itself.
const eslint = project.eslint!;
delete eslint.config.parserOptions.projectService;
eslint.config.parserOptions.project = './tsconfig.dev.json';
eslint.allowDevDeps('**/src/runtime/**');
eslint.allowDevDeps('**/src/domain/explorer/**');
// Events hold texts of users, of any length: no pattern may take time by the square of it, or more.
eslint.addPlugins('regexp');
eslint.addOverride({
  files: ['src/**/*.ts'],
  rules: {
    'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
    'regexp/no-super-linear-move': ['error', { report: 'potential' }],
  },
});
eslint.config.settings['import/core-modules'] = ['cdk-batch-insights'];
project.addTask('eslint:fix', { description: 'Mend what ESLint can mend', steps: [{ exec: 'npx projen eslint --fix' }] });
eslint.addRules({
  '@typescript-eslint/explicit-member-accessibility': ['error', { accessibility: 'no-public' }],
});

// aws-cdk-lib's Go module asks for this one, which not every module proxy serves: without it the code is generated and not compiled.
const GO_DEPENDENCY = 'github.com/cdklabs/awscdk-asset-node-proxy-agent-go/nodeproxyagentv6/v2@v2.1.3';
project.tasks.tryFind('package:go')!.reset(`jsii-pacmak -v --target go $(go mod download ${GO_DEPENDENCY} || echo --code-only)`);

// Without the .NET SDK the code is generated and not built.
project.tasks.tryFind('package:dotnet')!.reset('jsii-pacmak -v --target dotnet $(command -v dotnet >/dev/null || echo --code-only)');

// aws-cdk-lib and constructs stay the ranges that the library takes: without this, their newest versions of the day are what a consumer gets.
const MAVEN_RANGES = 'excludes=software.amazon.awscdk:aws-cdk-lib,software.constructs:constructs';
project.tasks.tryFind('package:java')!.reset(`jsii-pacmak -v --target java --mvn-define ${MAVEN_RANGES}`);

// Packages of other languages show the README and the examples of doc comments in their language, and links that lead somewhere. Each is made in a job of
// its own, from what npm packs, so each translates them.
const translate = project.addTask('translate', {
  description: 'Translate examples, and make links absolute, for the packages of other languages',
  steps: [
    { exec: 'tsx projenrc/absolute-links.ts' },
    { exec: 'jsii-rosetta extract --strict', condition: '[ ! .jsii.tabl.json -nt .jsii ]' },
  ],
});
for (const language of ['python', 'java', 'dotnet', 'go']) project.tasks.tryFind(`package:${language}`)!.prependSpawn(translate);

// What ships is told, and judged, at every release.
project.addTask('sbom', { description: 'Write the bill of materials of what ships', exec: 'tsx projenrc/sbom.ts', receiveArgs: true });
project.addTask('audit', { description: 'Ask for known vulnerabilities of what ships', exec: 'tsx projenrc/audit.ts', receiveArgs: true });
// Users read one changelog, written by hand: its unreleased part becomes the notes of the release.
const releaseTask = project.tasks.tryFind('release')!;
releaseTask.insertStep(releaseTask.steps.findIndex(({ spawn }) => spawn === 'bump') + 1, { exec: 'tsx projenrc/release-notes.ts' });

const releaseWorkflow = project.github!.tryFindWorkflow('release')!;
releaseWorkflow.file!.patch(
  JsonPatch.add('/jobs/release/permissions/checks', 'read'),
  JsonPatch.add('/jobs/release_github/steps/-', {
    name: 'Bill of materials',
    if: '${{ !inputs.dry_run }}',
    env: { GITHUB_TOKEN: '${{ secrets.GITHUB_TOKEN }}' },
    run: 'gh release upload "$(cat dist/releasetag.txt)" dist/sbom.cdx.json -R "$GITHUB_REPOSITORY" --clobber',
  }),
);
project.github!.tryFindWorkflow('build')!.file!.patch(JsonPatch.replace('/jobs/build/permissions/contents', 'read'));
for (const [action, hash] of Object.entries(PINNED_ACTIONS)) project.github!.actions.set(action, `${action}@${hash}`);

const LAB = 'tsx --tsconfig tsconfig.dev.json lab/main.ts';
project.addTask('typecheck', { description: 'Check the types of handlers, tests and lab', exec: 'tsc --noEmit -p tsconfig.dev.json' });
// Plain scripts, because projen would read the arguments as its own.
project.package.setScript('lab', LAB);
project.package.setScript('demo', `${LAB} demo`);
project.package.setScript('pictures', 'tsx --tsconfig tsconfig.dev.json lab/pictures/main.ts');
project.package.setScript('bench', 'tsx --tsconfig tsconfig.dev.json bench/main.ts');
project.package.setScript('mutants', 'tsx --tsconfig tsconfig.dev.json test/mutants/main.ts');

project.package.setScript('verify', 'tsx --tsconfig tsconfig.dev.json test/checks/verify.ts');

interface Checks {
  readonly on: github.workflows.Triggers;
  readonly timeoutMinutes: number;
  readonly permissions: github.workflows.JobPermissions;
  readonly steps: readonly github.workflows.JobStep[];
}

/** A workflow that runs checks on a clone with its whole history, which says what a change is compared with. */
function addChecks(name: string, { on, steps, ...job }: Checks): void {
  const workflow = project.github!.addWorkflow(name);
  workflow.on(on);
  workflow.addJob(name, {
    ...job,
    runsOn: ['ubuntu-latest'],
    steps: [
      github.WorkflowSteps.checkout({ with: { fetchDepth: 0 } }),
      ...project.renderWorkflowSetup().filter((step) => step.uses?.startsWith('actions/setup-node')),
      ...steps,
    ],
  });
}

const { READ, WRITE } = github.workflows.JobPermission;

// The gate for every change: the build workflow only builds and runs the tests.
addChecks('checks', {
  on: { pullRequest: {}, push: { branches: ['main'] }, workflowDispatch: {} },
  timeoutMinutes: 60,
  permissions: { contents: READ },
  steps: [{ name: 'Gate', run: 'bash .ci/run' }],
});

/** Long checks on main. The issue that they open where they fail says what failed, and how to run that again with the same seed. */
function addScheduledChecks(name: string, group: string, cron: string, timeoutMinutes: number): void {
  addChecks(name, {
    on: { schedule: [{ cron }], workflowDispatch: {} },
    timeoutMinutes,
    permissions: { contents: READ, issues: WRITE },
    steps: [
      { name: 'Install dependencies', run: 'npm ci' },
      { name: 'Checks', run: `npm run verify -- ${group}` },
      {
        name: 'Open an issue',
        if: 'failure()',
        env: { GH_TOKEN: '${{ github.token }}' },
        run: `gh issue create --title "The ${name} checks failed on $(git rev-parse --short HEAD)" --body-file test-reports/checks/summary.md`,
      },
    ],
  });
}
addScheduledChecks('nightly', 'all', '0 1 * * *', 300);
addScheduledChecks('weekly', 'weekly', '0 4 * * 0', 360);

// Nothing is merged by itself that these did not pass.
project.autoMerge!.addConditions('status-success=checks');

project.synth();
