import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { startKernel } from "../../../../src/briefing/engine/client/start-kernel.js";
import { makeRuntimeFolder } from "../../../../src/briefing/engine/client/connection-file.js";
import { isRunning, until } from "../../../support/processes.js";
import { fakeKernel } from "./fake-kernel/kernels.js";
import { temporaryFolder } from "../../../support/temporary.js";

const script = fileURLToPath(new URL("./fake-kernel/client.mjs", import.meta.url));

/** Resolves when the client's kernel is being used. */
async function startClient(how: string, modes: readonly string[]) {
  const runtime = temporaryFolder();
  const client = spawn(process.execPath, [script, how, JSON.stringify(fakeKernel(modes))], {
    env: { ...process.env, JUPYTER_RUNTIME_DIR: runtime },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(client, "exit");
  onTestFinished(() => void client.kill("SIGKILL"));
  let output = "";
  client.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  let errors = "";
  client.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  let isClosed = false;
  client.once("close", () => (isClosed = true));
  await until(() => output.includes("\n") || isClosed);
  if (!output.includes("\n")) throw new Error(`The client ended before its kernel was used.\n${errors}`);
  const pids = JSON.parse(output.split("\n")[0] ?? "") as { kernel: number; child: number };
  return { process: client, ...pids, runtime, ended };
}

// `ignores-stdin`: a kernel that does not notice by itself that its client is gone.
test.each<[how: string, modes: string[], ended: [code: number | null, signal: NodeJS.Signals | null]]>([
  ["wait", [], [null, "SIGKILL"]],
  ["wait", ["ignores-stdin", "ignores-shutdown"], [null, "SIGKILL"]],
  ["wait", ["ignores-stdin"], [null, "SIGKILL"]],
  ["wait", ["ignores-stdin"], [null, "SIGTERM"]],
  ["wait", ["ignores-stdin"], [null, "SIGINT"]],
  ["wait", ["ignores-stdin"], [null, "SIGHUP"]],
  ["exit", ["ignores-stdin"], [4, null]],
  ["throw", ["ignores-stdin"], [1, null]],
])("nothing is left of a client (%s, kernel %j) that ends with %j", async (how, modes, [code, signal]) => {
  const client = await startClient(how, modes);
  if (signal !== null) client.process.kill(signal);
  expect(await client.ended).toEqual([code, signal]);
  await until(() => !isRunning(client.kernel) && !isRunning(client.child));
  await until(async () => (await readdir(client.runtime)).length === 0);
});

test("the runtime folder is this user's alone, and one that is not ours is refused", async () => {
  const folder = temporaryFolder();
  const ours = await makeRuntimeFolder({}, folder);
  expect((await stat(ours)).mode & 0o777).toBe(0o700);
  const elsewhere = temporaryFolder();
  await mkdir(join(elsewhere, "target"));
  await symlink(join(elsewhere, "target"), ours.replace(folder, elsewhere));
  await expect(makeRuntimeFolder({}, elsewhere)).rejects.toThrow(/belongs to another user/);
});

test("a runtime folder that cannot be made is named", async () => {
  const file = join(temporaryFolder(), "file");
  await writeFile(file, "");
  const starting = startKernel(fakeKernel(), { cwd: "/", env: { JUPYTER_RUNTIME_DIR: join(file, "x") } });
  await expect(starting).rejects.toThrow(/Cannot create the folder for connection files, .*file\/x/);
});
