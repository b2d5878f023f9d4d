/** An edition of the shipped briefing with one chapter and changed data, built as its owner would. */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { csvFormat, csvParse } from "d3-dsv";
import type { Report } from "../../src/briefing/model/report.js";
import { runBriefing } from "../briefing/cli/run-briefing.js";
import { stored, textCell } from "../support/notebook.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A row as text. */
type TextRow = { [field: string]: string };

export interface Changes {
  /** By table: the new rows. */
  readonly tables?: { readonly [table: string]: (rows: TextRow[]) => TextRow[] };
  /** Adds files to the project's folder. */
  readonly add?: (project: string) => Promise<unknown>;
}

export interface Edition {
  readonly code: number | null;
  readonly stderr: string;
  /** Null if nothing was written. */
  readonly report: Report | null;
}

/** `03-partners` of `03-partners#gains`: an empty chapter shows no evidence to which a claim could link. */
const chapterIn = (evidence = ""): string => evidence.replace(/#.*$/, "");

async function built(cwd: string): Promise<Edition> {
  const { code, stderr } = await runBriefing(["build", "--no-answers", "--project", ".", "-o", "out"], {
    cwd,
  });
  const written = await readFile(path.join(cwd, "out", "report.json"), "utf8").catch(() => null);
  return { code, stderr, report: written === null ? null : (JSON.parse(written) as Report) };
}

/** All chapters in their order, with added files. */
export async function buildWholeEdition(add: (project: string) => Promise<unknown>): Promise<Edition> {
  const work = await mkdtemp(path.join(os.tmpdir(), "edition-"));
  try {
    for (const folder of ["data", "notebooks"])
      await cp(path.join(root, folder), path.join(work, folder), {
        recursive: true,
        filter: (file) => path.basename(file) !== "node_modules",
      });
    await add(work);
    return await built(work);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Empty chapters replace those that claims link to. */
export async function buildEdition(
  chapter: string | readonly string[],
  changes: Changes = {},
): Promise<Edition> {
  const chapters = [chapter].flat();
  const work = await mkdtemp(path.join(os.tmpdir(), "edition-"));
  try {
    const notebooks = path.join(work, "notebooks");
    await cp(path.join(root, "data"), path.join(work, "data"), { recursive: true });
    await mkdir(notebooks);
    for (const name of [...chapters.map((each) => `${each}.ipynb`), "assumptions.ts", "references.bib"])
      await cp(path.join(root, "notebooks", name), path.join(notebooks, name));
    const claims = path.join(work, "data", "claims.csv");
    const rows = csvParse(await readFile(claims, "utf8")).map((row) => ({
      ...row,
      chapter: chapterIn(row["chapter"]),
    }));
    await writeFile(claims, csvFormat(rows));
    const others = [...new Set(rows.flatMap((row) => row.chapter || []))]
      .filter((name) => !chapters.includes(name))
      .sort();
    for (const name of others) await writeFile(path.join(notebooks, `${name}.ipynb`), emptyChapter(name));
    const order = [...others, ...chapters].map((name) => `  - ${name}.ipynb\n`).join("");
    await writeFile(path.join(notebooks, "briefing.yml"), `title: Test\ncurrency: USD\norder:\n${order}`);
    for (const [table, change] of Object.entries(changes.tables ?? {})) {
      const file = path.join(work, "data", `${table}.csv`);
      await writeFile(file, csvFormat(change([...csvParse(await readFile(file, "utf8"))])));
    }
    await changes.add?.(work);
    return await built(work);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

const emptyChapter = (title: string): string =>
  stored([textCell("raw", "front", `---\ntitle: ${title}\n---`), textCell("markdown", "text", "Empty.")]);
