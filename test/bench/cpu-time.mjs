/** CPU seconds of this process so far, its other threads (the garbage collector's) among them. */
function cpuSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** The least CPU seconds that some work takes, done so many times. */
export async function leastCpuSeconds(repeats, work) {
  let least = Infinity;
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const start = cpuSeconds();
    await work();
    least = Math.min(least, cpuSeconds() - start);
  }
  return least;
}
