import { describe, expect, test } from "vitest";
import { CellTimeoutError, DeadKernelError } from "../../../../src/briefing/engine/client/errors.js";
import { describeFailure } from "../../../../src/briefing/engine/execute/failure.js";
import {
  code,
  dependenciesOf,
  executeOne,
  executeWith,
  markdown,
  outputsOf,
  settingsOf,
  statusesOf,
} from "./harness.js";
import { FakeSession, fakeSpec, prints, scripted, type Script } from "./fake-kernel.js";
import { notebookOf } from "../../../support/notebook.js";

const dead = (): DeadKernelError =>
  new DeadKernelError({
    kernel: "tslab",
    end: { exitCode: 7, signal: null },
    tail: { stdout: "", stderr: "" },
    while: "executing",
  });

describe("an error in a cell", () => {
  const throws: Script = (cell) => {
    cell.print("so far\n");
    return cell.fail("TypeError", "x is not a function", [
      "TypeError: x is not a function",
      "> 1 | x()",
      "    at helper (cell 1:9:9)",
      "    at cell 2:3:14",
    ]);
  };

  test("stops the notebook; later cells are marked, earlier ones are kept", async () => {
    const execution = await executeWith(scripted({ ok: prints("1"), bad: throws }), [
      code("ok", [], "one"),
      code("bad", [], "two"),
      markdown("later"),
      code("ok", [], "three"),
    ]);
    expect(execution.failures).toEqual([
      {
        kind: "error",
        notebook: "notebooks/case.ipynb",
        cell: { index: 1, id: "two", executionCount: 2 },
        line: 3,
        column: 14,
        ename: "TypeError",
        evalue: "x is not a function",
        traceback: [
          "TypeError: x is not a function",
          "> 1 | x()",
          "    at helper (cell 1:9:9)",
          "    at cell 2:3:14",
        ],
        lastOutput: { output_type: "stream", name: "stdout", text: "so far\n" },
      },
    ]);
    expect(statusesOf(execution)).toEqual(["executed", "failed", "not-executed", "not-executed"]);
    expect(outputsOf(execution, 0)).toHaveLength(1);
    expect(outputsOf(execution, 1)).toMatchObject([{ output_type: "stream" }, { output_type: "error" }]);
    expect(execution.session.shutdowns).toBe(1);
  });

  test("that only the reply tells of is shown all the same", async () => {
    const silent: Script = () => ({
      status: "error",
      content: { ename: "E", evalue: "v", traceback: ["\u001b[31mE\u001b[0m: v", "Cell In[1], line 4"] },
    });
    const execution = await executeWith(scripted({ x: silent }), [code("x")]);
    expect(outputsOf(execution)).toMatchObject([{ output_type: "error", ename: "E" }]);
    expect(execution.failures).toMatchObject([{ line: 4, traceback: ["E: v", "Cell In[1], line 4"] }]);
  });

  test("after which the kernel aborts for a moment: the cell is sent again", async () => {
    let attempts = 0;
    const aborting: Script = () => ((attempts += 1) < 3 ? { status: "aborted" } : undefined);
    const execution = await executeWith(scripted({ x: aborting }), [code("x")]);
    expect(execution.failures).toEqual([]);
    expect(attempts).toBe(3);
  });

  test("aborted for good is the kernel's fault", async () => {
    const execution = await executeWith(scripted({ x: () => ({ status: "aborted" }) }), [
      code("x"),
      code("y"),
    ]);
    expect(execution.failures).toMatchObject([
      { kind: "kernel", evalue: "the kernel did not execute the cell" },
    ]);
    expect(statusesOf(execution)).toEqual(["failed", "not-executed"]);
  });
});

describe("a kernel", () => {
  test("that dies: which cell, why, and what it printed last", async () => {
    const dies: Script = (cell) => {
      cell.print("last words\n");
      return Promise.reject(dead());
    };
    for (const onCellError of ["stop", "continue"] as const) {
      const session = new FakeSession((cell) => {
        session.alive = false;
        return dies(cell);
      });
      const execution = await executeWith(dies, [code("x"), code("y")], {
        onCellError,
        dependencies: { startKernel: () => Promise.resolve(session) },
      });
      expect(execution.failures).toMatchObject([
        {
          kind: "dead-kernel",
          cell: { index: 0 },
          ename: "DeadKernelError",
          lastOutput: { text: "last words\n" },
        },
      ]);
      expect(execution.failures[0]?.evalue).toContain("exit code 7");
      expect(statusesOf(execution)).toEqual(["failed", "not-executed"]);
    }
  });

  test("that cannot be started, or is not installed", async () => {
    const start = dependenciesOf(() => Promise.reject(new Error("no such program")));
    const unknown = dependenciesOf(() => new FakeSession(() => undefined), {
      resolveKernel: () => Promise.reject(new Error('There is no kernel "x".')),
    });
    for (const [dependencies, message] of [
      [start, "no such program"],
      [unknown, 'There is no kernel "x".'],
    ] as const) {
      const execution = await executeOne(
        { path: "a.ipynb", notebook: notebookOf([code("x")]) },
        dependencies,
        settingsOf(),
      );
      expect(execution.failures).toMatchObject([{ kind: "kernel", notebook: "a.ipynb", evalue: message }]);
    }
  });

  test("is chosen: asked for, else the notebook's, else ours, unless the language is another", async () => {
    const chosen = async (metadata: object, kernel?: string): Promise<string> => {
      let name = "none";
      const dependencies = dependenciesOf(() => new FakeSession(() => undefined), {
        resolveKernel: (asked) => {
          name = asked;
          return { spec: fakeSpec, origin: "builtin" };
        },
      });
      const notebook = notebookOf([], metadata as Parameters<typeof notebookOf>[1]);
      const { failures } = await executeOne(
        { path: "a.ipynb", notebook },
        dependencies,
        settingsOf({ kernel }),
      );
      return failures[0]?.evalue ?? name;
    };
    expect(await chosen({ kernelspec: { name: "ir" } }, "python3")).toBe("python3");
    expect(await chosen({ kernelspec: { name: "ir" } })).toBe("ir");
    expect(await chosen({})).toBe("tslab");
    expect(await chosen({ language_info: { name: "typescript" } })).toBe("tslab");
    expect(await chosen({ language_info: { name: "julia" } })).toBe(
      "a.ipynb: the notebook names no kernel, but its language is julia.",
    );
  });
});

describe("time", () => {
  test("limits go to the session: cell before notebook before build", async () => {
    const limited = { ...code("a"), metadata: { briefing: { timeout: 2 } } };
    const { session } = await executeWith(scripted({}), [limited, code("b")], { cellTimeoutMs: 9000 });
    expect(session.timeouts).toEqual([2000, 9000]);
  });

  test("that is up: the cell and its last output; where errors are allowed an interrupted kernel continues", async () => {
    const slow: Script = (cell) => {
      cell.print("tick\n");
      return Promise.reject(new CellTimeoutError("tslab", 2000, "interrupted"));
    };
    const script = scripted({ slow, next: prints("next") });
    const stopped = await executeWith(script, [code("slow"), code("next")]);
    expect(stopped.failures).toMatchObject([
      { kind: "timeout", cell: { index: 0 }, lastOutput: { text: "tick\n" } },
    ]);
    expect(stopped.failures[0]?.evalue).toContain("longer than 2 s");
    expect(statusesOf(stopped)).toEqual(["failed", "not-executed"]);
    const continued = await executeWith(script, [code("slow"), code("next")], { onCellError: "continue" });
    expect(continued.failures).toMatchObject([{ kind: "timeout" }]);
    expect(statusesOf(continued)).toEqual(["failed", "executed"]);
  });

  test("that is up: the message shows how the cell begins", async () => {
    const lines = Array.from({ length: 10 }, (_, index) => `line(${index}); // ${"x".repeat(200)}`);
    const long = lines.join("\n");
    const late: Script = () => Promise.reject(new CellTimeoutError("tslab", 2000, "interrupted"));
    const { failures } = await executeWith(scripted({ [long]: late }), [code(long)]);
    const shown = failures.map(describeFailure).join("\n").split("\n");
    const source = shown.filter((line) => line.startsWith("  | "));
    expect(source.map((line) => line.slice(4))).toEqual(lines.slice(0, 8).map((line) => line.slice(0, 160)));
    expect(shown[shown.indexOf(source.at(-1) ?? "") + 1]).toBe("  … 2 more lines");
  });
});

describe("late errors", () => {
  const error = { ename: "Error", evalue: "rejected", traceback: ["Error: rejected", "    at cell 1:2:9"] };
  const rejectsAfter =
    (ms: number): Script =>
    (cell) => {
      setTimeout(() => {
        cell.late("error", error);
      }, ms);
      return { metadata: {} };
    };

  test("are waited for after the last cell and belong to the cell that raised them", async () => {
    const execution = await executeWith(scripted({ x: rejectsAfter(60) }), [
      code("x", [], "culprit"),
      markdown("m"),
    ]);
    expect(execution.failures).toMatchObject([
      { kind: "late", cell: { id: "culprit" }, line: 2, column: 9, evalue: "rejected" },
    ]);
    expect(outputsOf(execution)).toMatchObject([{ output_type: "error", evalue: "rejected" }]);
    expect(statusesOf(execution)[0]).toBe("failed");
  });

  test("stop a notebook that is still being executed", async () => {
    let reject = (): void => undefined;
    const rejecting: Script = (cell) => {
      reject = () => {
        cell.late("error", error);
      };
      return { metadata: {} };
    };
    const slow: Script = () => {
      reject();
      return undefined;
    };
    const execution = await executeWith(scripted({ x: rejecting, slow }), [
      code("x"),
      code("slow"),
      code("never"),
    ]);
    expect(execution.failures).toMatchObject([{ kind: "late", cell: { index: 0 } }]);
    expect(statusesOf(execution)).toEqual(["failed", "executed", "not-executed"]);
  });

  test("of a cell tagged raises-exception are allowed", async () => {
    const execution = await executeWith(scripted({ x: rejectsAfter(20) }), [code("x", ["raises-exception"])]);
    expect(execution.failures).toEqual([]);
    expect(outputsOf(execution)).toHaveLength(1);
  });

  test("of a kernel that had no time for them come before it answers twice more", async () => {
    let asked = 0;
    let reject = (): void => undefined;
    const busy: Script = (cell) => {
      if (!cell.request.silent) {
        reject = () => {
          cell.late("error", error);
        };
        return { metadata: {} };
      }
      asked += 1;
      if (asked === 2) reject();
      return undefined;
    };
    const execution = await executeWith(busy, [code("x", [], "culprit")]);
    expect(execution.failures).toMatchObject([{ kind: "late", cell: { id: "culprit" } }]);
    expect(asked).toBe(2);
  });

  test("are not waited for when the kernel knows that nothing is left to run", async () => {
    const settled = await executeWith(scripted({}), [code("x")]);
    expect(settled.session.requests).toHaveLength(1);
    const pending = await executeWith(scripted({ x: () => ({ metadata: {} }) }), [code("x")]);
    expect(pending.session.requests.map(({ silent }) => silent ?? false)).toEqual([false, true, true]);
  });
});
