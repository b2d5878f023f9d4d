import { expect, test } from "vitest";
import { printed, runCells } from "./run-cells.js";

const write = (value: number, ...files: readonly string[]): string =>
  files.map((file) => `require("fs").writeFileSync("${file}", "exports.value = ${value};")`).join(";");
const load = (...files: readonly string[]): string => files.map((file) => `require("./${file}")`).join(";");
const news = (names: string) =>
  `Changed since this kernel loaded it: ${names}. Restart the kernel to use the new version.\n`;
const built = "built.cjs";
const five = ["a.cjs", "b.cjs", "c.cjs", "d.cjs", "e.cjs"];

/** A cell, and what is said in it. */
const cells: readonly (readonly [code: string, said: string])[] = [
  [write(1, built), ""],
  [load(built), ""],
  // Compiled again: reported in the next cell, once each time.
  [write(2, built), ""],
  ["void 0", news(built)],
  ["void 0", ""],
  [write(3, built), ""],
  ["void 0", news(built)],
  // The same content again, and a file that is gone for a moment, are no news.
  [write(3, built), ""],
  [`require("fs").rmSync("${built}")`, ""],
  ["void 0", ""],
  [write(3, built), ""],
  // Nor is what was never loaded.
  [write(1, ...five), ""],
  [write(2, ...five), ""],
  [load(...five), ""],
  [write(3, ...five), ""],
  ["void 0", news("a.cjs, b.cjs, c.cjs and 2 more")],
];

test("modules that were compiled again are reported in the next cell, once; several are named, the rest counted", async () => {
  const run = await runCells(
    cells.map(([code]) => code),
    { mode: "interactive" },
  );
  expect(cells.map((_, index) => printed(run, index + 1, "stderr"))).toEqual(cells.map(([, said]) => said));
});

test("headless, nothing is reported: outputs are the notebook's alone", async () => {
  const run = await runCells([write(1, built), load(built), write(2, built), "void 0"]);
  expect([1, 2, 3, 4].map((cell) => printed(run, cell, "stderr"))).toEqual(["", "", "", ""]);
});
