// Compiles the packages of this repository into their dist/ (npm run compile). Only one process compiles at a time: when
// several commands find dist/ older than src/, one compiles it, and the others wait and use the result.
import { spawnSync } from "node:child_process";
import { utimesSync, writeFileSync } from "node:fs";
import { rolldown } from "rolldown";
import { dist, tool } from "./places.mjs";

/** A module of src/ that this program needs before anything is compiled. */
async function loadSource(file) {
  const bundle = await rolldown({ input: `${tool}/${file}`, platform: "node" });
  const { output } = await bundle.generate({ format: "esm" });
  await bundle.close();
  return import(`data:text/javascript,${encodeURIComponent(output[0].code)}`);
}
const { withLock } = await loadSource("lib/lock.ts");
const { compilationLock, isCurrent } = await loadSource("lib/compiled.ts");

let hasWaited = false;
const onTaken = (holder) => {
  if (!hasWaited) process.stderr.write(`Process ${holder} is compiling dist/, waiting for it …\n`);
  hasWaited = true;
};
process.exitCode = await withLock(compilationLock(tool), { onTaken }, () =>
  hasWaited && isCurrent(tool) ? 0 : compile(),
);

/** The exit code. */
function compile() {
  // A source that is saved meanwhile is newer than this mark, so that the next command compiles again.
  const started = new Date();
  for (const argv of [
    [
      "node_modules/typescript-native/bin/tsc",
      "-b",
      "src/papers",
      "src/collaboration",
      "src/briefing/tools/lab/extension",
    ],
    [`${tool}/tools/package/after-compile.mjs`],
  ]) {
    const { status } = spawnSync(process.execPath, argv, { stdio: "inherit" });
    if (status !== 0) return status ?? 1;
  }
  writeFileSync(`${dist}/.compiled`, "");
  utimesSync(`${dist}/.compiled`, started, started);
  return 0;
}
