/** Mocha's spec reporter, which also adds what passed and failed to the file named by PASTA_TEST_COUNTS. */
const { appendFileSync } = require("node:fs");
const { reporters, Runner } = require("mocha");

module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const file = process.env.PASTA_TEST_COUNTS;
    if (!file) return;
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      appendFileSync(file, `${JSON.stringify({ passes, failures, pending })}\n`);
    });
  }
};
