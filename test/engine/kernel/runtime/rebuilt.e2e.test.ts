import { expect, test } from "vitest";
import { printed, runCells } from "./run-cells.js";

const write = (value: number, file = "built.cjs"): string =>
  `require("node:fs").writeFileSync("${file}", "exports.value = ${value};")`;
const load = "require('./built.cjs').value";
const rest = "void 0";

async function told(
  cells: readonly string[],
  mode: "interactive" | "headless" = "interactive",
): Promise<readonly string[]> {
  const run = await runCells(cells, { mode });
  return cells.map((_, index) => printed(run, index + 1, "stderr"));
}

test("a module that was compiled again is reported in the next cell, once each time", async () => {
  const news = "Changed since this kernel loaded it: built.cjs. Restart the kernel to use the new version.\n";
  const cells = [write(1), load, rest, write(2), rest, rest, write(3), rest];
  expect(await told(cells)).toEqual(["", "", "", "", news, "", "", news]);
});

test("the same content written again, and a file that is gone for a moment, are no news", async () => {
  const remove = "require('node:fs').rmSync('built.cjs')";
  expect(
    await told([write(1), load, write(1), rest, remove, rest, write(1), rest]).then((all) => all.join("")),
  ).toBe("");
});

test("what was never loaded is no news", async () => {
  expect((await told([write(1), write(2), rest, load, rest])).join("")).toBe("");
});

test("several are named, the rest counted", async () => {
  const names = ["a.cjs", "b.cjs", "c.cjs", "d.cjs", "e.cjs"];
  const all = (value: number): string => names.map((name) => write(value, name)).join(";");
  const cells = [all(1), names.map((name) => `require("./${name}")`).join(";"), all(2), rest];
  expect((await told(cells)).at(-1)).toContain(": a.cjs, b.cjs, c.cjs and 2 more. Restart");
});

test("headless, nothing is reported: outputs are the notebook's alone", async () => {
  expect((await told([write(1), load, write(2), rest], "headless")).join("")).toBe("");
});
