import { mkdir, readFile, writeFile } from "node:fs/promises";
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

test("citations are looked up in references.bib beside the notebook", async () => {
  const cited = {
    ...python,
    cells: [{ cell_type: "markdown", metadata: {}, source: ["# Rain\n", "It rained [@rain]."] }],
  };
  await mkdir(path.join(folder, "cited"));
  await writeFile(path.join(folder, "cited/rain.ipynb"), JSON.stringify(cited));
  const without = await briefing("render", "cited/rain.ipynb");
  expect(without.stderr).toContain("[@rain] is cited, but there is no references.bib beside the notebook.");
  const entry = "@book{rain, title={On Rain}, author={Birch, Ann}, year={2020}}";
  await writeFile(path.join(folder, "cited/references.bib"), entry);
  const { code, stderr } = await briefing("render", "cited/rain.ipynb");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(await readFile(path.join(folder, "cited/rain-briefing/briefing.md"), "utf8")).toContain(
    "Birch, 2020",
  );
  await writeFile(path.join(folder, "cited/references.bib"), "@book{rain, title={On");
  expect((await briefing("render", "cited/rain.ipynb")).stderr).toContain("references.bib:1:");
});
