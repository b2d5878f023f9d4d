/** What a function of the library throws is reported where the author called it; nothing of the library's own code is shown. */
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../support/temporary.js";
import { cellsOf, runCells, traceback } from "./run-cells.js";

/** A cell, what its traceback says, and all of its frames, innermost first. */
const faulty = cellsOf.library;

const template = fileURLToPath(
  new URL("../../../../../src/briefing/tools/scaffold/template", import.meta.url),
);

test("point at the author's code, and at nothing else", async () => {
  const folder = path.join(temporaryFolder(), "notebooks");
  mkdirSync(folder);
  cpSync(path.join(template, "data"), path.join(folder, "../data"), { recursive: true });
  writeFileSync(
    path.join(folder, "boom.ts"),
    "export function boom(n: number): never {\n  throw new RangeError(`no ${n}`);\n}\n" +
      'import { load } from "briefing";\nexport const few = () => load("lones" as string);\n',
  );
  const prepared =
    'import { bar, claim, figure, fmt, line, load, sql, table, text } from "briefing";\n' +
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
  const folder = fileURLToPath(new URL("../../../../../notebooks", import.meta.url));
  const run = await runCells(
    ['import { affinity } from "briefing-collaboration";\naffinity.ric(null as any)'],
    {
      folder,
    },
  );
  expect(traceback(run, 1)).toMatch(
    /> 2 \| affinity\.ric.*\n.*\n {4}at .*\.\.\/src\/collaboration\/[^]*at cell 1:2:10$/,
  );
}, 60_000);
