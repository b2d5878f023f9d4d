import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { startKernel } from "../../../src/engine/client/start-kernel.js";
import { makeRuntimeFolder } from "../../../src/engine/client/connection-file.js";
import { isRunning, until } from "../../support/processes.js";
import { fakeKernel } from "./fake-kernel/spec.js";
import { temporaryFolder } from "../../support/temporary.js";

const script = fileURLToPath(new URL("./fake-kernel/client.mjs", import.meta.url));

interface Client {
  readonly process: ChildProcess;
  readonly kernel: number;
  readonly child: number;
  readonly runtime: string;
  readonly ended: Promise<unknown[]>;
}

/** Resolves when the client's kernel is being used. */
async function startClient(how: string, modes: readonly string[] = []): Promise<Client> {
  const runtime = temporaryFolder();
  const client = spawn(process.execPath, [script, how, ...modes], {
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

async function expectNothingLeft({ kernel, child, runtime }: Client): Promise<void> {
  await until(() => !isRunning(kernel) && !isRunning(child));
  await until(async () => (await readdir(runtime)).length === 0);
}

// `ignores-stdin`: a kernel that does not notice by itself that its client is gone.
test.each([[[]], [["ignores-stdin"]], [["ignores-stdin", "ignores-shutdown"]]])(
  "nothing is left of a client that is killed (kernel %j)",
  async (modes) => {
    const client = await startClient("wait", modes);
    client.process.kill("SIGKILL");
    await client.ended;
    await expectNothingLeft(client);
  },
);

test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
  "nothing is left of a client that %s ends",
  async (signal) => {
    const client = await startClient("wait", ["ignores-stdin"]);
    client.process.kill(signal);
    expect(await client.ended).toEqual([null, signal]);
    await expectNothingLeft(client);
  },
);

test.each([
  ["exit", 4],
  ["throw", 1],
])("nothing is left of a client that ends by %s, and its exit code is its own", async (how, code) => {
  const client = await startClient(how, ["ignores-stdin"]);
  expect(await client.ended).toEqual([code, null]);
  await expectNothingLeft(client);
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
