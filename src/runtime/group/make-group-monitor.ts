import { AutoScaling } from './auto-scaling';
import { GroupMonitor } from './group-monitor';
import { AsgVariable } from '../../domain/names/environment';
import { SignedRequests } from '../aws/signed-request';
import { Deadline } from '../deadline';
import { Environment } from '../environment';
import { Output, writeToStdout } from '../output/output';

/** Creates the monitor of Auto Scaling groups from its environment variables. */
export function makeGroupMonitor(variables: NodeJS.ProcessEnv, now: () => number = Date.now, write = writeToStdout): GroupMonitor {
  const environment = new Environment(variables);
  const deadline = new Deadline();
  const region = environment.text('AWS_REGION');
  const endpoint = `https://autoscaling.${region}.${environment.text(AsgVariable.URL_SUFFIX)}`;
  return new GroupMonitor({
    autoScaling: new AutoScaling(
      new SignedRequests(region, deadline),
      environment.optionalText('AWS_ENDPOINT_URL_AUTO_SCALING') ?? endpoint,
    ),
    metrics: environment.json<string[]>(AsgVariable.GROUP_METRICS),
    granularity: environment.text(AsgVariable.GRANULARITY),
    output: new Output(write, now),
    now,
    deadline,
  });
}
