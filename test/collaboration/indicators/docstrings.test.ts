import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

const folder = path.join(import.meta.dirname, "../../../src/collaboration/indicators");
const labels = ["Unit", "Range", "Undefined", "Source"];
const documented =
  /(?:\/\*\*((?:(?!\*\/)[^])*)\*\/\s*(?:\/\/.*\s*)*)?^export (?:async )*function\*? *(\w+)/gm;

const functions = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .flatMap((file) =>
    [...readFileSync(path.join(folder, file), "utf8").matchAll(documented)].map(([, text, name]) => ({
      name: `${file}: ${name}`,
      text: text ?? "",
    })),
  )
  .filter(({ text }) => /^ \* Formula: /m.test(text));

it("there are formulas", () => {
  expect(functions.length).toBeGreaterThan(15);
});

it.each(functions)(
  "$name, which has a formula, documents its unit, range, undefined cases and source",
  ({ text }) => {
    for (const label of labels) expect(text).toMatch(new RegExp(`^ \\* ${label}: \\S`, "m"));
  },
);
