// Share of code in the Markdown of notebooks: values and marks of guards. node test/notebooks/code-share.mjs FILES
import { readFileSync } from "node:fs";
import { guardMarkup, inlineExpressions } from "../../src/briefing/dist/engine/notebook/inline.js";
import { parseNotebook } from "../../src/briefing/dist/engine/notebook/parse.js";

const texts = process.argv.slice(2).flatMap((file) => parseNotebook(readFileSync(file, "utf8"), file).cells);
const counts = texts.flatMap((cell) => {
  if (cell.cell_type === "code") return [];
  const values = inlineExpressions(cell).filter(({ kind }) => kind === "value");
  const ranges = [...values, ...guardMarkup(cell)];
  return { all: cell.source.length, code: ranges.reduce((sum, { start, end }) => sum + end - start, 0) };
});
const sumOf = (name) => counts.reduce((sum, count) => sum + count[name], 0);
console.log(`${((100 * sumOf("code")) / sumOf("all")).toFixed(1)} % of ${sumOf("all")} characters are code`);
