/** Every command listed in the reference is executed once: here, or in the named test. */
import { spawn } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test, vi } from "vitest";
import { createConnection, writeConnectionFile } from "../../src/briefing/engine/client/connection-file.js";
import { reservePorts } from "../../src/briefing/engine/client/ports.js";
import { runBriefing } from "../briefing/cli/run-briefing.js";
import { temporaryFolder } from "../support/temporary.js";
import { commandsByName } from "./commands.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const work = temporaryFolder("commands");
const project = path.join(work, "docs");

/** Arguments after the name, in this order, in a copy of docs/. */
const here: Readonly<Record<string, readonly string[]>> = {
  clean: ["--check"],
  "kernel start": ["--connection-file"],
  "cache info": [],
  "cache clear": [],
};
/** The commands that each test executes. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  "briefing/cli/cache.e2e.test.ts": ["build"],
  "briefing/cli/execute.e2e.test.ts": ["execute", "check"],
  "briefing/cli/text-notebooks.e2e.test.ts": ["convert"],
  "briefing/cli/diff-formats.e2e.test.ts": ["diff"],
  "briefing/cli/review.e2e.test.ts": ["review"],
  "briefing/cli/render.e2e.test.ts": ["render"],
  "briefing/cli/git.e2e.test.ts": ["git install", "git uninstall"],
  "briefing/cli/usage.e2e.test.ts": ["kernel install", "kernel uninstall"],
  "briefing/tools/preview/preview.mjs": ["preview"],
  "briefing/tools/lab/driver.mjs": ["lab"],
  "briefing/tools/data/data.e2e.test.ts": ["data add", "data update", "data list", "data remove"],
  "briefing/tools/scaffold/commands.whole.test.ts": ["new", "init"],
  "papers/openalex/killed.e2e.test.ts": [
    "data refresh",
    "works estimate",
    "works fetch",
    "works snapshot check",
  ],
  "papers/works/works.e2e.test.ts": ["works build", "works check"],
};

beforeAll(() => {
  cpSync(path.join(root, "docs"), project, { recursive: true });
});

test("no command is missing", async () => {
  const executed = [...Object.keys(here), ...Object.values(elsewhere).flat()];
  expect(executed.sort()).toEqual([...(await commandsByName()).keys()].sort());
});

test.each(Object.entries(elsewhere))("%s executes %j", (file, names) => {
  const text = readFileSync(path.join(root, "test", file), "utf8").replaceAll(/\s+/g, " ");
  for (const name of names)
    expect(text).toMatch(new RegExp(name.replaceAll(/\w+/g, '"$&"').replaceAll(" ", ",? ")));
});

test.each(Object.entries(here))("briefing %s", async (name, how) => {
  const env = { BRIEFING_CACHE_DIR: path.join(work, "cache") };
  if (name !== "kernel start") {
    const { code, stderr } = await runBriefing([...name.split(" "), ...how], { cwd: project, env });
    expect(code, stderr).toBe(0);
    return;
  }
  // A kernel is killed with the process that started it.
  const parent = spawn("sleep", ["100"]);
  const { file, port } = await connection();
  const settings = { cwd: project, env: { ...env, JPY_PARENT_PID: String(parent.pid) } };
  const running = runBriefing([...name.split(" "), ...how, file], settings);
  await vi.waitUntil(() => answers(port), { timeout: 90_000, interval: 100 });
  parent.kill();
  const { code, stderr } = await running;
  expect(code, stderr).toBe(null);
});

async function connection(): Promise<{ readonly file: string; readonly port: number }> {
  const reserved = await reservePorts(5);
  reserved.release();
  const [port = 0] = reserved.ports;
  return { file: await writeConnectionFile(createConnection(reserved.ports), "commands", work), port };
}

/** Whether a program listens. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => {
      resolve(false);
    });
  });
}
