import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { runBriefing, type Ran } from "./run-briefing.js";
import { temporaryFolder } from "../../support/temporary.js";

const folder = temporaryFolder("render");
const briefing = (...argv: string[]): Promise<Ran> => runBriefing(argv, { cwd: folder });

const python = {
  nbformat: 4,
  nbformat_minor: 4,
  metadata: { kernelspec: { name: "python3", display_name: "Python 3", language: "python" } },
  cells: [
    { cell_type: "markdown", metadata: {}, source: ["# Rain\n", "It rained."] },
    {
      cell_type: "code",
      metadata: {},
      execution_count: 1,
      source: ["6 * 7"],
      outputs: [
        { output_type: "execute_result", execution_count: 1, metadata: {}, data: { "text/plain": ["42"] } },
      ],
    },
  ],
};

// They are not overwritten after manual edits: test/briefing/engine/build/copies.test.ts.
test("a notebook executed elsewhere becomes a page and a Word document", async () => {
  await writeFile(path.join(folder, "rain.ipynb"), JSON.stringify(python));
  const { code, stdout } = await briefing("render", "rain.ipynb", "-o", "page", "--docx");
  expect(code).toBe(0);
  expect(stdout).toContain(path.join("page", "briefing.html"));
  expect(stdout).toContain(`${path.join("page", "briefing.docx")}: for Word and LibreOffice`);
  const page = await readFile(path.join(folder, "page/briefing.html"), "utf8");
  expect(page).toContain("It rained.");
  expect(page).toContain("42");
  const word = await readFile(path.join(folder, "page/briefing.docx"));
  expect(word.subarray(0, 2).toString()).toBe("PK");
});
