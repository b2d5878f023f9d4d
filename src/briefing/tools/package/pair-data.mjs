// The tables of `briefing init --example pair`, taken from data/, their only copy: those of all economies, and the
// editions that they name.
import { createHash } from "node:crypto";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { dist } from "./places.mjs";

const folder = `${dist}/tools/scaffold/pair/data`;
const tables = ["world-pairs", "world-international", "economies", "editions"];

export function copyPairData() {
  const { resources, licenses, ...about } = JSON.parse(readFileSync("data/datapackage.json", "utf8"));
  const kept = resources.filter(({ name }) => tables.includes(name));
  for (const { path } of kept) copyFileSync(`data/${path}`, `${folder}/${path}`);
  for (const rule of ["verdict-rule.json", "works-rule.json"])
    copyFileSync(`data/${rule}`, `${folder}/${rule}`);
  copyChapterOnPapers();
  const named = new Set(kept.flatMap(({ licenses }) => licenses.map(({ name }) => name)));
  const described = {
    ...about,
    name: "pairs-of-economies",
    title: "Joint papers of any two economies",
    description:
      "Counts of OpenAlex for all pairs of economies. README.md says what they mean and where their limits are.",
    licenses: licenses.filter(({ name }) => named.has(name)),
    resources: kept.map((table) => (table.name === "editions" ? ofOneEdition(table, kept) : table)),
  };
  writeFileSync(`${folder}/datapackage.json`, `${JSON.stringify(described, undefined, 2)}\n`);
}

/**
 * The chapter on single papers, for any two economies: notebooks/12-single-papers.ipynb is its only copy. A build skips it
 * in a project without a cube.
 */
function copyChapterOnPapers() {
  const notebook = JSON.parse(readFileSync("notebooks/12-single-papers.ipynb", "utf8"));
  const example = JSON.parse(readFileSync(`${folder}/../notebooks/02-partners.ipynb`, "utf8"));
  const parameters = example.cells.find(({ metadata }) => metadata.tags?.includes("parameters"));
  const start = 'pair.context("US", "CN")';
  const place = notebook.cells.findIndex(({ source }) => source.join("").includes(start));
  if (parameters === undefined || place < 0) throw new Error(`12-single-papers.ipynb: no cell with ${start}`);
  const first = notebook.cells[place];
  first.source = first.source.map((line) => line.replace(start, "pair.context(reporter, partner)"));
  notebook.cells.splice(place, 0, parameters);
  const text = JSON.stringify(notebook, undefined, 1);
  writeFileSync(`${folder}/../notebooks/05-single-papers.ipynb`, `${text}\n`);
}

/** Keeps only the editions that the tables name, because the page lists the sources of all editions. */
function ofOneEdition(table, kept) {
  const [header, ...rows] = readFileSync(`data/${table.path}`, "utf8").trimEnd().split("\n");
  const counts = readFileSync(`data/${kept.find(({ name }) => name === "world-international").path}`, "utf8");
  const named = new Set(
    counts
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => line.split(",")[0]),
  );
  const text = [header, ...rows.filter((row) => named.has(row.split(",")[0])), ""].join("\n");
  writeFileSync(`${folder}/${table.path}`, text);
  const { sources } = kept.find(({ name }) => name === "world-pairs");
  const hash = `sha256:${createHash("sha256").update(text).digest("hex")}`;
  return { ...table, sources, bytes: Buffer.byteLength(text), hash };
}
