import type { Assessment } from "../verdict/index.js";
import { missingPapers } from "../verdict/missing-papers.js";

/** Joint papers of one year beside those that the propensity of the baseline would have given. */
export interface ExpectedPapers {
  readonly year: number;
  readonly status: "complete" | "incomplete";
  /** Joint papers that there are. */
  readonly joint: number;
  /** At the propensity of the rule's first baseline, with each country's total of international papers as it was. */
  readonly expected: number;
}

/**
 * Joint papers and those expected, in the years that all series share, of the source that counts papers. Empty where no
 * source counts papers.
 */
export function expectedPapers({
  rule,
  specifications,
  comparable,
}: Pick<Assessment, "rule" | "specifications" | "comparable">): readonly ExpectedPapers[] {
  const series = comparable.series.find(({ choice }) => choice.counted === "papers");
  return comparable.years.flatMap((year) => {
    const found = missingPapers(specifications, year);
    const months = series?.years.find((one) => one.year === year)?.months ?? -Infinity;
    const status = months < rule.completeAfterMonths ? "incomplete" : "complete";
    return found === null ? [] : [{ year, status, joint: found.joint, expected: found.joint + found.quoted }];
  });
}
