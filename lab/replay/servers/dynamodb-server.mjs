/** DynamoDB in a process of its own, so that its work and the replay's share the machine's cores. */
import dynalite from 'dynalite';

const server = dynalite({ createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
// The meter keeps its connections open while the handlers think.
server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('disconnect', () => process.exit(0));
// dynalite throws an error if a request has null in place of a key, where DynamoDB responds with one.
process.on('uncaughtException', () => server.closeAllConnections());
