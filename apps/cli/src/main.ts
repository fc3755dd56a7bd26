export async function run(argv: readonly string[]): Promise<number> {
  process.stdout.write(`${argv.join(' ')} ${process.version}\n`);
  return 0;
}
