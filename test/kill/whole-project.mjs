/** A copy of this repository's chapters, in two versions whose pages and reports differ. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { copyParts } from "../checks.mjs";
import { contentOf, faultsOfContent } from "./folders.mjs";

export function wholeProject(folder) {
  copyParts(folder);
  const output = path.join(folder, "output");
  const expected = new Map();
  return {
    name: "whole",
    folder,
    write(number) {
      const file = path.join(folder, "notebooks/briefing.yml");
      const text = readFileSync(file, "utf8");
      writeFileSync(file, text.replace(/^title: .*$/m, `title: Version ${number % 2}`));
    },
    /** The output of an undisturbed build of a version. */
    note: (number) => expected.set(number % 2, contentOf(output)),
    faults: (_command, number) => faultsOfContent(output, expected.get(number % 2)),
  };
}
