/** Loads a handler as Lambda does, invokes it with the event from stdin, and tells its answer on the last line. */
const [, , file] = process.argv;
const { handler } = require(file);
let text = '';
process.stdin.on('data', (data) => {
  text += data;
});
process.stdin.on('end', async () => {
  const answer = await handler(JSON.parse(text), { awsRequestId: 'request' });
  process.stdout.write(`${JSON.stringify({ answer })}\n`, () => process.exit(0));
});
