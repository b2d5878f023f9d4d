import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import type { KernelSpec, StartOptions } from "../../../../src/briefing/engine/client/contract.js";
import { KernelStartError } from "../../../../src/briefing/engine/client/errors.js";
import { reservePorts, someTaken } from "../../../../src/briefing/engine/client/ports.js";
import { startKernel } from "../../../../src/briefing/engine/client/start-kernel.js";
import { defer } from "../../../../src/briefing/lib/waiting.js";
import { execute, fakeKernel, start } from "./fake-kernel/kernels.js";
import { isRunning, until } from "../../../support/processes.js";
import { temporaryFolder } from "../../../support/temporary.js";
import { rejected } from "../../../support/thrown.js";

async function failToStart(spec: KernelSpec, options: Partial<StartOptions> = {}) {
  const runtime = temporaryFolder();
  const error = await rejected(Error, start(spec, { ...options, runtime }));
  return { error, files: await readdir(runtime) };
}

test("a kernel whose first output is lost is asked until it is heard", async () => {
  const { session } = await start(fakeKernel(["loses-first=5"]));
  expect((await execute(session, "print x")).text).toBe("x\n");
});

test("a kernel that takes its time is waited for, without blocking this process", async () => {
  const runtime = temporaryFolder();
  const sign = join(temporaryFolder(), "go on");
  const spawned = defer<string>();
  const starting = start(fakeKernel([`waits-for=${sign}`]), {
    runtime,
    onSpawned() {
      spawned.resolve("spawned");
    },
  });
  // The kernel waits for the sign, so it cannot have answered.
  expect(await Promise.race([spawned.promise, starting])).toBe("spawned");
  await until(async () => (await readdir(runtime)).length === 1);
  await writeFile(sign, "");
  expect((await starting).session.info.implementation).toBe("fake");
});

test.each<[string, KernelSpec, Partial<StartOptions>, RegExp]>([
  [
    "ends",
    fakeKernel(["dies-at-start"]),
    {},
    /exited before it replied: .*exit code 3[^]*something is missing/,
  ],
  ["never answers", fakeKernel(["never-answers"]), { readyTimeoutMs: 700 }, /did not reply within 700 ms/],
  ["has another key", fakeKernel(["wrong-key"]), { readyTimeoutMs: 1500 }, /did not reply within 1500 ms/],
  ["does not exist", fakeKernel([], { argv: ["no-such", "x"] }), {}, /cannot execute its command "no-such"/],
  ["has no folder", fakeKernel(), { cwd: "/no/such" }, /its working folder \/no\/such does not exist/],
])(
  "a kernel that %s fails the start with the reason, and leaves no file",
  async (_, spec, options, message) => {
    const { error, files } = await failToStart(spec, options);
    expect(error).toBeInstanceOf(KernelStartError);
    expect(error.message).toMatch(message);
    expect(files).toEqual([]);
  },
);

test("a port taken is met with other ports when the kernel says so", async () => {
  const marker = join(temporaryFolder(), "marker");
  const { session, files } = await start(fakeKernel([`says-port-taken-once=${marker}`]));
  expect((await execute(session, "print second attempt")).text).toBe("second attempt\n");
  expect(await files()).toHaveLength(1);
});

test.each([[[]], [["says-nothing"]]])(
  "a port that another process takes before the kernel binds it is met with other ports (kernel %j)",
  async (modes) => {
    const runtime = temporaryFolder();
    const sign = join(temporaryFolder(), "go on");
    const starting = start(fakeKernel([`waits-for=${sign}`, ...modes]), { runtime });
    let port = 0;
    await until(async () => {
      const [file] = await readdir(runtime);
      const text = file === undefined ? "" : await readFile(join(runtime, file), "utf8");
      if (text === "") return false;
      port = (JSON.parse(text) as { iopub_port: number }).iopub_port;
      return true;
    });
    const thief = createServer().listen(port, "127.0.0.1");
    onTestFinished(() => void thief.close());
    await until(() => thief.listening);
    await writeFile(sign, "");
    const { session, files } = await starting;
    expect((await execute(session, "print mine")).text).toBe("mine\n");
    const [file = ""] = await files();
    expect(await readFile(join(runtime, file), "utf8")).not.toContain(String(port));
  },
);

test("ports are never handed out twice, nor when taken", async () => {
  let next = 20_000;
  const first = await reservePorts(3, () => next++);
  next = 20_000;
  const second = await reservePorts(3, () => next++);
  expect(new Set([...first.ports, ...second.ports]).size).toBe(6);
  const [port = 0] = first.ports;
  const server = createServer().listen(port, "127.0.0.1");
  onTestFinished(() => void server.close());
  await until(() => server.listening);
  expect(await someTaken(first.ports)).toBe(true);
  first.release();
  next = port;
  const third = await reservePorts(1, () => next++);
  expect(third.ports).not.toContain(port);
  second.release();
  third.release();
});

test("the connection file is its owner's alone while the kernel runs, and gone afterwards", async () => {
  const runtime = join(temporaryFolder(), "made for it");
  const { session, files } = await start(fakeKernel(), { runtime });
  const [file = ""] = await files();
  expect((await stat(join(runtime, file))).mode & 0o777).toBe(0o600);
  expect((await stat(runtime)).mode & 0o777).toBe(0o700);
  expect(file).toContain(`-${process.pid}-`);
  await session.shutdown();
  expect(await files()).toEqual([]);
});

test("the kernel gets its folder, its arguments and its environment", async () => {
  const cwd = temporaryFolder();
  const spec = fakeKernel(["at={resource_dir}"], {
    env: { FROM_SPEC: "${FROM_START}/x", HOME_COPY: "$FROM_START" },
    resourceDir: "/some/kernels/fake",
  });
  const { session } = await start(spec, { cwd, env: { FROM_START: "value", PATH_TO_REMOVE: undefined } });
  expect((await execute(session, "cwd")).text).toBe(cwd);
  expect((await execute(session, "argv")).text).toContain('"at=/some/kernels/fake"');
  expect((await execute(session, "env FROM_SPEC")).text).toBe("value/x");
  expect((await execute(session, "env HOME_COPY")).text).toBe("value");
  expect((await execute(session, "env JPY_PARENT_PID")).text).toBe(String(process.pid));
});

test("a kernel is asked to end before it is made to", async () => {
  const note = join(temporaryFolder(), "note");
  const { session } = await start(fakeKernel([`notes-shutdown=${note}`]));
  await session.shutdown();
  expect(await readFile(note, "utf8")).toBe("asked");
  expect(isRunning(session.pid)).toBe(false);
});

test("a kernel deaf to shutdown_request and SIGTERM is killed", async () => {
  const { session, files } = await start(fakeKernel(["ignores-shutdown"]), { shutdownGraceMs: 100 });
  await session.shutdown();
  expect(isRunning(session.pid)).toBe(false);
  expect(await files()).toEqual([]);
});

test("aborting ends a start, and the rejection is the signal's reason", async () => {
  const controller = new AbortController();
  setTimeout(() => {
    controller.abort(new Error("changed my mind"));
  }, 200);
  const { error, files } = await failToStart(fakeKernel(["never-answers"]), { signal: controller.signal });
  expect(error.message).toBe("changed my mind");
  expect(files).toEqual([]);
  await expect(startKernel(fakeKernel(), { cwd: "/", signal: controller.signal })).rejects.toThrow(
    "changed my mind",
  );
});

test("aborting later ends the kernel and fails the cell in flight with the signal's reason", async () => {
  const controller = new AbortController();
  const { session, files } = await start(fakeKernel(), { signal: controller.signal });
  const looping = expect(execute(session, "loop")).rejects.toThrow("enough");
  await delay(50);
  controller.abort(new Error("enough"));
  await looping;
  await session.shutdown();
  expect(isRunning(session.pid)).toBe(false);
  expect(await files()).toEqual([]);
});
