/** Loads a handler, invokes it once, and tells how long that took since the process began. */
const [, , file, event] = process.argv;
const { handler } = require(file);
handler(JSON.parse(event), { awsRequestId: 'request' }).then(
  () => process.stderr.write(String(performance.now()), () => process.exit(0)),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
