import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, it, onTestFinished, test } from "vitest";
import {
  fakeKernel,
  realKernel,
  startFakeKernel,
  startHeard,
  startKernelProcess,
  textOf,
  type KernelProcess,
} from "./kernel-process.js";
import { until } from "../../../../support/processes.js";

let kernel: KernelProcess | undefined;
afterEach(async () => {
  await kernel?.close();
  kernel = undefined;
});

/** In a second or two; a machine that is busy with other things takes its time. */
const soon = 40_000;
const within = async <T>(ms: number, promise: Promise<T>): Promise<T | "too late"> =>
  Promise.race([promise, delay(ms, "too late" as const)]);

test.each([
  ["control", "while idle", "1"],
  ["control", "with open timers", "setInterval(() => undefined, 10); setTimeout(() => undefined, 1e6)"],
  ["control", "with a cell that waits", "await new Promise(() => undefined)"],
  ["shell", "with a cell that computes", "for (;;);"],
  ["shell", "with a cell that floods", "for (;;) print('x')"],
] as const)("shutdown_request on %s %s: replies and ends the process", async (channel, _, code) => {
  kernel = await startFakeKernel();
  await kernel.begun(await kernel.send("execute_request", { code }));
  await delay(100);
  const id = await kernel.send("shutdown_request", { restart: true }, { channel });
  const reply = await kernel.reply(id);
  expect(reply.content).toEqual({ status: "ok", restart: true });
  const exit = await within(soon, kernel.ended);
  expect({ exit, stderr: kernel.stderr() }).toEqual({ exit: 0, stderr: "" });
});

it("shutdown_request ends a process whose main thread is blocked for good", async () => {
  kernel = await startFakeKernel();
  const blocked = await kernel.send("execute_request", {
    code: "process.getBuiltinModule('child_process').execSync('sleep 45')",
  });
  await kernel.send("execute_request", { code: "1" });
  await kernel.begun(blocked);
  await delay(100);
  const id = await kernel.send("shutdown_request", { restart: false }, { channel: "control" });
  expect((await kernel.reply(id)).content.status).toBe("ok");
  expect(await within(soon, kernel.ended)).not.toBe("too late");
});

describe("the end of the client", () => {
  for (const [name, code] of Object.entries({ idle: "1", computing: "for (;;);" }))
    it(`closes stdin and ends a kernel that is ${name}`, async () => {
      kernel = await startFakeKernel();
      await kernel.begun(await kernel.send("execute_request", { code }));
      kernel.process.stdin.end();
      expect(await within(soon, kernel.ended)).not.toBe("too late");
    });

  it("is noticed by its pid under Jupyter, though the kernel is not its child", async () => {
    const client: ChildProcess = spawn("sleep", ["600"]);
    onTestFinished(() => void client.kill("SIGKILL"));
    kernel = await startHeard({
      argv: (file) => [fakeKernel, file, "parent"],
      env: { JPY_PARENT_PID: String(client.pid) },
    });
    await kernel.begun(await kernel.send("execute_request", { code: "for (;;);" }));
    await delay(1500);
    expect(kernel.process.exitCode).toBeNull();
    client.kill("SIGKILL");
    expect(await within(soon, kernel.ended)).not.toBe("too late");
  });
});

it("the end of the process by process.exit brings what was printed", async () => {
  kernel = await startFakeKernel();
  const id = await kernel.send("execute_request", {
    code: "for (let i = 0; i < 5000; i++) print(i); process.exit(3)",
  });
  expect(await within(soon, kernel.ended)).toBe(3);
  const own = (): string =>
    textOf({ messages: kernel?.iopub.filter((m) => m.parent_header.msg_id === id) ?? [] });
  await until(() => own().endsWith("4999\n"));
});

describe("starting", () => {
  it("says which address is taken and exits", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as AddressInfo;
    kernel = await startKernelProcess({
      argv: (file) => [fakeKernel, file, "stdin"],
      ports: [port, port + 1, port + 2, port + 3, port + 4],
    });
    expect(await within(soon, kernel.ended)).toBe(1);
    expect(kernel.stderr()).toContain(`cannot listen on tcp://127.0.0.1:${port}: EADDRINUSE`);
    taken.close();
  });

  it("explains a missing connection file and wrong usage", async () => {
    kernel = await startKernelProcess({ argv: () => [realKernel, "--connection-file=/nonexistent.json"] });
    expect(await within(soon, kernel.ended)).toBe(1);
    expect(kernel.stderr()).toContain("Cannot read the connection file /nonexistent.json");
    await kernel.close();
    kernel = await startKernelProcess({ argv: () => [realKernel, "--conection-file", "x"] });
    expect(await within(soon, kernel.ended)).toBe(2);
    expect(kernel.stderr()).toContain("Usage:");
  });
});
