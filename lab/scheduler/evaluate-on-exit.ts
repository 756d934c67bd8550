import { ExitCondition } from '../replay/template/batch-resources';
import { Outcome } from '../simulate/model';

/**
 * Whether AWS Batch retries a failed attempt: the first condition that fits decides, and what none fits is retried.
 *
 * @see https://docs.aws.amazon.com/batch/latest/APIReference/API_EvaluateOnExit.html
 */
export function isRetried(conditions: readonly ExitCondition[], { statusReason = '', reason = '', exitCode }: Outcome): boolean {
  const fitting = conditions.find(
    ({ onStatusReason, onReason, onExitCode }) =>
      fits(onStatusReason, statusReason) && fits(onReason, reason) && fits(onExitCode, exitCode === undefined ? '' : String(exitCode)),
  );
  return fitting?.action !== 'EXIT';
}

/** An asterisk stands for the rest of a text. Anywhere else it is a character, which none of the texts has. */
function fits(pattern: string | undefined, text: string): boolean {
  if (pattern === undefined) return true;
  return pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : text === pattern;
}
