/** Options of the scripts that compare with the engine. */

/** The whole number behind `--name` on the command line, or what it is without. Throws where it is no whole number. */
export function option(name: string, fallback: number): number {
  const index = process.argv.indexOf(`--${name}`);
  const value = index < 0 ? fallback : Number(process.argv[index + 1]);
  if (!Number.isSafeInteger(value)) throw new Error(`--${name} wants a whole number`);
  return value;
}
