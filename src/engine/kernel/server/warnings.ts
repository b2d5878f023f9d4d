/** Node prints a warning when a cell imports an ES module by `require`: that is how cells import, and not theirs. */
export function silenceExperimentalWarnings(): void {
  const printers = process.listeners("warning");
  process.removeAllListeners("warning");
  process.on("warning", (warning) => {
    if (warning.name === "ExperimentalWarning") return;
    for (const print of printers) print(warning);
  });
}
