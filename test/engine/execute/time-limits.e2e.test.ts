import path from "node:path";
import { expect, test } from "vitest";
import { code, notebookOf, statusesOf } from "./harness.js";
import { fixtures, realKernels } from "./real-kernel.js";

const kernels = realKernels();

test.each(["endless-loop", "endless-loop-after-await"])("%s: interrupted after its time", async (name) => {
  const execution = await kernels.executeFixture(`notebooks/${name}`, { cellTimeoutMs: 5000 });
  expect(execution.failures).toMatchObject([
    { kind: "timeout", cell: { index: 0 }, lastOutput: { text: "before the loop\n" } },
  ]);
  expect(execution.failures[0]?.evalue).toContain("5 s");
  expect(statusesOf(execution)[0]).toBe("failed");
});

test("where errors are allowed, the cells after an interrupted one are executed", async () => {
  const endless = { ...code("for (;;) {}"), metadata: { "decoupling-briefing": { timeout: 5 } } };
  const [execution] = await kernels.execute(
    [
      {
        path: path.join(fixtures, "notebooks/limited.ipynb"),
        notebook: notebookOf([endless, code("1 + 1")]),
      },
    ],
    { onCellError: "continue" },
  );
  expect(execution?.failures.map(({ kind }) => kind)).toEqual(["timeout"]);
  expect(execution && statusesOf(execution)).toEqual(["failed", "executed"]);
});
