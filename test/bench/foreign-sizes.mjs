/** How the time to read and lay out grows with what others made large: prints the exponent, 1 for linear. */
import { CsvReader } from "../../dist/authoring/load/table-reader.js";
import { parseForeignNotebook } from "../../dist/engine/notebook/parse.js";
import { PageHeadings } from "../../dist/engine/render/headings.js";
import { createMarkdown } from "../../dist/engine/render/html/markdown.js";

const cells = (size, cell) =>
  JSON.stringify({ nbformat: 4, nbformat_minor: 4, metadata: {}, cells: Array(size).fill(cell) });
const empty = { cell_type: "code", metadata: {}, source: "", execution_count: null, outputs: [] };
const times = (size, one) => Array.from({ length: size }, (_, index) => one(index)).join("");
/** A table of one column, in pieces as a file comes. */
const table = (text) => {
  const file = /** @type {const} */ ({
    file: "/bench.csv",
    path: "bench.csv",
    format: "csv",
    delimiter: ",",
  });
  const reader = new CsvReader(
    file,
    {
      ...{ ...file, name: "bench", primaryKey: [], foreignKeys: [], missingValues: new Set([""]) },
      fields: [{ name: "x", type: "string", constraints: {} }],
    },
    () => undefined,
  );
  for (let at = 0; at < text.length; at += 1 << 19) reader.write(text.slice(at, at + (1 << 19)));
  reader.end();
};
const cases = {
  "empty cells without ids": (size) => parseForeignNotebook(cells(size, empty), "bench", () => undefined),
  "equal headings": (size) => new PageHeadings().order("<h1>Same</h1>\n".repeat(size), "bench"),
  footnotes: (size) =>
    createMarkdown().render(
      times(size, (i) => `Word[^${i}].\n\n[^${i}]: Note.\n\n`),
      {},
    ),
  "footnotes in one text": (size) => createMarkdown().render("a^[note] ".repeat(size), {}),
  "quotes in a field of a table": (size) => table(`x\n"${'""'.repeat(40 * size)}"\n`),
  "lines in a field of a table": (size) => table(`x\n"${"a\n".repeat(40 * size)}"\n`),
  "cells in a record of a table": (size) => table(`x\n${",".repeat(10 * size)}\n`),
};

/** CPU milliseconds, the least of three. */
function cost(work, size) {
  const once = () => {
    const before = process.cpuUsage();
    work(size);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  return Math.min(once(), once(), once());
}

const [small, large] = [16_000, 128_000];
for (const [name, work] of Object.entries(cases)) {
  work(small);
  const [before, after] = [cost(work, small), cost(work, large)];
  const exponent = Math.log(after / before) / Math.log(large / small);
  console.log(`${name}: ${before.toFixed(0)} ms → ${after.toFixed(0)} ms, exponent ${exponent.toFixed(2)}`);
}
