/** A report's record of its inputs, compared with the project as it is now. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { sha256 } from "../../../../src/briefing/lib/hash.js";
import { parseNotebook } from "../../../../src/briefing/engine/notebook/parse.js";
import { findProject } from "../../../../src/briefing/engine/project/find-project.js";
import { findOutdated, type Hashes } from "../../../../src/briefing/engine/report/outdated.js";
import { parametersHash, textHashes } from "../../../../src/briefing/engine/report/texts.js";
import { writeFiles } from "../../../support/files.js";
import { codeCell, notebookOf, textCell } from "../../../support/notebook.js";
import { temporaryFolder } from "../../../support/temporary.js";

const base = temporaryFolder("outdated");

const cells = [
  textCell("raw", "front", "---\ntitle: Tea\n---"),
  codeCell("rows", 'const rows = load("tea");'),
  textCell("markdown", "finding", "Tea sells best [@tea]."),
];
const text = (of: readonly object[]) => JSON.stringify(notebookOf(of as never));
const [front, rows, finding] = cells as [object, object, object];

const files = {
  "notebooks/briefing.yml": "title: Tea\nparameters: { year: 2020 }\n",
  "notebooks/01-tea.ipynb": text(cells),
  "notebooks/references.bib": "@misc{tea, title={Tea}}",
  "notebooks/changes.md": "## 2020\n\nThe first.\n",
  "notebooks/prices.ts": "export const price = 2;\n",
  "data/README.md": "# Data\n\n## tea: sales\n\nLimits: one shop.\n",
  "data/tea.csv": "year,cups\n2020,10\n",
};

let root = "";
let recorded: Hashes = { inputs: {} };

/** What a build of the project records. */
async function build(): Promise<Hashes> {
  const project = await findProject(root);
  const notebooks = project.notebooks.map((file) => ({
    path: file,
    notebook: parseNotebook(readFileSync(file, "utf8"), file),
  }));
  const inputs = new Map<string, string>();
  for (const { path: file, notebook } of notebooks)
    for (const { id, source, cell_type } of notebook.cells)
      if (cell_type === "code") inputs.set(`notebooks/${path.basename(file)}#${id}`, sha256(source));
  for (const file of ["data/tea.csv", "notebooks/prices.ts"])
    inputs.set(file, sha256(readFileSync(path.join(root, file))));
  inputs.set("parameters", parametersHash(project.parameters) ?? "");
  // A cell that the build added, a file elsewhere, and a module that only a compiler writes.
  inputs.set("notebooks/01-tea.ipynb#injected-parameters", "00");
  inputs.set("(outside)/hosts", "00");
  inputs.set("dist/prices.js", "00");
  return { inputs: Object.fromEntries(inputs), texts: await textHashes(project, notebooks) };
}

beforeEach(async () => {
  root = mkdtempSync(path.join(base, "p"));
  writeFiles(root, files);
  recorded = await build();
});

const write = (edits: Readonly<Record<string, string>>) => {
  writeFiles(root, edits);
};
const outdated = async (report = recorded) => (await findOutdated(report, root))?.inputs;
const withCells = (...of: readonly object[]) => ({ "notebooks/01-tea.ipynb": text(of) });
const tea = { kind: "notebook", path: "notebooks/01-tea.ipynb", status: "changed" };

describe("an output is current", () => {
  it("if nothing changed", async () => {
    expect(await outdated()).toEqual([]);
  });

  it("if only comments of briefing.yml, outputs of cells, and words that the page does not take changed", async () => {
    const executed = { ...rows, outputs: [], execution_count: 7, metadata: { collapsed: true } };
    write({
      "notebooks/briefing.yml": `# A comment.\n${files["notebooks/briefing.yml"]}timeout: 60\n`,
      ...withCells(front, executed, finding),
      "notebooks/changes.md": `\n${files["notebooks/changes.md"]}\n`,
      "data/README.md": files["data/README.md"].replace("# Data", "# The data"),
      "data/unused.csv": "a\n1\n",
    });
    expect(await outdated()).toEqual([]);
  });
});

describe("an output is older than", () => {
  it("data and modules that were edited or removed", async () => {
    write({ "data/tea.csv": "year,cups\n2020,11\n" });
    rmSync(path.join(root, "notebooks/prices.ts"));
    expect(await outdated()).toEqual([
      { kind: "data", path: "data/tea.csv", status: "changed" },
      { kind: "module", path: "notebooks/prices.ts", status: "removed" },
    ]);
  });

  it.each([
    ["code", [front, { ...rows, source: 'const rows = load("coffee");' }, finding], ["rows"]],
    ["a sentence", [front, rows, { ...finding, source: "Tea sells worst [@tea]." }], ["finding"]],
    ["the front matter", [{ ...front, source: "---\ntitle: Coffee\n---" }, rows, finding], ["front"]],
    ["an added cell", [...cells, textCell("markdown", "more", "More.")], ["more"]],
    ["a removed cell", [front, rows], ["finding"]],
    ["the order of cells", [front, finding, rows], undefined],
    ["a tag", [front, { ...rows, metadata: { tags: ["remove-cell"] } }, finding], undefined],
  ])("a notebook with %s edited", async (_, edited, names) => {
    write(withCells(...edited));
    const all = (await outdated())?.filter(({ kind }) => kind === "notebook");
    expect(all).toEqual([names === undefined ? tea : { ...tea, cells: names }]);
  });

  it("a chapter that was added, and one that was removed", async () => {
    write({ "notebooks/02-more.ipynb": text([textCell("markdown", "m", "More.")]) });
    rmSync(path.join(root, "notebooks/01-tea.ipynb"));
    const chapters = (await outdated())?.filter(({ kind }) => kind === "notebook");
    expect(chapters).toEqual([
      { ...tea, status: "removed" },
      { kind: "notebook", path: "notebooks/02-more.ipynb", status: "added" },
    ]);
  });

  it("settings, parameters, references, editions and limits", async () => {
    write({
      "notebooks/briefing.yml": "title: Coffee\nparameters: { year: 2021 }\n",
      "notebooks/references.bib": "@misc{tea, title={Leaves}}",
      "notebooks/changes.md": "## 2021\n",
      "data/README.md": files["data/README.md"].replace("one shop", "two shops"),
    });
    expect((await outdated())?.map(({ kind, path: file }) => `${kind} ${file}`)).toEqual([
      "settings notebooks/briefing.yml",
      "parameters parameters",
      "text data/README.md",
      "text notebooks/changes.md",
      "text notebooks/references.bib",
    ]);
  });

  it("references only if a notebook cites", async () => {
    write(withCells(front, rows, { ...finding, source: "Tea sells best." }));
    recorded = await build();
    write({ "notebooks/references.bib": "@misc{tea, title={Leaves}}" });
    expect(await outdated()).toEqual([]);
  });

  it("what a merge left in conflict, with the line of the first marker", async () => {
    const conflict = "<<<<<<< HEAD\n2020,11\n=======\n2020,12\n>>>>>>> branch\n";
    write({
      "data/tea.csv": `year,cups\n${conflict}`,
      "notebooks/prices.ts": conflict,
      "notebooks/01-tea.ipynb": `{\n${conflict}}`,
      "notebooks/changes.md": `# Editions\n\n=======\n\n${conflict}`,
    });
    expect(await outdated()).toEqual([
      { kind: "data", path: "data/tea.csv", status: "changed", conflict: 2 },
      { ...tea, conflict: 2 },
      { kind: "module", path: "notebooks/prices.ts", status: "changed", conflict: 1 },
      expect.objectContaining({ path: "notebooks/changes.md", conflict: 5 }),
    ]);
  });
});

it("a report of an earlier version is compared by its data and modules alone", async () => {
  write({ "data/tea.csv": "", "notebooks/briefing.yml": "title: Coffee\n", ...withCells(front) });
  const earlier = { inputs: recorded.inputs };
  expect(await findOutdated(earlier, root)).toEqual({
    inputs: [{ kind: "data", path: "data/tea.csv", status: "changed" }],
    compared: "files",
  });
});

it("a folder without a project cannot be compared", async () => {
  expect(await findOutdated(recorded, temporaryFolder("empty"))).toBeUndefined();
});

it("paths of a report that lead out of the project are not read", async () => {
  const hostile = {
    ...recorded,
    inputs: { ...recorded.inputs, "../../etc/passwd": "00", "/etc/passwd": "00" },
  };
  expect(await outdated(hostile)).toEqual([
    { kind: "data", path: "../../etc/passwd", status: "removed" },
    { kind: "data", path: "/etc/passwd", status: "removed" },
  ]);
});
