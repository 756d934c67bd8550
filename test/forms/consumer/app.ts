/** An app as an organization has it: a pipeline deploys `BatchInsights` to two accounts, with the feature flags that `cdk init` sets. */
import { App, IAspect, Stack } from 'aws-cdk-lib';
import { CodePipeline, CodePipelineSource, ShellStep } from 'aws-cdk-lib/pipelines';
import flags from 'aws-cdk-lib/recommended-feature-flags.json';
import { Site, SiteProps } from './site';

const REGION = 'eu-west-1';

const SITES: Readonly<Record<string, Omit<SiteProps, 'aspects'>>> = {
  Beta: { env: { account: '111111111111', region: REGION }, queuesIn: 'the same stack' },
  Production: { env: { account: '222222222222', region: REGION }, queuesIn: 'two other stacks' },
};

/** @param aspects inspect each stage */
export function consumerApp(context: Readonly<Record<string, unknown>> = {}, aspects: readonly IAspect[] = []): App {
  const app = new App({ context: { ...flags, ...context } });
  const delivery = new Stack(app, 'Delivery', { env: { account: '333333333333', region: REGION } });
  const pipeline = new CodePipeline(delivery, 'Pipeline', {
    crossAccountKeys: true,
    synth: new ShellStep('Synth', { input: connectedTo('organization/app'), commands: ['npm ci', 'npx cdk synth'] }),
  });
  for (const [name, props] of Object.entries(SITES)) pipeline.addStage(new Site(delivery, name, { ...props, aspects }));
  return app;
}

const connectedTo = (repository: string): CodePipelineSource =>
  CodePipelineSource.connection(repository, 'main', {
    connectionArn: `arn:aws:codeconnections:${REGION}:333333333333:connection/01234567-89ab-cdef-0123-456789abcdef`,
  });
