import { withoutAbsent } from '../../../src/domain/event/without-absent';
import { Attempt, Job } from '../model';
import { Site } from '../site';
import { command, environment } from './canaries';
import { Glimpse } from './containers';
import { nodeName } from './names';

/** `eksProperties`: a pod has a node's name, and neither a log stream nor an instance. */
export function eksProperties(site: Site, job: Job, seen?: Glimpse): object {
  const { definition } = job;
  const limits = { cpu: `${definition.vcpus * 1000}m`, memory: `${definition.memoryMiB}Mi` };
  const placement = seen?.attempt.placement;
  return {
    podProperties: withoutAbsent({
      hostNetwork: true,
      containers: [
        withoutAbsent({
          name: 'default',
          image: `${site.account}.dkr.ecr.${site.region}.amazonaws.com/${definition.name}:${job.revision}`,
          command: command(job),
          args: [],
          env: environment(job),
          resources: { limits, requests: limits },
          exitCode: seen?.over ? seen.attempt.outcome?.exitCode : undefined,
          reason: seen?.over ? seen.attempt.outcome?.reason : undefined,
          volumeMounts: [],
        }),
      ],
      initContainers: [],
      volumes: [],
      metadata: { labels: { team: definition.team ?? 'none' } },
      podName: placement && `aws-batch.${placement.taskId}`,
      nodeName: placement && nodeName(placement),
    }),
  };
}

export function podContainers(job: Job, { placement, outcome }: Attempt): object[] {
  return [
    withoutAbsent({
      name: 'default',
      containerID: `containerd://${placement?.taskId.replace(/-/g, '')}${job.secret}`,
      exitCode: outcome?.exitCode,
      reason: outcome?.reason,
    }),
  ];
}
