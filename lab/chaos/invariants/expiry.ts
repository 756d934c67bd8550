/** Every row expires when the documentation states. */
import { each, Invariant } from './invariant';
import { decodeFacts, ENDED, NODE_ENDED } from '../../../src/domain/job/facts';
import { CollectorVariable, RegistryVariable, RunTaskVariable } from '../../../src/domain/names/environment';
import { JobAttribute, InstanceAttribute, SnapshotMemory } from '../../../src/domain/names/tables';
import { JsonObject } from '../../aws/json';
import { ChaosRun } from '../run';

/** The longest that a row may be kept, seconds. */
type MaxTtl = (row: JsonObject, settings: { readonly [variable: string]: string }) => number;

/** By the variable that names a table to the function that writes it. */
const MAX_TTL_SECONDS: Readonly<Record<string, MaxTtl>> = {
  [CollectorVariable.JOB_TABLE]: (row, settings) =>
    Number(settings[row[ENDED] === undefined ? CollectorVariable.IN_FLIGHT_TTL_SECONDS : CollectorVariable.FINISHED_TTL_SECONDS]),
  [RegistryVariable.INSTANCE_TABLE]: (row, settings) =>
    Number(
      settings[row[InstanceAttribute.GONE_AT] === undefined ? RegistryVariable.REGISTERED_TTL_SECONDS : RegistryVariable.GONE_TTL_SECONDS],
    ),
  [RunTaskVariable.CALL_TABLE]: (_, settings) => Number(settings[RunTaskVariable.CALL_TTL_SECONDS]),
};
/** What a row is written with, beside its table: the reader of a table has that table's name too. */
const WRITTEN_WITH: Readonly<Record<string, string>> = {
  [CollectorVariable.JOB_TABLE]: CollectorVariable.FINISHED_TTL_SECONDS,
  [RegistryVariable.INSTANCE_TABLE]: RegistryVariable.GONE_TTL_SECONDS,
  [RunTaskVariable.CALL_TABLE]: RunTaskVariable.CALL_TTL_SECONDS,
};
/** A job in flight is kept for at least that long: its facts are needed when its terminal event arrives. */
const isJobInFlight = (variable: string, row: JsonObject): boolean => variable === CollectorVariable.JOB_TABLE && row[ENDED] === undefined;

interface Row {
  readonly variable: string;
  readonly row: JsonObject;
  readonly maxTtlSeconds: number;
}

function rowsOf({ deployment, tables }: ChaosRun): Row[] {
  return Object.keys(MAX_TTL_SECONDS).flatMap((variable) => {
    const settings =
      deployment.functions
        .map((definition) => definition.environment())
        .find((some) => WRITTEN_WITH[variable] in some && variable in some) ?? {};
    return (tables.get(settings[variable]) ?? []).map((row) => ({
      variable,
      row,
      maxTtlSeconds: MAX_TTL_SECONDS[variable](row, settings),
    }));
  });
}

/** The end of a node that has attempts left is a fact. */
const hasEnded = (row: JsonObject = {}): boolean =>
  row[ENDED] !== undefined || decodeFacts(row).facts.some(({ state }) => state === NODE_ENDED);

const isDocumented = (row: JsonObject): boolean => row[JobAttribute.JOB_ID] === SnapshotMemory.KEY;

export const EXPIRY: readonly Invariant[] = [
  {
    name: 'The row of every finished job records that it ended',
    check: (run) => {
      const ofJobs = rowsOf(run).filter(({ variable }) => variable === CollectorVariable.JOB_TABLE);
      const rows = new Map(ofJobs.map(({ row }) => [row[JobAttribute.JOB_ID], row]));
      return each(run.day.truth, ({ JobId }) =>
        !hasEnded(rows.get(JobId)) ? `${JobId} has ended, its row is ${JSON.stringify(rows.get(JobId))}` : undefined,
      );
    },
  },
  {
    name: 'Rows expire as documented; only the state of the snapshot stays',
    check: (run) =>
      each(
        rowsOf(run).filter(({ row }) => !isDocumented(row)),
        ({ variable, row, maxTtlSeconds }) => {
          const expiry = Number(row[JobAttribute.EXPIRES_AT]);
          const latest = Math.ceil(run.endedAt / 1000) + maxTtlSeconds;
          const earliest = isJobInFlight(variable, row)
            ? Math.floor(run.startedAt / 1000) + maxTtlSeconds
            : Math.floor(run.startedAt / 1000);
          return expiry >= earliest && expiry <= latest
            ? undefined
            : `${variable} ${JSON.stringify(row).slice(0, 300)} expires at ${expiry}, not within ${earliest} and ${latest}`;
        },
      ),
  },
];
