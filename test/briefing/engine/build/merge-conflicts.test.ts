/** A merge leaves conflict markers; read as data, they would be lines of a table. */
import path from "node:path";
import { expect, test } from "vitest";
import { refuseConflicts } from "../../../../src/briefing/engine/build/merge-conflicts.js";
import { writeFiles } from "../../../support/files.js";
import { temporaryFolder } from "../../../support/temporary.js";
import { thrown } from "../../../support/thrown.js";
import { BriefingError } from "../../../../src/briefing/model/errors.js";

const root = temporaryFolder("briefing conflicts");
const conflict = "<<<<<<< HEAD\n2020,151\n=======\n2020,152\n>>>>>>> branch\n";

const project = (name: string, files: Readonly<Record<string, string>>) => {
  const folder = path.join(root, name);
  writeFiles(folder, files);
  return { root: folder, notebooks: [path.join(folder, "notebooks/01-rivers.ipynb")] };
};

test("data, notebooks and modules with conflict markers are named, each with the line of the first", () => {
  const torn = project("torn", {
    "data/flow.csv": `year,flow\n${conflict}`,
    "data/deep/more.json": `{\n"a": 1,\n${conflict}}`,
    "notebooks/01-rivers.ipynb": `{\n${conflict}}`,
    "notebooks/briefing.yml": `title: Rivers\n${conflict}`,
    "src/mean.ts": conflict,
    "src/whole.ts": "export const one = 1;\n",
  });
  const error = thrown(BriefingError, () => {
    refuseConflicts(torn);
  });
  const lines = error.message.split("\n");
  expect(lines[0]).toBe("5 files have conflict markers of a merge:");
  expect(lines.slice(1).map((line) => path.relative(torn.root, path.resolve(line.trim())))).toEqual([
    "data/deep/more.json:3",
    "data/flow.csv:2",
    "notebooks/01-rivers.ipynb:2",
    "notebooks/briefing.yml:2",
    "src/mean.ts:1",
  ]);
  expect(error).toMatchObject({ hint: "Resolve the conflicts, then build again." });
});

test("a marker that a part of a large table splits is found", () => {
  const row = "2020,11111111\n";
  const table = row.repeat(Math.floor((1 << 24) / row.length)).padEnd((1 << 24) - 5, "x");
  const torn = project("large", { "data/flow.csv": `${table}\n${conflict}` });
  expect(() => {
    refuseConflicts(torn);
  }).toThrow(/flow\.csv:1198374$/);
});

test("notebooks alone are left to the build, which continues with the others", () => {
  const torn = project("notebook", { "notebooks/01-rivers.ipynb": `{\n${conflict}}` });
  expect(() => {
    refuseConflicts(torn);
  }).not.toThrow();
});

test("rules below headings, other projects' code and what programs write are no conflicts", () => {
  const torn = project("whole", {
    "data/README.md": "Rivers\n=======\n\n<<<<<<< is how git marks a conflict.\n",
    "src/node_modules/other/index.js": conflict,
    "src/dist/mean.js": conflict,
    "output/briefing.md": conflict,
  });
  expect(() => {
    refuseConflicts(torn);
  }).not.toThrow();
});
