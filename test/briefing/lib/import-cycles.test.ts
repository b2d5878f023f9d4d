/** ESLint finds import cycles too, but not those of types alone. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const files = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts") && !name.includes("template"))
  .map((name) => path.join("src", name));
const importsOf = new Map(
  files.map((file) => {
    const imports = readFileSync(file, "utf8").matchAll(/(?:\bfrom|\bimport\(?)\s*"(\.[^"]+)\.js"/g);
    return [file, [...imports].map(([, name = ""]) => `${path.join(path.dirname(file), name)}.ts`)];
  }),
);

test("no module imports itself by way of others, for its types either", () => {
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, above: readonly string[]): void => {
    const start = above.indexOf(file);
    if (start >= 0) cycles.push([...above.slice(start), file].join(" → "));
    if (start >= 0 || done.has(file)) return;
    for (const imported of importsOf.get(file) ?? []) visit(imported, [...above, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  expect(cycles).toEqual([]);
});
