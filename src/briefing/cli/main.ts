#!/usr/bin/env node
// The first file Node.js reads: it must parse in any version, so that old ones get a message, not a SyntaxError.
import type * as Program from "./program.js";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const works = major >= 24 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
if (!works) {
  process.stderr.write(
    `briefing: Node ${process.versions.node} cannot execute the notebooks (it cannot require ES modules).\n` +
      "Install Node 20.19 or later of the lines 20, 22 and 24 and run the command again.\n",
  );
  process.exitCode = 2;
} else if (process.argv[2] === "git" && process.argv[3] === "textconv") {
  // git starts this for every version of every file that it shows, so nothing else is loaded or compiled first.
  const { textconv } = await import("./commands/textconv.js");
  process.exitCode = await textconv(process.argv.slice(4));
} else {
  const { ensureFresh } = await import("./freshness.js");
  if (ensureFresh() === "refused") {
    process.exitCode = 2;
  } else {
    try {
      const { run } = await loadProgram();
      process.exitCode = await run(process.argv);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EMFILE") throw error;
      // Nothing more can be loaded, so the message is written here.
      process.stderr.write(
        "briefing: too many files are open in this process (EMFILE).\nRaise the limit: ulimit -n 1024\n",
      );
      process.exitCode = 2;
    }
  }
}

/** From few bundled files or, if only tsc has run, from as many as there are sources. */
async function loadProgram(): Promise<typeof Program> {
  const { existsSync } = await import("node:fs");
  const file = new URL("../bundled/command/program.mjs", import.meta.url);
  return existsSync(file) ? ((await import(file.href)) as typeof Program) : await import("./program.js");
}
