/** Preloaded into a child that was started with a channel: however the parent ends, the child does too. */
process.on("disconnect", () => {
  process.kill(process.pid, "SIGKILL");
});
process.channel?.unref();

export {};
