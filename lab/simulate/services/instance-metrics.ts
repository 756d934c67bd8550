import { Samples } from './samples';
import { STEP, Steps } from './steps';
import { Surroundings } from '../around/surroundings';
import { Day } from '../engine/day';
import { Host } from '../model';
import { Random } from '../random';
import { hasContainers } from '../truth/countable';

/** What jobs take of an instance over the day. */
interface HostUsage {
  readonly vcpus: Steps;
  readonly memoryMiB: Steps;
}

const SECONDS = STEP / 1000;
/** What a vCPU that works reads and writes in a second, and the size of an operation. */
const READ = { bytes: 0.5e6, operation: 128e3 };
const WRITE = { bytes: 0.9e6, operation: 64e3 };

/** What EC2 and the CloudWatch agent publish of each instance. */
export class InstanceMetrics {
  private readonly usage = new Map<Host, HostUsage>();
  private readonly hosts: readonly Host[];

  constructor({ jobs }: Day, { lives }: Surroundings, start: number) {
    this.hosts = lives.map(({ host }) => host);
    for (const host of this.hosts) this.usage.set(host, { vcpus: new Steps(start), memoryMiB: new Steps(start) });
    for (const { definition, attempts } of jobs.filter(hasContainers)) {
      for (const { placement, startingAt, stoppedAt = Infinity } of attempts) {
        const ofHost = placement?.host && this.usage.get(placement.host);
        ofHost?.vcpus.add(startingAt, stoppedAt, definition.vcpus);
        ofHost?.memoryMiB.add(startingAt, stoppedAt, definition.memoryMiB);
      }
    }
  }

  at(at: number, step: number, random: Random): readonly Samples[] {
    return this.hosts
      .filter(({ registeredAt, endedAt = Infinity }) => registeredAt <= at && at < endedAt)
      .flatMap((host) => samplesOf(host, this.usage.get(host)!, step, random));
  }
}

function samplesOf({ instanceId, vcpus, memoryMiB }: Host, usage: HostUsage, step: number, random: Random): readonly Samples[] {
  const used = usage.vcpus.at(step);
  const moved = (name: string, { bytes, operation }: typeof READ) => {
    const total = Math.round((used + 0.1) * bytes * SECONDS * random.near(1));
    return [
      { name: `EBS${name}Bytes`, unit: 'Bytes', value: total },
      { name: `EBS${name}Ops`, unit: 'Count', value: Math.round(total / operation) },
    ];
  };
  const percent = (share: number, most: number): number => Math.min(100, 1 + 100 * share * (most - 0.2 * random.next()));
  const of = { dimension: 'InstanceId', of: instanceId };
  return [
    {
      ...of,
      namespace: 'AWS/EC2',
      samples: [
        { name: 'CPUUtilization', unit: 'Percent', value: percent(used / vcpus, 0.92) },
        ...moved('Read', READ),
        ...moved('Write', WRITE),
      ],
    },
    {
      ...of,
      namespace: 'CWAgent',
      samples: [{ name: 'mem_used_percent', unit: 'Percent', value: 3 + percent(usage.memoryMiB.at(step) / memoryMiB, 0.85) }],
    },
  ];
}
