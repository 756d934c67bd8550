/**
 * Takes what a job was started with out of the reasons that are kept: container runtimes quote the command that they
 * could not start, and people pass credentials as arguments.
 */

const MASK = '***';
/** Free text is cut to a length that a log line can afford. */
const LONGEST_REASON = 1024;
/** Fields of an event, at any depth, whose texts are a job's own. */
const PRIVATE_FIELDS: ReadonlySet<string> = new Set(['command', 'args', 'entryPoint', 'environment', 'env', 'parameters', 'secrets']);
/** Shorter texts (`-x`, `run`) are in every sentence. */
const SHORTEST = 4;
const DEEPEST = 12;

/** What the services say in words of their own: nothing of a job is in it, though a job may carry one of its words. */
const OF_SERVICES = new RegExp(`^(?:${[
  'Essential container in task exited', 'Host EC2 \\(instance i-[0-9a-f]+\\) terminated\\.', 'Your Spot Task was interrupted\\.', 'Task failed to start',
  'Job attempt duration exceeded timeout', 'Dependent Job failed', 'Array Child Job failed', 'JobQueue deleted',
  'Timeout waiting for network interface provisioning to complete\\.', 'Cancell?ed by JobStateTimeLimit action .*', 'CAPACITY:.*', 'MISCONFIGURATION:.*',
  'ACTION_REQUIRED.*', 'UNDETERMINED.*',
].join('|')})$`);

/** The class of an error, which decides what kind of failure it was: `CannotStartContainerError: …`. */
const ERROR_CLASS = /^(?:[A-Z][A-Za-z]*:\s*)?/;
/** How runtimes quote what they could not start, whatever it was made of, also where the quotation was cut off. */
const QUOTED_COMMAND = /(exec: |args: )(?:\\?"(?:[^"\\]|\\[^"])*(?:\\?"|$)|\[[^\]]*(?:\]|$))/g;

/** Makes a function that masks what an event's job was started with. */
export function redactor(detail: unknown): (reason: string) => string {
  let known: readonly string[] | undefined;
  return reason => {
    if (OF_SERVICES.test(reason)) return reason.slice(0, LONGEST_REASON);
    known ??= privateTexts(detail);
    const [errorClass] = ERROR_CLASS.exec(reason) as RegExpExecArray;
    const unquoted = reason.slice(errorClass.length).replace(QUOTED_COMMAND, `$1"${MASK}"`);
    return (errorClass + known.reduce(withoutSecret, unquoted)).slice(0, LONGEST_REASON);
  };
}

/** Also without the beginning of a text that was cut off where the reason ends. */
function withoutSecret(reason: string, secret: string): string {
  const masked = reason.replaceAll(secret, MASK);
  for (let length = Math.min(secret.length - 1, masked.length); length >= SHORTEST; length--) {
    if (masked.endsWith(secret.slice(0, length))) return masked.slice(0, -length) + MASK;
  }
  return masked;
}

/** The longest first, so that a text within another leaves nothing of it behind. */
function privateTexts(detail: unknown): readonly string[] {
  const found = new Set<string>();
  collect(detail, false, DEEPEST, found);
  return [...found].sort((a, b) => b.length - a.length);
}

function collect(value: unknown, isPrivate: boolean, depth: number, found: Set<string>): void {
  if (typeof value === 'string') {
    // Also as JSON and Go quote it: a text with quotes in it is told with each of them escaped.
    if (isPrivate && value.length >= SHORTEST) found.add(value).add(JSON.stringify(value).slice(1, -1));
  } else if (typeof value === 'object' && value !== null && depth > 0) {
    const named = Object.hasOwn(value, 'value') || Object.hasOwn(value, 'valueFrom');
    for (const [name, inner] of Object.entries(value)) {
      if (!(named && name === 'name')) collect(inner, isPrivate || PRIVATE_FIELDS.has(name), depth - 1, found);
    }
  }
}
