/** One parser for all tests of a process, on the repository's grammar. */
export { loadParser as testParser } from "#runtime/node/parser.ts";
