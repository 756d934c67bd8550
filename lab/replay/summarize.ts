import { Engine } from './engine/engine';
import { EventRouter } from './engine/event-router';
import { Incidents } from './engine/incidents';
import { Schedules } from './engine/schedules';
import { FunctionRunner } from './functions/function-runner';
import { LogGroups } from './logs/log-groups';
import { TableUse } from './servers/dynamodb-meter';
import { QueueBroker } from './servers/queue-broker';
import { CallCounts } from './standins/stand-ins';
import { ratio, Summary, TableSummary } from './summary';
import { StoredTable } from './tables-output';

export interface ReplayParts {
  readonly engine: Engine;
  readonly router: EventRouter;
  readonly schedules: Schedules;
  readonly schedulesNotRun: readonly string[];
  readonly runners: readonly FunctionRunner[];
  readonly broker: QueueBroker;
  readonly deadLetters: { readonly [queue: string]: number };
  readonly tables: readonly StoredTable[];
  readonly tableUse: TableUse;
  readonly logs: LogGroups;
  readonly calls: CallCounts;
  readonly incidents: Incidents;
  readonly seconds: number;
}

export function summarize({
  engine,
  router,
  schedules,
  runners,
  broker,
  tables,
  tableUse,
  logs,
  incidents,
  ...measured
}: ReplayParts): Summary {
  const used = runners.filter(({ invocations }) => invocations > 0);
  const byFunction = (value: (runner: FunctionRunner) => number): { [fn: string]: number } =>
    Object.fromEntries(used.map((runner) => [runner.definition.id, value(runner)]));
  const tableSummaries = tables.map((table) => [table.id, summarizeTable(table, tableUse)] as const);
  const sum = (value: (table: TableSummary) => number): number => tableSummaries.reduce((all, [, table]) => all + value(table), 0);
  const readUnits = sum((table) => table.readUnits);
  const writeUnits = sum((table) => table.writeUnits);
  const scanReadUnits = sum(({ operations }) => operations.Scan?.readUnits ?? 0);
  return {
    eventsRead: engine.eventsRead,
    eventsElsewhere: router.elsewhere,
    eventsMatched: Object.fromEntries(router.matched),
    scheduledInvocations: Object.fromEntries(schedules.invocations),
    schedulesNotRun: measured.schedulesNotRun,
    invalidLines: engine.invalidLines,
    rejectedEvents: logs.rejections.size,
    lostEvents: incidents.lostEvents,
    metricViolations: logs.violations.length,
    rejectedDocuments: logs.rejectedDocuments,
    invocations: byFunction(({ invocations }) => invocations),
    failedInvocations: byFunction(({ failures }) => failures),
    billedMilliseconds: byFunction(({ billedMilliseconds }) => billedMilliseconds),
    messages: Object.fromEntries(broker.queues.map(({ id, use }) => [id, use])),
    deadLetters: measured.deadLetters,
    tables: Object.fromEntries(tableSummaries),
    readUnits,
    scanReadUnits,
    writeUnits,
    maxItemBytes: Object.fromEntries(tables.map(({ id, maxItemBytes }) => [id, maxItemBytes])),
    readsPerJob: ratio(readUnits - scanReadUnits, logs.recordCount),
    writesPerState: ratio(writeUnits, router.distinct.size),
    logLines: logs.lines,
    logBytes: logs.bytes,
    logBytesByGroup: logs.bytesByGroup,
    logBytesPerJob: ratio(logs.bytesBesideRecords, logs.recordCount),
    records: logs.recordCount,
    dataPoints: logs.dataPointCount,
    apiCalls: Object.fromEntries(measured.calls),
    errors: incidents.count,
    errorMessages: incidents.messages,
    seconds: Math.round(measured.seconds * 1000) / 1000,
  };
}

function summarizeTable({ name, items, maxItemBytes }: StoredTable, tableUse: TableUse): TableSummary {
  const operations = Object.fromEntries(tableUse.get(name) ?? []);
  const uses = Object.values(operations);
  return {
    items,
    maxItemBytes,
    readUnits: uses.reduce((sum, { readUnits }) => sum + readUnits, 0),
    writeUnits: uses.reduce((sum, { writeUnits }) => sum + writeUnits, 0),
    itemsRead: uses.reduce((sum, { keysRead }) => sum + keysRead, 0),
    operations,
  };
}
