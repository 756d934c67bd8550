import { leavingOf, Life } from '../around/lives';
import { registrationReportedAt } from '../events/instance-events';
import { toSecond } from '../model';
import { QueueInFlight } from './in-flight';

/** The instances of one compute environment at one instant, according to the events up to it. */
export interface InService {
  readonly At: string;
  readonly ComputeEnvironment: string;
  readonly Instances: number;
  readonly Vcpus: number;
  readonly MemoryMiB: number;
}

interface Span {
  readonly life: Life;
  readonly from: number;
  readonly to: number;
}

/** Every environment with instances, at each instant with a truth of the jobs in flight. */
export function inService(lives: readonly Life[], inFlight: readonly QueueInFlight[]): InService[] {
  const spans = lives.map((life): Span => ({ life, from: knownFrom(life), to: leavingOf(life)?.at ?? Infinity }));
  return [...new Set(inFlight.map(({ At }) => At))].flatMap((at) => {
    const here = spans.filter(({ from, to }) => from <= Date.parse(at) && Date.parse(at) < to).map(({ life }) => life.host);
    return [...new Set(here.map(({ environment }) => environment.name))].map((name) => {
      const own = here.filter(({ environment }) => environment.name === name);
      const sum = (amounts: readonly number[]): number => amounts.reduce((all, amount) => all + amount, 0);
      return {
        At: at,
        ComputeEnvironment: name,
        Instances: own.length,
        Vcpus: sum(own.map(({ vcpus }) => vcpus)),
        MemoryMiB: sum(own.map(({ memoryMiB }) => memoryMiB)),
      };
    });
  });
}

/** An instance is known from its registration on, where that is reported, and looked up at the first job that starts on it. */
function knownFrom({ host }: Life): number {
  const reportedAt = host.before ? Infinity : registrationReportedAt(host);
  return toSecond(Math.min(reportedAt, host.firstPlacedAt ?? Infinity));
}
