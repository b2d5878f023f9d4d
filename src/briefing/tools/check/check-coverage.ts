/** The coverage of guards in a project, or in some notebooks. */
import { refuseMissing } from "../../engine/build/path-checks.js";
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
  const settings = { language: project?.language ?? "en", exempt: project?.exemptNumbers ?? [] };
  return {
    chapters: read.flatMap((each) =>
      "notebook" in each ? [inItsFile(coverageOf(withTexts(each), settings), each)] : [],
    ),
    faults: read.flatMap((each) => ("notebook" in each ? malformedIn(each) : each)),
  };
}

const inItsFile = (coverage: Coverage, file: CheckedFile): Coverage => ({
  ...coverage,
  uncovered: coverage.uncovered.map((each) => placed(each, file)),
});
