import { expect, test } from "vitest";
import type { Failure } from "../../../../src/briefing/engine/execute/contract.js";
import { describeFailure } from "../../../../src/briefing/engine/execute/failure.js";

const failure: Failure = {
  kind: "error",
  notebook: "notebooks/01.ipynb",
  cell: { index: 2, id: "peak" },
  line: 2,
  column: 7,
  ename: "TypeError",
  evalue: "rows.map is not a function",
  traceback: [
    "TypeError: rows.map is not a function",
    "> 2 | rows.map(f)",
    "    |      ^",
    "    at cell 3:2:7",
  ],
  lastOutput: { output_type: "stream", name: "stdout", text: "\u001b[32mread 5 rows\u001b[0m\n" },
};

test("where, what, the source around it, the frames and the last output, each once", () => {
  expect(describeFailure(failure)).toBe(
    `notebooks/01.ipynb, cell 3 (peak), 2:7: TypeError: rows.map is not a function
> 2 | rows.map(f)
    |      ^
    at cell 3:2:7
Last output:
  read 5 rows`,
  );
});

test("the number tracebacks use is said where it is not the place in the notebook", () => {
  const executed = { ...failure, cell: { index: 2, id: "peak", executionCount: 2 } };
  expect(describeFailure(executed)).toContain("notebooks/01.ipynb, cell 3 (peak, In [2]), 2:7:");
  const first = { ...failure, cell: { index: 2, id: "peak", executionCount: 3 } };
  expect(describeFailure(first)).toContain("notebooks/01.ipynb, cell 3 (peak), 2:7:");
});

test("without a cell, without a column, without a message", () => {
  const { notebook } = failure;
  const bare = { kind: "kernel", notebook, ename: "DeadKernelError", evalue: "", traceback: [] } as const;
  expect(describeFailure(bare)).toBe("notebooks/01.ipynb: DeadKernelError");
  const python = { ...bare, cell: { index: 0, id: "a" }, line: 4, ename: "NameError", evalue: "x" };
  expect(describeFailure(python)).toBe("notebooks/01.ipynb, cell 1 (a), line 4: NameError: x");
});

test("of a long last output only the end, of a picture only its types", () => {
  const lines = Array.from({ length: 30 }, (_, index) => `line ${index}`).join("\n");
  const long = describeFailure({
    ...failure,
    lastOutput: { output_type: "stream", name: "stdout", text: lines },
  });
  expect(long).toContain("  … 20 earlier lines\n  line 20");
  expect(long.endsWith("  line 29")).toBe(true);
  const data = { "image/png": "iVBORw0KGgo=" };
  const picture = describeFailure({
    ...failure,
    lastOutput: { output_type: "display_data", data, metadata: {} },
  });
  expect(picture.endsWith("  [image/png]")).toBe(true);
});
