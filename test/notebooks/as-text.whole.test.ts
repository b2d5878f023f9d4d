/** All chapters of this repository as text notebooks: the same page, text for text and number for number. */
import { cpSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runBriefing } from "../briefing/cli/run-briefing.js";
import { temporaryFolder } from "../support/temporary.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

test("chapters converted to text build the same page", async () => {
  const cwd = temporaryFolder("as-text");
  for (const part of ["notebooks", "data"])
    cpSync(path.join(root, part), path.join(cwd, part), {
      recursive: true,
      filter: (file) => !/[\\/](?:node_modules|\.(?!counted)[^\\/]+)$/.test(file),
    });
  for (const part of ["node_modules", "src", "package.json"])
    symlinkSync(path.join(root, part), path.join(cwd, part));
  const briefing = (...argv: string[]) => runBriefing(argv, { cwd });
  const pageOf = () => readFileSync(path.join(cwd, "output/briefing.md"), "utf8");
  const built = await briefing("build", "--no-answers");
  expect(built.code, built.stderr).toBe(0);
  const page = pageOf();
  const before = path.join(temporaryFolder("as-json"), "output");
  cpSync(path.join(cwd, "output"), before, { recursive: true });

  const notebooks = readdirSync(path.join(cwd, "notebooks")).filter((name) => name.endsWith(".ipynb"));
  const converted = await briefing("convert", ...notebooks.map((name) => `notebooks/${name}`));
  expect(converted.code, converted.stderr).toBe(0);
  const again = await briefing("build", "--no-answers");
  expect(again.code, again.stderr).toBe(0);
  expect(pageOf().replace(/(notebooks\/\d[\w-]*)\.md/g, "$1.ipynb")).toBe(page);
  const executed = (folder: string) =>
    readdirSync(path.join(folder, "notebooks")).map((name) => [
      name,
      readFileSync(path.join(folder, "notebooks", name), "utf8"),
    ]);
  expect(executed(path.join(cwd, "output"))).toEqual(executed(before));
  expect((await briefing("diff", before, "output")).stdout).toContain("No differences.");
}, 600_000);
