/** Every command that the reference lists is executed once: here, or in the test that is named. */
import { execFileSync, spawn } from "node:child_process";
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

/** Arguments behind the name, in this order, in a copy of docs/; or the test that executes the command. */
const cases: Readonly<Record<string, readonly string[] | string>> = {
  build: [],
  preview: "test/tools/preview/preview.mjs",
  execute: ["notebooks/02-gallery.ipynb"],
  check: [],
  clean: ["--check"],
  diff: ["output", "output"],
  review: ["output", "output"],
  render: ["output/notebooks/02-gallery.ipynb", "-o", "rendered"],
  lab: "test/tools/lab/driver.mjs",
  "data add": ["../more.csv"],
  "data update": ["visits"],
  "data list": [],
  "data remove": ["more"],
  "data refresh": "test/openalex/killed.e2e.test.ts",
  "works estimate": "test/openalex/killed.e2e.test.ts",
  "works fetch": "test/openalex/killed.e2e.test.ts",
  "works snapshot check": "test/openalex/killed.e2e.test.ts",
  "works build": "test/works/works.e2e.test.ts",
  "works check": "test/works/works.e2e.test.ts",
  new: ["03-more"],
  init: ["../other"],
  "git install": [],
  "git uninstall": [],
  "kernel start": ["--connection-file"],
  "kernel install": ["--prefix", "../prefix"],
  "kernel uninstall": ["--prefix", "../prefix"],
  "cache info": [],
  "cache clear": [],
};

beforeAll(() => {
  cpSync(path.join(root, "docs"), project, { recursive: true });
  cpSync(path.join(root, "docs/data/towns.csv"), path.join(work, "more.csv"));
  execFileSync("git", ["init", "--quiet"], { cwd: project });
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
