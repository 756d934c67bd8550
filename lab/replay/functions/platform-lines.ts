/** The lines that Lambda itself writes around an invocation: part of what a function's log costs. */
import { Outcome } from './execution-environment';
import { Logging } from '../template/lambda-functions';

const isSilent = ({ format, systemLevel }: Logging): boolean => format === 'JSON' && systemLevel === 'WARN';

export function startLine(logging: Logging, requestId: string): string[] {
  if (isSilent(logging)) return [];
  if (logging.format === 'Text') return [`START RequestId: ${requestId} Version: $LATEST`];
  return [platformLine('platform.start', { requestId, version: '$LATEST' })];
}

export function endLines(logging: Logging, requestId: string, outcome: Outcome, memoryMiB: number): string[] {
  if (isSilent(logging)) return [];
  const duration = outcome.milliseconds;
  const billed = Math.ceil(duration) + Math.ceil(outcome.initMilliseconds ?? 0);
  if (logging.format === 'Text') {
    const report = [
      `REPORT RequestId: ${requestId}`,
      `Duration: ${duration.toFixed(2)} ms`,
      `Billed Duration: ${billed} ms`,
      `Memory Size: ${memoryMiB} MB`,
      `Max Memory Used: ${memoryMiB} MB`,
    ];
    return [`END RequestId: ${requestId}`, `${report.join('\t')}\t`];
  }
  const metrics = { durationMs: duration, billedDurationMs: billed, memorySizeMB: memoryMiB, maxMemoryUsedMB: memoryMiB };
  return [platformLine('platform.report', { requestId, metrics, status: outcome.error === undefined ? 'success' : 'error' })];
}

const platformLine = (type: string, record: object): string => JSON.stringify({ time: new Date().toISOString(), type, record });
