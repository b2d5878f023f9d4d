import { expect, test } from "vitest";
import type { CodeCell } from "../../../../src/briefing/engine/notebook/contract.js";
import { code, executeWith, outputsOf, statusesOf } from "./harness.js";
import { prints, scripted, type Script } from "./fake-kernel.js";

const throws: Script = (cell) => {
  cell.print("before\n");
  return cell.fail("RangeError", "too far");
};

test("skip-execution: the cell is not executed and keeps its stored outputs", async () => {
  const output = { output_type: "stream", name: "stdout", text: "stored" } as const;
  const skipped: CodeCell = { ...code("x", ["skip-execution"]), outputs: [output], execution_count: 7 };
  const execution = await executeWith(scripted({ x: throws }), [skipped, code("y")]);
  expect(execution.failures).toEqual([]);
  expect(execution.session.requests.map(({ code: source }) => source)).toEqual(["y"]);
  expect(outputsOf(execution)).toEqual([output]);
  expect(execution.notebook.cells[0]).toMatchObject({ execution_count: 7 });
  expect(statusesOf(execution)).toEqual(["skipped", "executed"]);
});

test("raises-exception: the error stays in the outputs and the notebook continues", async () => {
  const execution = await executeWith(scripted({ x: throws, y: prints("after") }), [
    code("x", ["raises-exception"]),
    code("y"),
  ]);
  expect(execution.failures).toEqual([]);
  expect(outputsOf(execution)).toMatchObject([
    { text: "before\n" },
    { output_type: "error", ename: "RangeError" },
  ]);
  expect(statusesOf(execution)).toEqual(["executed", "executed"]);
});

test("allowed errors: every cell is executed and the notebook is good", async () => {
  const execution = await executeWith(scripted({ x: throws, y: prints("after") }), [code("x"), code("y")], {
    onCellError: "continue",
  });
  expect(execution.failures).toEqual([]);
  expect(statusesOf(execution)).toEqual(["failed", "executed"]);
  expect(outputsOf(execution, 1)).toMatchObject([{ text: "after" }]);
});

test("an empty cell is not sent to the kernel", async () => {
  const execution = await executeWith(scripted({}), [code(" \n")]);
  expect(execution.session.requests).toEqual([]);
  expect(execution.notebook.cells[0]).toMatchObject({ execution_count: null, outputs: [] });
});

test("nothing is left of an execution before", async () => {
  const before: CodeCell = {
    ...code("x"),
    outputs: [{ output_type: "stream", name: "stdout", text: "old" }],
    execution_count: 9,
    metadata: { briefing: { status: "failed", timeout: 5 }, mine: true },
  };
  const execution = await executeWith(scripted({}), [before]);
  expect(execution.notebook.cells[0]).toMatchObject({
    outputs: [],
    execution_count: 1,
    metadata: { briefing: { status: "executed", timeout: 5 }, mine: true },
  });
  expect(execution.session.timeouts).toEqual([5000]);
});
