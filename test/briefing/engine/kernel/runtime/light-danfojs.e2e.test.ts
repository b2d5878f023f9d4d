/** danfojs-node as the kernel loads it: a quarter of its files, and everything it does. */
import { expect, test } from "vitest";
import { bundles, runCells } from "./run-cells.js";

test("statistics are the same, spreadsheets are read, and what is not used is not loaded", async () => {
  const run = await runCells([
    'import * as dfd from "danfojs-node"; import { mkdtempSync } from "fs"; import { tmpdir } from "os";',
    'const frame = new dfd.DataFrame([[1, 2.5], [4, 8], [9, 1]], { columns: ["a", "b"] }); JSON.stringify(frame.std({ axis: 0 }).values)',
    'const file = mkdtempSync(tmpdir() + "/danfojs-") + "/book.xlsx"; dfd.toExcel(frame, { filePath: file }); JSON.stringify((await dfd.readExcel(file) as dfd.DataFrame).values)',
    'import { createServer } from "http"; const server = createServer((_, reply) => reply.end("a,b\\n1,2\\n")); await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)); const { port } = server.address() as { port: number };',
    "const read = (await dfd.readCSV(`http://127.0.0.1:${port}/table.csv`)) as dfd.DataFrame; server.close(); JSON.stringify(read.values)",
  ]);
  const modules = (index: number): readonly string[] => run.outcomes[index]?.trace.modules ?? [];
  const has = (index: number, name: string): boolean =>
    modules(index).some((file) => file.includes(`/${name}/`));
  const result = (cell: number): unknown =>
    JSON.parse(
      String((bundles(run, cell, "execute_result")[0] as { "text/plain"?: string })["text/plain"]).slice(
        1,
        -1,
      ),
    );
  expect(run.outcomes.map(({ error }) => error)).toEqual(run.outcomes.map(() => undefined));
  expect(result(2)).toEqual([Math.sqrt(49 / 3), Math.sqrt(13.583333333333334)]);
  expect(result(3)).toEqual([
    [1, 2.5],
    [4, 8],
    [9, 1],
  ]);
  expect(result(5)).toEqual([[1, 2]]);
  expect([has(0, "mathjs"), has(0, "xlsx"), has(0, "request")]).toEqual([true, false, false]);
  expect(has(2, "xlsx")).toBe(true);
  expect(has(4, "request")).toBe(true);
});
