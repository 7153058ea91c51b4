/**
 * Loaded before a server that is measured (`node -r`): watches how long its event loop is held up. A round trip tells
 * more than that, for the system and the asking process have their share in it.
 */
const { monitorEventLoopDelay } = require("node:perf_hooks");

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();

process.on("message", (wish) => {
  if (wish === "reset") delay.reset();
  else process.send?.(delay.max / 1e6);
});
// What is only watched must not keep the process alive.
process.channel?.unref();
