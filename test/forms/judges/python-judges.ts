/** Judges that read templates, as programs of a virtual environment. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Finding, Judgement } from './findings';

const SUFFIX = '.template.json';

/** What a program prints. It exits with another code than 0 where it finds something; that it printed no JSON tells that it failed. */
function output(program: string, args: readonly string[]): string {
  // No proxy is there: whatever would leave the machine fails at once.
  const nowhere = 'http://127.0.0.1:9';
  const env = { ...process.env, HTTPS_PROXY: nowhere, HTTP_PROXY: nowhere, BC_SKIP_MAPPING: 'TRUE', LOG_LEVEL: 'ERROR' };
  const done = spawnSync(program, args, { encoding: 'utf8', env, maxBuffer: 2 ** 29 });
  if (done.error !== undefined) throw done.error;
  if (done.stdout.trim() === '') throw new Error(`${program} said nothing: ${done.stderr}`);
  return done.stdout;
}

const formOf = (file: string): string => file.replace(/^.*\//, '').replace(SUFFIX, '');

interface CfnLintMatch {
  readonly Filename: string;
  readonly Rule: { readonly Id: string };
  readonly Location: { readonly Path?: readonly (string | number)[] };
}

export function judgeByCfnLint(program: string, folder: string): Judgement {
  const templates = readdirSync(folder).filter((file) => file.endsWith(SUFFIX));
  const version = output(program, ['--version']).trim().replace(/^.* /, '');
  const rules = output(program, ['--list-rules'])
    .split('\n')
    .filter((line) => /^[EW]\d{4}: /.test(line)).length;
  const matches = JSON.parse(
    output(program, ['--format', 'json', '--regions', 'us-east-1', '--', ...templates.map((file) => join(folder, file))]),
  ) as CfnLintMatch[];
  const findings = matches.map(({ Filename, Rule, Location }): Finding => ({
    judge: 'cfn-lint',
    rule: Rule.Id,
    form: formOf(Filename),
    at: (Location.Path ?? []).join('.'),
  }));
  return { judge: 'cfn-lint', version, forms: templates.length, rules, findings };
}

interface CheckovCheck {
  readonly check_id: string;
  readonly file_path: string;
  readonly resource: string;
}
interface CheckovReport {
  readonly results: {
    readonly passed_checks: readonly CheckovCheck[];
    readonly failed_checks: readonly CheckovCheck[];
    readonly parsing_errors: readonly string[];
  };
  readonly summary: { readonly checkov_version: string };
}

export function judgeByCheckov(program: string, folder: string): Judgement {
  const { results, summary } = JSON.parse(
    output(program, ['--directory', folder, '--framework', 'cloudformation', '--skip-download', '--output', 'json']),
  ) as CheckovReport;
  const checks = [...results.passed_checks, ...results.failed_checks];
  const findings = [
    ...results.failed_checks.map(({ check_id, file_path, resource }): Finding => ({
      judge: 'checkov',
      rule: check_id,
      form: formOf(file_path),
      at: resource,
    })),
    ...results.parsing_errors.map((file): Finding => ({ judge: 'checkov', rule: 'cannot be parsed', form: formOf(file), at: '' })),
  ];
  const count = (of: (check: CheckovCheck) => string): number => new Set(checks.map(of)).size;
  return {
    judge: 'checkov',
    version: summary.checkov_version,
    forms: count(({ file_path }) => file_path),
    rules: count(({ check_id }) => check_id),
    findings,
  };
}
