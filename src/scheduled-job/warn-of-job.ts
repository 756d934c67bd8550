import { Annotations, Token } from 'aws-cdk-lib';
import { EcsJobDefinition } from 'aws-cdk-lib/aws-batch';
import { Construct } from 'constructs';
import { looksSecret, secretsInCommand } from './job-size/plain-secrets';
import { OverlapPolicy } from './overlap-policy';
import { ScheduledJobProps } from './scheduled-job-props';
import { templateText } from './template-text';

const PLAIN_SECRET = 'cdk-batch-insights:plain-secret';
const NO_TIMEOUT = 'cdk-batch-insights:queue-without-timeout';
const NO_VALUE = 'cdk-batch-insights:parameter-without-value';
const NOT_REFERRED_TO = 'cdk-batch-insights:unused-parameter';

/** Everyone who may describe the job, or look at the template, can read its variables, its command and its parameters. */
export function warnOfPlainSecrets(scope: Construct, { environment = {}, command = [], parameters = {} }: ScheduledJobProps): void {
  const found: readonly (readonly [prop: string, names: readonly string[]])[] = [
    ['environment', secretsIn(scope, environment)],
    ['command', secretsInCommand(command.map((argument) => templateText(scope, argument)))],
    ['parameters', secretsIn(scope, parameters)],
  ];
  for (const [prop, names] of found.filter((each) => each[1].length > 0)) {
    Annotations.of(scope).addWarningV2(
      PLAIN_SECRET,
      `${prop} holds what looks like a secret: ${names.join(', ')}. Everyone who may describe the job can read it. Use secrets, with a secret of AWS Secrets Manager or a parameter.`,
    );
  }
}

const secretsIn = (scope: Construct, values: Readonly<Record<string, string>>): string[] =>
  Object.keys(values).filter((name) => looksSecret(name, templateText(scope, values[name])));

/** One run that hangs holds its turn for ever, and all later runs wait: no alarm reports it. */
export function warnOfEndlessTurn(scope: Construct, { overlapPolicy, jobDefinition, timeout }: ScheduledJobProps): void {
  if (overlapPolicy !== OverlapPolicy.QUEUE || timeout) return;
  // What an imported definition has is not known.
  if (jobDefinition && !(jobDefinition instanceof EcsJobDefinition && !jobDefinition.timeout)) return;
  Annotations.of(scope).addWarningV2(
    NO_TIMEOUT,
    'overlapPolicy is OverlapPolicy.QUEUE, and an attempt may run without limit: one run that hangs would hold up all later ones, and other jobs of the queue. Set timeout.',
  );
}

/** What has no value stays as it is: the container gets the text `Ref::name`. */
export function warnOfParameters(scope: Construct, { command = [], parameters = {} }: ScheduledJobProps): void {
  if (command.some((argument) => Token.isUnresolved(argument))) return;
  const named = command.flatMap((argument) => [...argument.matchAll(/Ref::([\w-]+)/g)].map(([, name]) => name));
  const missing = named.filter((name) => !Object.keys(parameters).includes(name));
  const unused = Object.keys(parameters).filter((name) => !named.includes(name));
  if (missing.length > 0) {
    const text = `command refers to parameters without a value: ${missing.join(', ')}. The container would get the text Ref::${missing[0]}. Set parameters.`;
    Annotations.of(scope).addWarningV2(NO_VALUE, text);
  }
  if (unused.length > 0) {
    const text = `command refers to none of these parameters: ${unused.join(', ')}. Add Ref::${unused[0]} to it, or leave them out.`;
    Annotations.of(scope).addWarningV2(NOT_REFERRED_TO, text);
  }
}
