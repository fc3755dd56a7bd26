/** One stage in this process: prints what it measured, with the peak memory of the process, as the last line. */
const [, , name, options] = process.argv;
const { run } = await import(`./stages/${name}.mjs`);
const measured = await run(JSON.parse(options));
console.log(JSON.stringify({ ...measured, peakBytes: process.resourceUsage().maxRSS * 1024 }));
