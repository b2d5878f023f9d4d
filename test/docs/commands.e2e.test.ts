/** Every command listed in the reference is executed once: here, or in the named test. */
import { spawn } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { createConnection, writeConnectionFile } from "../../src/engine/client/connection-file.js";
import { reservePorts } from "../../src/engine/client/ports.js";
import { runBriefing } from "../cli/run-briefing.js";
import { temporaryFolder } from "../support/temporary.js";
import { commandsByName } from "./commands.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const work = temporaryFolder("commands");
const project = path.join(work, "docs");

/** Arguments after the name, in this order, in a copy of docs/; or the test that executes the command. */
const cases: Readonly<Record<string, readonly string[] | string>> = {
  build: "test/cli/cache.e2e.test.ts",
  preview: "test/tools/preview/preview.mjs",
  execute: "test/cli/execute.e2e.test.ts",
  check: "test/cli/execute.e2e.test.ts",
  clean: ["--check"],
  diff: "test/cli/diff-formats.e2e.test.ts",
  review: "test/cli/review.e2e.test.ts",
  render: "test/cli/render.e2e.test.ts",
  lab: "test/tools/lab/driver.mjs",
  "data add": "test/tools/data/data.e2e.test.ts",
  "data update": "test/tools/data/data.e2e.test.ts",
  "data list": "test/tools/data/data.e2e.test.ts",
  "data remove": "test/tools/data/data.e2e.test.ts",
  "data refresh": "test/openalex/killed.e2e.test.ts",
  "works estimate": "test/openalex/killed.e2e.test.ts",
  "works fetch": "test/openalex/killed.e2e.test.ts",
  "works snapshot check": "test/openalex/killed.e2e.test.ts",
  "works build": "test/works/works.e2e.test.ts",
  "works check": "test/works/works.e2e.test.ts",
  new: "test/tools/scaffold/commands.e2e.test.ts",
  init: "test/tools/scaffold/commands.e2e.test.ts",
  "git install": "test/cli/git.e2e.test.ts",
  "git uninstall": "test/cli/git.e2e.test.ts",
  "kernel start": ["--connection-file"],
  "kernel install": "test/cli/usage.e2e.test.ts",
  "kernel uninstall": "test/cli/usage.e2e.test.ts",
  "cache info": [],
  "cache clear": [],
};

beforeAll(() => {
  cpSync(path.join(root, "docs"), project, { recursive: true });
});

test("no command is missing", async () => {
  expect(Object.keys(cases)).toEqual([...(await commandsByName()).keys()]);
});

test.each(Object.entries(cases))("briefing %s", async (name, how) => {
  if (typeof how === "string") {
    const words = name.split(" ").map((word) => `"${word}"`);
    const text = readFileSync(path.join(root, how), "utf8");
    expect(text.replaceAll(/\s+/g, " ")).toMatch(new RegExp(words.join(",? ")));
    return;
  }
  // A kernel is killed with the process that started it.
  const parent = name === "kernel start" ? spawn("sleep", ["3"]) : undefined;
  const last = parent === undefined ? [] : [await connectionFile()];
  const env = {
    BRIEFING_CACHE_DIR: path.join(work, "cache"),
    ...(parent && { JPY_PARENT_PID: String(parent.pid) }),
  };
  const ran = await runBriefing([...name.split(" "), ...how, ...last], { cwd: project, env });
  expect(ran.code, ran.stderr).toBe(parent === undefined ? 0 : null);
});

async function connectionFile(): Promise<string> {
  const reserved = await reservePorts(5);
  reserved.release();
  return writeConnectionFile(createConnection(reserved.ports), "commands", work);
}
