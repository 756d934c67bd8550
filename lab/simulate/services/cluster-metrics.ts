import { Sample, Samples } from './samples';
import { STEP } from './steps';
import { Usage } from './usage';
import { Random } from '../random';
import { ComputeEnvironment } from '../site';

const percent = (name: string, value: number): Sample => ({ name, unit: 'Percent', value: Math.min(100, value) });

/** What ECS publishes of a cluster with instances: what tasks reserve of what is registered, and what they use of it. */
export function clusterPoints({ cluster }: ComputeEnvironment, usage: Usage, step: number, random: Random): Samples[] {
  if (usage.instances.at(step) === 0) return [];
  const cpu = (100 * usage.usedVcpus.at(step)) / usage.vcpus.at(step);
  const memory = (100 * usage.usedMemoryMiB.at(step)) / usage.memoryMiB.at(step);
  return [
    {
      namespace: 'AWS/ECS',
      dimension: 'ClusterName',
      of: cluster,
      samples: [
        percent('CPUReservation', cpu),
        percent('CPUUtilization', Math.min(100, cpu) * (0.7 + 0.2 * random.next())),
        percent('MemoryReservation', memory),
        percent('MemoryUtilization', Math.min(100, memory) * (0.55 + 0.2 * random.next())),
      ],
    },
  ];
}

/** What Container Insights publishes of a cluster, on AWS Fargate too. */
export function insightsPoints({ cluster, type }: ComputeEnvironment, usage: Usage, step: number, random: Random): Samples[] {
  const tasks = usage.tasks.at(step);
  if (type === 'EKS' || (tasks === 0 && usage.instances.at(step) === 0)) return [];
  const cpu = usage.usedVcpus.at(step) * 1024;
  const memory = usage.usedMemoryMiB.at(step);
  const perVcpu = (name: string, amount: number, unit: string): Sample => ({
    name,
    unit,
    value: Math.round(usage.usedVcpus.at(step) * amount * random.near(1)),
  });
  return [
    {
      namespace: 'ECS/ContainerInsights',
      dimension: 'ClusterName',
      of: cluster,
      samples: [
        { name: 'CpuReserved', unit: 'None', value: cpu },
        { name: 'CpuUtilized', unit: 'None', value: cpu * (0.7 + 0.2 * random.next()) },
        { name: 'MemoryReserved', unit: 'Megabytes', value: memory },
        { name: 'MemoryUtilized', unit: 'Megabytes', value: memory * (0.55 + 0.2 * random.next()) },
        { name: 'ContainerInstanceCount', unit: 'Count', value: usage.instances.at(step) },
        { name: 'TaskCount', unit: 'Count', value: tasks },
        perVcpu('NetworkRxBytes', 1.8e6, 'Bytes/Second'),
        perVcpu('NetworkTxBytes', 0.7e6, 'Bytes/Second'),
        perVcpu('StorageReadBytes', (0.5e6 * STEP) / 1000, 'Bytes'),
        perVcpu('StorageWriteBytes', (0.9e6 * STEP) / 1000, 'Bytes'),
      ],
    },
  ];
}
