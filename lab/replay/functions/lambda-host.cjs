/**
 * Runs one handler as the Lambda runtime does, in a process of its own. Plain JavaScript, so that nothing but the handler's
 * bundle is loaded here. What the handler writes to stdout is its log; console methods write in the function's log format.
 */
const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { format } = require('node:util');

// Functions may be run at another time than the machine's: from the time of an invocation on, their clock goes on as the machine's does.
const MachineDate = Date;
let aheadMillis = 0;
const now = () => MachineDate.now() + aheadMillis;
globalThis.Date = new Proxy(MachineDate, {
  construct: (date, values, as) => Reflect.construct(date, values.length === 0 ? [now()] : values, as),
  apply: () => new MachineDate(now()).toString(),
  get: (date, name) => (name === 'now' ? now : Reflect.get(date, name)),
});

const environment = process.env;
// What is written behind the lines of an invocation; no variable of the handler.
const fence = environment.LAB_FENCE;
delete environment.LAB_FENCE;
const [moduleName, exportName] = environment._HANDLER.split('.');
let requestId = '';

const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
const CONSOLE_LEVELS = { trace: 'TRACE', debug: 'DEBUG', log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR' };

for (const [method, level] of Object.entries(CONSOLE_LEVELS)) {
  console[method] = (...values) => process.stdout.write(`${logLine(level, values)}\n`);
}

function logLine(level, values) {
  const timestamp = new Date().toISOString();
  if (environment.AWS_LAMBDA_LOG_FORMAT !== 'JSON') {
    return `${timestamp}\t${requestId}\t${level}\t${format(...values)}`.replace(/\n/g, '\r');
  }
  const message = values.length === 1 && typeof values[0] === 'object' ? values[0] : format(...values);
  return JSON.stringify({ timestamp, level, requestId, message: message instanceof Error ? describe(message) : message });
}

if (environment.AWS_LAMBDA_LOG_FORMAT === 'JSON') {
  const least = LEVELS.indexOf(environment.AWS_LAMBDA_LOG_LEVEL ?? 'INFO');
  for (const [method, level] of Object.entries(CONSOLE_LEVELS)) {
    if (LEVELS.indexOf(level) < least) console[method] = () => {};
  }
}

const describe = (error) =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, stackTrace: String(error.stack).split('\n') }
    : { errorType: typeof error, errorMessage: String(error), stackTrace: [] };

async function loadHandler() {
  const base = join(environment.LAMBDA_TASK_ROOT, moduleName);
  const file = ['.js', '.cjs', '.mjs'].map((ending) => base + ending).find(existsSync);
  if (file === undefined) throw new Error(`Cannot find module '${moduleName}' in ${environment.LAMBDA_TASK_ROOT}`);
  const loaded = file.endsWith('.mjs') ? await import(file) : require(file);
  if (typeof loaded[exportName] !== 'function') throw new Error(`${environment._HANDLER} is undefined or not exported`);
  return loaded[exportName];
}

// Where faults are many, waits before another try may be cut short: they are fractions by chance. Whole milliseconds are left of the time of the
// invocation, and stay. Whole seconds are the patience of HTTP clients with answers: it is longer, so that a busy machine is no fault too.
const PATIENCE = 6;
if (environment.LAB_WAITS_DIVIDED_BY !== undefined) {
  const divisor = Number(environment.LAB_WAITS_DIVIDED_BY);
  const { setTimeout: wait } = globalThis;
  const scaled = (millis) => (millis % 1000 === 0 ? millis * PATIENCE : millis % 1 === 0 ? millis : millis / divisor);
  globalThis.setTimeout = (callback, millis, ...values) => wait(callback, scaled(millis), ...values);
}

const started = performance.now();
const handler = loadHandler();
handler.then(
  () => process.send({ type: 'ready', initMilliseconds: performance.now() - started }),
  (error) => process.send({ type: 'ready', initMilliseconds: performance.now() - started, error: describe(error) }),
);

// Ends at the requested point, as a process does that runs out of memory or whose machine fails: at once, in the middle of its work.
let linesToCrash = Infinity;
const die = () => process.kill(process.pid, 'SIGKILL');
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = (...values) => {
  if (linesToCrash-- === 0) die();
  return write(...values);
};

process.on('message', async ({ id, payload, deadline, invokedFunctionArn, crash, at }) => {
  aheadMillis = at === undefined ? 0 : at - MachineDate.now();
  requestId = id;
  linesToCrash = crash?.line ?? Infinity;
  const begun = performance.now();
  const finish = (outcome) => {
    if (crash !== undefined) die();
    write(`${fence}\n`);
    answer(outcome);
  };
  const answer = (outcome) => process.send({ type: 'done', id, milliseconds: performance.now() - begun, ...outcome });
  try {
    const run = await handler;
    const result = await run(JSON.parse(payload), contextOf(id, deadline, invokedFunctionArn));
    finish({ result: result === undefined ? 'null' : JSON.stringify(result) });
  } catch (error) {
    console.error(environment.AWS_LAMBDA_LOG_FORMAT === 'JSON' ? describe(error) : `Invoke Error\t${JSON.stringify(describe(error))}`);
    finish({ error: describe(error) });
  }
});
process.on('disconnect', () => process.exit(0));

const contextOf = (awsRequestId, deadline, invokedFunctionArn) => ({
  awsRequestId,
  invokedFunctionArn,
  functionName: environment.AWS_LAMBDA_FUNCTION_NAME,
  functionVersion: '$LATEST',
  memoryLimitInMB: environment.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
  logGroupName: environment.AWS_LAMBDA_LOG_GROUP_NAME,
  logStreamName: environment.AWS_LAMBDA_LOG_STREAM_NAME,
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => Math.max(0, deadline - MachineDate.now()),
});
