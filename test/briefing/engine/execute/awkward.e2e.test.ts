import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { ExecuteSettings } from "../../../../src/briefing/engine/execute/contract.js";
import { describeFailure } from "../../../../src/briefing/engine/execute/failure.js";
import { loadJobs } from "../../../../src/briefing/engine/execute/load-jobs.js";
import { parseNotebook } from "../../../../src/briefing/engine/notebook/parse.js";
import { code, outputsOf, statusesOf } from "./harness.js";
import { fixtures, realKernels } from "./real-kernel.js";
import { notebookOf } from "../../../support/notebook.js";

const kernels = realKernels();
const run = (name: string, changes?: Partial<ExecuteSettings>) =>
  kernels.executeFixture(`notebooks/${name}`, changes);
const stdout = (text: string) => ({ output_type: "stream", name: "stdout", text });

describe("executed to the end", () => {
  test.each(["top-level-await", "windows-line-ends"])("%s", async (name) => {
    const execution = await run(name);
    expect(execution.failures).toEqual([]);
    expect(outputsOf(execution, 0)).toEqual([stdout("1\n2\n")]);
    expect(outputsOf(execution, 1)).toMatchObject([
      { output_type: "execute_result", data: { "text/plain": "42" }, execution_count: 2 },
    ]);
  });

  test("no kernelspec: our kernel, and the copy says so", async () => {
    const execution = await run("no-kernelspec");
    expect(execution.failures).toEqual([]);
    expect(outputsOf(execution)).toMatchObject([{ data: { "text/plain": "42" } }]);
    expect(execution.notebook.metadata).toMatchObject({
      kernelspec: { name: "tslab" },
      language_info: { name: "typescript" },
    });
  });
});

describe("stopped, and said where", () => {
  test("a loop, and the cells after it are executed where errors are allowed", async () => {
    const cells = [code("await null; console.log('before the loop'); for (;;) {}"), code("1 + 1")];
    const notebook = { path: path.join(fixtures, "notebooks/limited.ipynb"), notebook: notebookOf(cells) };
    const settings = { onCellError: "continue", cellTimeoutMs: 1500 } as const;
    const [execution] = await kernels.execute([notebook], settings);
    expect(execution?.failures).toMatchObject([
      { kind: "timeout", cell: { index: 0 }, lastOutput: { text: "before the loop\n" } },
    ]);
    expect(execution?.failures[0]?.evalue).toContain("1500 ms");
    expect(execution && statusesOf(execution)).toEqual(["failed", "executed"]);
  });

  test("out of memory", async () => {
    const { failures } = await run("out-of-memory", { kernelMemoryMb: 100 });
    expect(failures).toMatchObject([{ kind: "dead-kernel", cell: { index: 0 } }]);
    expect(failures[0]?.evalue).toMatch(/out ?of ?memory/i);
  });
});

describe("written for tslab", () => {
  test("its everyday style: no semicolons, classes, await, imports, reassignment", async () => {
    const execution = await run("tslab-style-basics");
    expect(execution.failures.map(describeFailure)).toEqual([]);
    expect(outputsOf(execution, 2)).toMatchObject([
      { data: { "text/plain": "[ '3.14', '12.57', '28.27' ]" } },
    ]);
    expect(outputsOf(execution, 3).at(-1)).toMatchObject({ data: { "text/plain": "6765" } });
    expect(outputsOf(execution, 5)).toEqual([stdout("tick 0\ntick 1\ntick 2\n")]);
    expect(outputsOf(execution, 6)).toMatchObject([{ data: { "text/plain": "[ 'changed', 0, 0 ]" } }]);
  });

  test("its display functions", async () => {
    const execution = await run("tslab-style-displays");
    expect(execution.failures.map(describeFailure)).toEqual([]);
    const types = (index: number) =>
      outputsOf(execution, index).map((output) =>
        "data" in output ? Object.keys(output.data)[0] : output.output_type,
      );
    expect(types(1)).toEqual([
      "text/html",
      "text/markdown",
      "text/plain",
      "image/svg+xml",
      "text/javascript",
      "image/png",
    ]);
    expect(outputsOf(execution, 2)).toMatchObject([
      { data: { "application/json": { a: 1 } } },
      { data: { "text/latex": "$x$" } },
    ]);
    expect(outputsOf(execution, 3)).toMatchObject([{ data: { "text/html": "<i>second</i>" } }]);
    expect(outputsOf(execution, 4)).toMatchObject([
      { name: "stdout", text: "no newline" },
      { name: "stderr", text: "to stderr\n" },
      { name: "stdout" },
    ]);
  });
});

test("notebooks that others wrote for tslab", async () => {
  const folder = path.join(fixtures, "peers");
  const files = (await readdir(folder)).filter((name) => name.endsWith(".ipynb")).sort();
  const executions = await kernels.execute(await loadJobs(files.map((name) => path.join(folder, name))));
  expect(executions.flatMap(({ failures }) => failures).map(describeFailure)).toEqual([]);
  for (const [index, execution] of executions.entries()) {
    const stored = parseNotebook(await readFile(path.join(folder, files[index] ?? ""), "utf8"), "stored");
    expect(execution.notebook.cells.map(({ source }) => source)).toEqual(
      stored.cells.map(({ source }) => source),
    );
  }
});
