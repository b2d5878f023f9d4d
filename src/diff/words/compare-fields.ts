import type { StoredReport } from "../../report/stored-report.js";
import type { TextChange } from "../contract/text.js";
import { compareTokens } from "./compare-prose.js";
import type { TextField } from "./fields.js";
import { tokensOf, type StoredProse } from "./tokens.js";

export interface FieldsComparison {
  readonly texts: readonly TextChange[];
  /** Values that stand at the same place of both sides. */
  readonly values: readonly { readonly was: string; readonly is: string }[];
}

/** What texts are read with: the two reports, and the later names of figures and tables. */
export interface TextContext {
  readonly was: StoredReport;
  readonly is: StoredReport;
  readonly laterTarget: (target: string) => string;
}

/** Holds the texts of one thing on both sides against each other, field by field. */
export function compareFields(
  was: readonly TextField[],
  is: readonly TextField[],
  context: TextContext,
): FieldsComparison {
  const names = [...new Set([...was, ...is].map(({ field }) => field))];
  const texts: TextChange[] = [];
  const values: { was: string; is: string }[] = [];
  for (const field of names) {
    const find = (side: readonly TextField[]) => side.find((each) => each.field === field)?.prose ?? [];
    const found = compareTexts(find(was), find(is), context);
    values.push(...found.values);
    if (found.differs) texts.push({ field, runs: found.runs });
  }
  return { texts, values };
}

export function compareTexts(
  was: StoredProse,
  is: StoredProse,
  { was: before, is: after, laterTarget }: TextContext,
) {
  return compareTokens(tokensOf(was, before, laterTarget), tokensOf(is, after));
}
