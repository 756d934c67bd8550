import { App, Aspects, Environment, IAspect, Stack } from 'aws-cdk-lib';
import { consumerApp } from '../consumer/app';
import { Form } from '../forms';

/** An app with constructs of the library. */
export interface JudgedApp {
  readonly name: string;
  /** The paths of what is not the library's: made by aws-cdk-lib, as users would. */
  readonly around: RegExp;
  readonly build: (context: Readonly<Record<string, unknown>>, aspects: readonly IAspect[]) => App;
}

const COMPUTE_ENVIRONMENTS = /^[^/]+\/(OnDemand|Spot|Fargate|FargateSpot)\//;

/** A form, in a stack of its own. */
export const appOf =
  (env?: Environment) =>
  ({ name, build }: Form): JudgedApp => ({
    name,
    around: COMPUTE_ENVIRONMENTS,
    build: (context, aspects) => {
      const app = new App({ context });
      aspects.forEach((aspect) => Aspects.of(app).add(aspect));
      build(new Stack(app, name, { env }));
      return app;
    },
  });

export const CONSUMER: JudgedApp = {
  name: 'Consumer',
  around: /^Delivery\/(Pipeline|[^/]+\/(Network|Queues\d+|Insights\/Fargate))(\/|$)/,
  build: consumerApp,
};
