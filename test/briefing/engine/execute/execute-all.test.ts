import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { ExecuteJob, Progress } from "../../../../src/briefing/engine/execute/contract.js";
import { executeAll } from "../../../../src/briefing/engine/execute/execute-all.js";
import { loadJobs } from "../../../../src/briefing/engine/execute/load-jobs.js";
import { keepPartial } from "../../../../src/briefing/engine/build/execute-jobs.js";
import { parseNotebook } from "../../../../src/briefing/engine/notebook/parse.js";
import { code, dependenciesOf, markdown, settingsOf, statusesOf } from "./harness.js";
import { FakeSession, prints, scripted, type Script } from "./fake-kernel.js";
import { temporaryFolder } from "../../../support/temporary.js";
import { notebookOf } from "../../../support/notebook.js";

const job = (name: string, ...sources: string[]): ExecuteJob => ({
  path: `notebooks/${name}.ipynb`,
  notebook: notebookOf(sources.map((source) => code(source))),
});

/** Starts sessions and counts how many there are and execute at once. */
function kernels(script: Script) {
  const sessions: FakeSession[] = [];
  let running = 0;
  const most = { executing: 0, alive: 0 };
  const counted: Script = async (cell) => {
    running += 1;
    most.executing = Math.max(most.executing, running);
    most.alive = Math.max(most.alive, sessions.filter(({ alive }) => alive).length);
    try {
      return await script(cell);
    } finally {
      running -= 1;
    }
  };
  const start = (): FakeSession => {
    const session = new FakeSession(counted);
    sessions.push(session);
    return session;
  };
  return { sessions, most, dependencies: dependenciesOf(start) };
}

const pause = (ms: number): Promise<undefined> =>
  new Promise((resolve) => setTimeout(resolve, ms, undefined));

describe("many notebooks", () => {
  test("results stand in the order of the jobs; only so many execute at once, and few kernels are up", async () => {
    const { sessions, most, dependencies } = kernels((cell) => pause(cell.request.code === "slow" ? 40 : 2));
    const jobs = Array.from({ length: 9 }, (_, index) => job(`n${index}`, index % 2 === 0 ? "slow" : "fast"));
    const executions = await executeAll(jobs, settingsOf({ jobs: 2 }), dependencies);
    expect(executions.map((execution) => execution.path)).toEqual(jobs.map((each) => each.path));
    expect(most.executing).toBe(2);
    // Two that execute, and those that are just being shut down.
    expect(most.alive).toBeLessThanOrEqual(4);
    expect(sessions).toHaveLength(9);
    expect(sessions.every(({ alive }) => !alive)).toBe(true);
  });

  test.each([
    { jobs: 1, order: ["short", "long", "middle"] },
    { jobs: 2, order: ["long", "middle", "short"] },
  ])("on $jobs kernels, they begin in the order $order", async ({ jobs, order }) => {
    const { dependencies } = kernels(() => pause(2));
    const begun: string[] = [];
    const onProgress = ({ kind, path: file }: Progress): void => {
      if (kind === "starting") begun.push(path.basename(file, ".ipynb"));
    };
    const all = [job("short", "x"), job("long", "x", "x", "x"), job("middle", "x", "x")];
    const executions = await executeAll(all, settingsOf({ jobs, onProgress }), dependencies);
    expect(begun).toEqual(order);
    expect(executions.map((execution) => execution.path)).toEqual(all.map((each) => each.path));
  });

  test("one that fails or cannot be read stops no other", async () => {
    const { dependencies } = kernels(scripted({ bad: (cell) => cell.fail("E", "v"), good: prints("1") }));
    const unreadable = await loadJobs(["/nowhere/x.ipynb"]);
    const executions = await executeAll(
      [job("a", "bad", "good"), ...unreadable, job("b", "good")],
      settingsOf({ jobs: 1 }),
      dependencies,
    );
    expect(executions.map(({ failures }) => failures.map(({ kind }) => kind))).toEqual([
      ["error"],
      ["format"],
      [],
    ]);
    expect(executions[1]?.failures[0]?.evalue).toBe("/nowhere/x.ipynb: no such file.");
  });

  test("progress tells of every notebook and every cell", async () => {
    const { dependencies } = kernels(() => undefined);
    const seen: Progress[] = [];
    const notebook = notebookOf([code("a"), markdown("m"), code("b")]);
    await executeAll(
      [{ path: "a.ipynb", notebook }],
      settingsOf({ onProgress: (progress) => void seen.push(progress) }),
      dependencies,
    );
    expect(
      seen.map((each) => (each.kind === "cell" ? `cell ${each.index} of ${each.of}` : each.kind)),
    ).toEqual(["queued", "starting", "cell 0 of 3", "cell 1 of 3", "cell 2 of 3", "finished"]);
  });

  test("the wait for late errors of one holds up no other", async () => {
    const { dependencies } = kernels(() => ({ metadata: {} }));
    const seen: string[] = [];
    const onProgress = ({ kind, path: file }: Progress) => void seen.push(`${kind} ${file}`);
    await executeAll([job("a", "x"), job("b", "x")], settingsOf({ jobs: 1, onProgress }), dependencies);
    const [begun, finished] = ["cell notebooks/b.ipynb", "finished notebooks/a.ipynb"].map((each) =>
      seen.indexOf(each),
    );
    expect(begun).toBeGreaterThan(0);
    expect(begun).toBeLessThan(finished ?? 0);
  });
});

describe("stopping", () => {
  test("an aborted signal ends every kernel at once and rejects with its reason", async () => {
    const controller = new AbortController();
    const { dependencies, sessions } = kernels(async (cell) => {
      const session = sessions.find(({ requests }) => requests.includes(cell.request));
      await session?.ended;
      throw new Error("the kernel has ended");
    });
    const jobs = [job("a", "endless"), job("b", "endless"), job("c", "endless")];
    const executing = executeAll(jobs, settingsOf({ signal: controller.signal, jobs: 2 }), dependencies);
    setTimeout(() => {
      controller.abort(new Error("enough"));
    }, 20);
    await expect(executing).rejects.toThrow("enough");
    expect(sessions.length).toBeLessThanOrEqual(4);
    expect(sessions.every(({ alive }) => !alive)).toBe(true);
  });

  test("before it began nothing is started", async () => {
    const { dependencies, sessions } = kernels(() => undefined);
    const settings = settingsOf({ signal: AbortSignal.abort(new Error("no")) });
    await expect(executeAll([job("a", "x")], settings, dependencies)).rejects.toThrow("no");
    expect(sessions).toEqual([]);
  });

  test("a compiler that crashes is the program's fault: it rejects, and no kernel is left", async () => {
    const { dependencies, sessions } = kernels(() => undefined);
    const crash = () => Promise.reject(new Error("compiler crashed"));
    const crashing = { ...dependencies, types: { accepted: crash, check: crash } };
    await expect(executeAll([job("a", "x"), job("b", "x")], settingsOf(), crashing)).rejects.toThrow(
      "compiler crashed",
    );
    expect(sessions.every(({ alive }) => !alive)).toBe(true);
  });
});

describe("parameters", () => {
  const parameterised = (name: string, source: string): ExecuteJob => ({
    path: `${name}.ipynb`,
    notebook: notebookOf([code(source, ["parameters"]), code("use")]),
  });

  test("each notebook takes those it knows; one that none knows executes nothing", async () => {
    const { dependencies, sessions } = kernels(() => undefined);
    const jobs = [
      parameterised("a", "const year = 1"),
      parameterised("b", "const country = 'US'"),
      job("c", "x"),
    ];
    const executions = await executeAll(jobs, settingsOf({ parameters: { year: "2" } }), dependencies);
    expect(executions.map(({ notebook }) => notebook.cells.length)).toEqual([3, 2, 1]);
    expect(executions[0]?.notebook.cells[1]?.source).toBe("// Parameters\nconst year = 2;");
    const before = sessions.length;
    await expect(executeAll(jobs, settingsOf({ parameters: { yaer: "2" } }), dependencies)).rejects.toThrow(
      'In all notebooks: there is no parameter "yaer".',
    );
    expect(sessions).toHaveLength(before);
  });

  test("a value of the wrong type fails the notebook at the line of its default", async () => {
    const { dependencies } = kernels(() => undefined);
    const jobs = [parameterised("a", "// y\nconst year = 1"), job("b", "x")];
    const executions = await executeAll(jobs, settingsOf({ parameters: { year: "soon" } }), dependencies);
    expect(executions.map(({ failures }) => failures)).toMatchObject([
      [{ kind: "parameters", cell: { index: 0 }, line: 2, ename: "ParameterError" }],
      [],
    ]);
  });
});

test("a partly executed notebook is kept, and goes when the notebook is good again", async () => {
  const folder = temporaryFolder("partial");
  const { dependencies } = kernels(scripted({ bad: (cell) => cell.fail("E", "v"), good: prints("1\n") }));
  const execute = async (...sources: string[]) => {
    const file = path.join(folder, "a.ipynb");
    await writeFile(file, "");
    const each = { path: file, notebook: notebookOf(sources.map((source) => code(source))) };
    const [execution] = await executeAll([each], settingsOf(), dependencies);
    if (execution === undefined) throw new Error("Nothing was executed.");
    return keepPartial(execution, path.join(folder, "failed"));
  };
  const kept = await execute("good", "bad", "good");
  if (kept === undefined) throw new Error("Nothing was kept.");
  const notebook = parseNotebook(await readFile(kept, "utf8"), kept);
  expect(statusesOf({ path: kept, notebook, failures: [], duration: 0 })).toEqual([
    "executed",
    "failed",
    "not-executed",
  ]);
  expect(await execute("good")).toBeUndefined();
  await expect(readFile(kept)).rejects.toThrow("ENOENT");
});
