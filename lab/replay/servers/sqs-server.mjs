/** SQS in a process of its own: the package is an ES module, which only a module can load everywhere. */
import { startFauxqs } from 'fauxqs';

const server = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false });
process.send({ port: server.port });
process.on('disconnect', () => process.exit(0));
