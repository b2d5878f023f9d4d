/** What a function of the library throws is reported where the author called it; nothing of the library's own code is shown. */
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../support/temporary.js";
import { runCells, traceback } from "./run-cells.js";

/** Cell → what its traceback says, and all of its frames, innermost first. */
const faulty: readonly (readonly [cell: string, says: string, frames: readonly string[]])[] = [
  ['\nload("lones")', 'no table "lones"', ["2:1"]],
  ['load("loans", { yaer: 2020 })', 'Did you mean "year"?', ["1:1"]],
  ['load("loans", { year: "2020" })', '"2020" is a string, which no row has.', ["1:1"]],
  ['const spec = line(loans, { x: any("yaer"), y: "loans" })', 'Did you mean "year"?', ["1:14"]],
  ['bar(loans, { x: "kind", y: "loans" })', 'two rows are "book"', ["1:1"]],
  ["figure(any({ id: 'a b' }))", '"a b" cannot be an id', ["1:1"]],
  ['table({\n  rows: loans,\n  columns: ["lonas"],\n})', 'Did you mean "loans"?', ["1:1"]],
  ['claim(any({ id: "c" }))', "there are no parts", ["1:1"]],
  ['const half = fmt\n  .count(any("a"))', 'expected a number, got "a"', ["2:4"]],
  ["loans.map((row) => fmt.count(any(row.kind)))", 'got "book"', ["1:24", "1:7"]],
  ["text`a ${any({})}`", "a value of type object", ["1:5"]],
  ["await sql`SELECT nope FROM loans`", 'column "nope" not found', ["1:1"]],
  [
    "async function few() {\n  return await sql`SELECT FROM`;\n}\nawait few()",
    "syntax error",
    ["2:10", "4:1"],
  ],
  ["await Promise.all([sql`SELECT nope FROM loans`])", 'column "nope"', ["1:1"]],
  // The author's own code, called by the library.
  ["table([{ get a(): number {\n  throw new Error('mine');\n} }])", "> 2 |   throw", ["2:9", "1:1"]],
  ['import { boom } from "./boom";\nboom(3)', "> 2 |   throw new RangeError", ["boom.ts:2:9", "2:1"]],
  ['import { few } from "./boom";\nfew()', 'no table "lones"', ["boom.ts:5:26", "2:1"]],
];

const template = fileURLToPath(new URL("../../../../src/tools/scaffold/template", import.meta.url));

test("point at the author's code, and at nothing else", async () => {
  const folder = path.join(temporaryFolder(), "notebooks");
  mkdirSync(folder);
  cpSync(path.join(template, "data"), path.join(folder, "../data"), { recursive: true });
  writeFileSync(
    path.join(folder, "boom.ts"),
    "export function boom(n: number): never {\n  throw new RangeError(`no ${n}`);\n}\n" +
      'import { load } from "decoupling-briefing";\nexport const few = () => load("lones");\n',
  );
  const prepared =
    'import { bar, claim, figure, fmt, line, load, sql, table, text } from "decoupling-briefing";\n' +
    'const loans = load("loans");\nconst any = (value: unknown) => value as any;';
  const run = await runCells([prepared, ...faulty.map(([cell]) => cell)], { folder });
  expect(traceback(run, 1)).toBe("");
  faulty.forEach(([cell, says, frames], index) => {
    const text = traceback(run, index + 2);
    expect(text, cell).toContain(says);
    const found = [...text.matchAll(/^ {4}at (?:.* \()?([^()\n]*?)\)?$/gm)].map(([, place]) => place);
    expect(found, cell).toEqual(
      frames.map((frame) => (frame.startsWith("boom") ? frame : `cell ${index + 2}:${frame}`)),
    );
  });
}, 60_000);

test("nor at a module of this repository first, whose frames are listed", async () => {
  const folder = fileURLToPath(new URL("../../../../notebooks", import.meta.url));
  const run = await runCells(['import { affinity } from "decoupling-briefing";\naffinity.ric(null as any)'], {
    folder,
  });
  expect(traceback(run, 1)).toMatch(
    /> 2 \| affinity\.ric.*\n.*\n {4}at .*\.\.\/src\/analysis\/[^]*at cell 1:2:10$/,
  );
}, 60_000);
