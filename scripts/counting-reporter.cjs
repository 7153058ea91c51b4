/**
 * Mocha's spec reporter, with stacks that can be read. To the file named by PASTA_TEST_COUNTS it also adds a line of
 * JSON: how many tests passed and failed, and by name which of them failed or needed another try, so that the end of a
 * long log can say so.
 */
const { appendFileSync } = require("node:fs");
const { isAbsolute, relative } = require("node:path");
const { reporters, Runner } = require("mocha");

/** As many lines of an error as tell what it is. */
const ERROR_LINES = 12;

module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const { EVENT_TEST_FAIL, EVENT_TEST_RETRY, EVENT_RUN_END } = Runner.constants;
    const failed = [];
    const retried = [];
    runner.on(EVENT_TEST_FAIL, (test, error) => failed.push(trouble(test, error)));
    runner.on(EVENT_TEST_RETRY, (test, error) => retried.push(trouble(test, error)));
    const file = process.env.PASTA_TEST_COUNTS;
    if (!file) return;
    runner.once(EVENT_RUN_END, () => {
      const { passes, failures } = this.stats;
      appendFileSync(file, `${JSON.stringify({ passes, failures, failed, retried })}\n`);
    });
  }
};

/** What went wrong: the test's (or hook's) titles, where, and the beginning of the error. */
function trouble(test, error) {
  if (typeof error?.stack === "string") error.stack = withoutSources(error.stack);
  const lines = String(error?.message ?? error)
    .split("\n")
    .filter((line) => line.trim() !== "");
  return {
    title: test.titlePath().join(" › "),
    place: placeIn(String(error?.stack ?? "")) ?? relative(process.cwd(), test.file ?? ""),
    error: lines.slice(0, ERROR_LINES).map((line) => line.slice(0, 200)),
  };
}

/** tsx may load a module as a `data:` URL, and every frame in it then holds the module's whole text; its path is enough. */
function withoutSources(stack) {
  return stack.replace(/data:text\/javascript,\S*?filePath=([^:\s)]*):\d+:\d+/g, (_, path) => decodeURIComponent(path));
}

/** The innermost `file:line:column` of a stack that lies in the project itself, from its root; mocha may have cut that off. */
function placeIn(stack) {
  for (const line of stack.split("\n")) {
    const place = /^\s*at (?:.*\()?(?:file:\/\/)?([^()]+:\d+:\d+)\)?$/.exec(line)?.[1];
    if (place === undefined || place.startsWith("node:") || place.includes("node_modules")) continue;
    const inside = relative(process.cwd(), place);
    if (!inside.startsWith("..") && !isAbsolute(inside)) return inside;
  }
  return null;
}
