import { expect, test } from "vitest";
import type { KernelSession, KernelSpec, StartOptions } from "../../../src/engine/client/contract.js";
import { WarmKernels } from "../../../src/tools/preview/warm-kernels.js";

const spec: KernelSpec = {
  name: "tslab",
  argv: ["kernel"],
  displayName: "TypeScript",
  language: "typescript",
  interruptMode: "message",
  env: {},
  resourceDir: "/",
};

function setUp(dies: "never" | "at once" = "never") {
  const started: StartOptions[] = [];
  const ended: number[] = [];
  const start = (_spec: KernelSpec, options: StartOptions): Promise<KernelSession> => {
    const pid = started.push(options);
    const session = { pid, alive: dies === "never", shutdown: () => Promise.resolve(void ended.push(pid)) };
    return Promise.resolve(session as unknown as KernelSession);
  };
  const controller = new AbortController();
  return { started, ended, kernels: new WarmKernels(start, controller.signal), controller };
}

test("the spare kernel is the one that is handed out, once", async () => {
  const { kernels, started } = setUp();
  kernels.prepare(spec, { cwd: "/a" });
  expect((await kernels.start(spec, { cwd: "/a", signal: new AbortController().signal })).pid).toBe(1);
  expect((await kernels.start(spec, { cwd: "/a" })).pid).toBe(2);
  expect(started).toHaveLength(2);
});

test("a kernel of another folder is started anew, and the spare one stays", async () => {
  const { kernels } = setUp();
  kernels.prepare(spec, { cwd: "/a" });
  expect((await kernels.start(spec, { cwd: "/b" })).pid).toBe(2);
  expect((await kernels.start(spec, { cwd: "/a" })).pid).toBe(1);
});

test("one that has died meanwhile is not handed out", async () => {
  const { kernels, started } = setUp("at once");
  kernels.prepare(spec, { cwd: "/a" });
  await kernels.start(spec, { cwd: "/a" });
  expect(started).toHaveLength(2);
});

test("it ends with the signal of who got it, and when it is dropped", async () => {
  const { kernels, ended } = setUp();
  kernels.prepare(spec, { cwd: "/a" });
  const controller = new AbortController();
  await kernels.start(spec, { cwd: "/a", signal: controller.signal });
  controller.abort();
  expect(ended).toEqual([1]);
  kernels.prepare(spec, { cwd: "/a" });
  await kernels.drop();
  expect(ended).toEqual([1, 2]);
});
