/** Preloaded into a child started with an IPC channel, so that the child ends with its parent, however that ends. */
process.on("disconnect", () => {
  process.kill(process.pid, "SIGKILL");
});
process.channel?.unref();

export {};
