const { fork } = require('node:child_process');
const { join } = require('node:path');

const FOLDER = join(__dirname, '../../lab/replay/servers');

/**
 * Embedded servers that each worker starts once, for all of its test files that need them: a test makes tables and queues of its own.
 * They end with their worker, whose channel they listen to, and keep it from ending no longer than they take to start.
 */
const ports = new Map();

async function start(script) {
  const child = fork(join(FOLDER, script), { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const port = await new Promise((started, failed) => {
    child.once('message', (message) => started(message.port));
    child.once('error', failed);
    child.once('exit', (code) => failed(new Error(`${script} ended with exit code ${code}`)));
  });
  child.unref();
  child.channel.unref();
  return port;
}

/** The port of the worker's server, which is started where it has none yet. */
exports.portOf = (script) => {
  if (!ports.has(script)) ports.set(script, start(script));
  return ports.get(script);
};
