/** Loads a handler, invokes it once, and tells how long that took and how much memory, all of the process included. */
const [, , file, event] = process.argv;
const { handler } = require(file);
handler(JSON.parse(event), {}).then(
  () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    const run = { seconds: performance.now() / 1000, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakRssMib: maxRSS / 1024 };
    process.stderr.write(JSON.stringify(run), () => process.exit(0));
  },
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
