import path from "node:path";
import { expect, test } from "vitest";
import { code, notebookOf, outputsOf } from "./harness.js";
import { fixtures, realKernels } from "./real-kernel.js";

const kernels = realKernels();

test("200 cells in one notebook", async () => {
  const cells = Array.from({ length: 200 }, (_, index) =>
    code(index === 0 ? "let n = 0;" : index === 199 ? "n" : "n += 1;"),
  );
  const [execution] = await kernels.execute([
    { path: path.join(fixtures, "notebooks/200.ipynb"), notebook: notebookOf(cells) },
  ]);
  expect(execution?.failures).toEqual([]);
  expect(execution && outputsOf(execution, 199)).toMatchObject([{ data: { "text/plain": "198" } }]);
});

test("100 notebooks", async () => {
  const jobs = Array.from({ length: 100 }, (_, index) => ({
    path: path.join(fixtures, `notebooks/n${index}.ipynb`),
    notebook: notebookOf([code("const x: number = 1;"), code("x + 1")]),
  }));
  const executions = await kernels.execute(jobs);
  expect(executions.flatMap(({ failures }) => failures)).toEqual([]);
  expect(executions.map((execution) => outputsOf(execution, 1).length)).toEqual(jobs.map(() => 1));
}, 600_000);
