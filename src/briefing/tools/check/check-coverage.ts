/** The coverage of guards in a project, or in some notebooks. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { refuseMissing } from "../../engine/build/path-checks.js";
import { describeData } from "../../engine/report/data/data-package.js";
import { ReportError } from "../../engine/report/errors.js";
import { shownPath } from "../../lib/shown-path.js";
import { projectOf } from "./check.js";
import type { CheckedFile, Found } from "./contract.js";
import { readChecked } from "./find-on-page.js";
import { malformedIn } from "./malformed-guards.js";
import { placed } from "./placed.js";
import { withTexts } from "./texts.js";
import { coverageOf, type Coverage } from "./unguarded-sentences.js";

export interface CheckedCoverage {
  /** In the order of the briefing. */
  readonly chapters: readonly Coverage[];
  /** Notebooks that cannot be read, and malformed guards: whether they guard anything is not known. */
  readonly faults: readonly Found[];
}

export async function findCoverage(
  files: readonly string[],
  { project: folder }: { readonly project: string | undefined },
): Promise<CheckedCoverage> {
  await refuseMissing(files);
  const project = await projectOf(files, folder);
  const notebooks = files.length > 0 ? files : (project?.notebooks ?? []);
  const read = await Promise.all(notebooks.map((file) => readChecked(shownPath(file))));
  const settings = {
    language: project?.language ?? "en",
    exempt: project?.exemptNumbers ?? [],
    sources: project === undefined ? [] : await sourcesOf(project.root),
  };
  return {
    chapters: read.flatMap((each) =>
      "notebook" in each ? [inItsFile(coverageOf(withTexts(each), settings), each)] : [],
    ),
    faults: read.flatMap((each) => ("notebook" in each ? malformedIn(each) : each)),
  };
}

/** Titles of the sources in data/datapackage.json, whose mistakes another check reports. */
async function sourcesOf(root: string): Promise<readonly string[]> {
  const file = "data/datapackage.json";
  const text = await readFile(path.join(root, file), "utf8").catch(() => undefined);
  if (text === undefined) return [];
  try {
    return describeData(text, file).tables.flatMap(({ table }) => table.sources.map(({ title }) => title));
  } catch (error) {
    if (error instanceof ReportError) return [];
    throw error;
  }
}

const inItsFile = (coverage: Coverage, file: CheckedFile): Coverage => ({
  ...coverage,
  uncovered: coverage.uncovered.map((each) => placed(each, file)),
});
