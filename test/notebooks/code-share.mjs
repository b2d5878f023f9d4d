// Share of code in the chapters' Markdown: inline expressions and conditions of guards, with their marks. node
// test/notebooks/code-share.mjs [FILES] prints a line for each, and a total.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { guardMarkup, inlineExpressions } from "../../dist/engine/notebook/inline.js";
import { parseNotebook } from "../../dist/engine/notebook/parse.js";

const root = path.resolve(import.meta.dirname, "../..");
const folder = path.join(root, "notebooks");
const chapters = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));
const files =
  process.argv.length > 2 ? process.argv.slice(2) : chapters.map((name) => path.join(folder, name));

function countIn(file) {
  const { cells } = parseNotebook(readFileSync(file, "utf8"), file);
  const prose = cells.filter(({ cell_type }) => cell_type !== "code");
  return prose.map((cell) => {
    const values = inlineExpressions(cell).filter(({ kind }) => kind === "value");
    const code = new Set();
    for (const { start, end } of [...values, ...guardMarkup(cell)])
      for (let place = start; place < end; place += 1) code.add(place);
    return { all: cell.source.length, code: code.size };
  });
}

const sum = (counts) =>
  counts.reduce((a, b) => ({ all: a.all + b.all, code: a.code + b.code }), { all: 0, code: 0 });
const line = (name, { all, code }) =>
  console.log(`${((100 * code) / all).toFixed(1).padStart(5)} %  ${name}`);
const counts = files.map((file) => sum(countIn(file)));
counts.forEach((count, place) => line(path.basename(files[place]), count));
line("all", sum(counts));
