import { expect, test } from "vitest";
import { code, executeWith, outputsOf, statusesOf } from "./harness.js";
import { prints, scripted } from "./fake-kernel.js";

test("executes cells in order and never changes its input", async () => {
  const cells = Object.freeze([Object.freeze(code("a")), Object.freeze(code("b"))]);
  const execution = await executeWith(scripted({ a: prints("1\n"), b: prints("2\n") }), cells);
  expect(execution.failures).toEqual([]);
  expect(outputsOf(execution, 0)).toEqual([{ output_type: "stream", name: "stdout", text: "1\n" }]);
  expect(outputsOf(execution, 1)).toEqual([{ output_type: "stream", name: "stdout", text: "2\n" }]);
  expect(execution.notebook.cells.map((cell) => cell.cell_type === "code" && cell.execution_count)).toEqual([
    1, 2,
  ]);
  expect(statusesOf(execution)).toEqual(["executed", "executed"]);
  expect(execution.session.shutdowns).toBe(1);
});
