#!/usr/bin/env node
// The command of the package. This file is not compiled, because npm links a command only if its file exists when the
// package is installed, and in a new clone dist/ is compiled after that.
import { existsSync } from "node:fs";

const program = new URL("../dist/cli/main.js", import.meta.url);
if (existsSync(program)) {
  await import(program.href);
} else {
  const isCheckout = existsSync(new URL("../tsconfig.json", import.meta.url));
  process.stderr.write(
    isCheckout
      ? "briefing: it is not compiled yet, src/briefing/dist/cli/main.js does not exist.\nRun: npm run compile\n"
      : "briefing: its installation is incomplete, dist/cli/main.js does not exist.\nInstall it again: npm install briefing\n",
  );
  process.exitCode = 2;
}
