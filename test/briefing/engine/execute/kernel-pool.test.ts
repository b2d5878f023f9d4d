import { expect, test } from "vitest";
import type { KernelSession, StartOptions } from "../../../../src/briefing/engine/client/contract.js";
import { KernelPool } from "../../../../src/briefing/engine/build/toolchain.js";
import { dependenciesOf, markdown, settingsOf } from "./harness.js";
import { executeAll } from "../../../../src/briefing/engine/execute/execute-all.js";
import { FakeSession, fakeSpec as spec } from "./fake-kernel.js";
import { notebookOf } from "../../../support/notebook.js";

function setUp(dies: "never" | "at once" = "never") {
  const started: StartOptions[] = [];
  const ended: number[] = [];
  const pool = new KernelPool((_, options) => {
    const pid = started.push(options);
    options.onSpawned?.();
    options.signal?.addEventListener("abort", () => ended.push(pid));
    const session = { pid, alive: dies === "never", shutdown: () => Promise.resolve() };
    return Promise.resolve(session as unknown as KernelSession);
  });
  return { started, ended, pool };
}

test("the spare kernel is given once, to a notebook of the same folder", async () => {
  const { pool, started } = setUp();
  pool.prepare(spec, { cwd: "/a" });
  pool.prepare(spec, { cwd: "/a" });
  expect((await pool.start(spec, { cwd: "/b" })).pid).toBe(2);
  expect((await pool.start(spec, { cwd: "/a", signal: new AbortController().signal })).pid).toBe(1);
  expect((await pool.start(spec, { cwd: "/a" })).pid).toBe(3);
  expect(started).toHaveLength(3);
});

test("the spare kernel reports that its process exists before it answers, as a new one does", async () => {
  const { pool } = setUp();
  const spawned: string[] = [];
  pool.prepare(spec, { cwd: "/a" });
  for (const cwd of ["/a", "/b"]) {
    const starting = pool.start(spec, { cwd, onSpawned: () => spawned.push(cwd) });
    // Before the kernel answers.
    expect(spawned.at(-1)).toBe(cwd);
    await starting;
  }
  expect(spawned).toEqual(["/a", "/b"]);
});

test("one that has died meanwhile is not given", async () => {
  const { pool } = setUp("at once");
  pool.prepare(spec, { cwd: "/a" });
  expect((await pool.start(spec, { cwd: "/a" })).pid).toBe(2);
});

test("it ends with the signal of the notebook that got it, and when the pool is closed", async () => {
  const { pool, ended } = setUp();
  pool.prepare(spec, { cwd: "/a" });
  const controller = new AbortController();
  await pool.start(spec, { cwd: "/a", signal: controller.signal });
  controller.abort();
  expect(ended).toEqual([1]);
  pool.prepare(spec, { cwd: "/a" });
  await pool.close();
  expect(ended).toEqual([1, 2]);
});

test("while notebooks wait for their turn, the next kernel is prepared, and none after the last", async () => {
  const prepared: string[] = [];
  const job = (name: string) => ({ path: `notebooks/${name}.ipynb`, notebook: notebookOf([markdown("")]) });
  await executeAll(
    ["a", "b", "c"].map(job),
    settingsOf({ jobs: 1 }),
    dependenciesOf(() => new FakeSession(() => undefined), {
      prepareKernel: (_, { cwd }) => prepared.push(cwd),
    }),
  );
  expect(prepared).toHaveLength(2);
});
