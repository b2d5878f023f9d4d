import type { TextChange } from "../kinds/shapes.js";
import type { StoredReport } from "../../report/stored-report.js";
import { compareTokens, type ProseComparison } from "./compare-prose.js";
import type { TextField } from "./fields.js";
import { tokensOf, type StoredProse } from "./tokens.js";

export interface FieldsComparison {
  readonly texts: readonly TextChange[];
  /** Values that stand at the same place of both sides. */
  readonly values: readonly { readonly before: string; readonly after: string }[];
}

/** What texts are read with: the two reports, and the later names of figures and tables. */
export interface TextContext {
  readonly before: StoredReport;
  readonly after: StoredReport;
  readonly laterTarget: (target: string) => string;
}

/** Holds the texts of one thing on both sides against each other, field by field. */
export function compareFields(
  before: readonly TextField[],
  after: readonly TextField[],
  context: TextContext,
): FieldsComparison {
  const names = [...new Set([...before, ...after].map(({ field }) => field))];
  const texts: TextChange[] = [];
  const values: { before: string; after: string }[] = [];
  for (const field of names) {
    const find = (side: readonly TextField[]) => side.find((each) => each.field === field)?.prose ?? [];
    const found = compareTexts(find(before), find(after), context);
    values.push(...found.values);
    if (found.differs) texts.push({ field, runs: found.runs });
  }
  return { texts, values };
}

export function compareTexts(before: StoredProse, after: StoredProse, context: TextContext): ProseComparison {
  const values = sameParts(before, after, context);
  if (values !== undefined) return { differs: false, runs: [], values };
  return compareTokens(tokensOf(before, context.before, context.laterTarget), tokensOf(after, context.after));
}

/** Values of texts that are written alike, part by part, as most are; undefined where they have to be read. */
function sameParts(
  before: StoredProse,
  after: StoredProse,
  { before: earlier, after: later, laterTarget }: TextContext,
): readonly { readonly before: string; readonly after: string }[] | undefined {
  if (before.length !== after.length) return undefined;
  const values: { before: string; after: string }[] = [];
  for (const [index, one] of before.entries()) {
    const two = after[index];
    if (typeof one === "string" || typeof two === "string") {
      if (one !== two) return undefined;
    } else if ("value" in one) {
      if (two === undefined || !("value" in two)) return undefined;
      if (earlier.values[one.value]?.format !== later.values[two.value]?.format) return undefined;
      values.push({ before: one.value, after: two.value });
    } else if ("target" in one) {
      if (two === undefined || !("target" in two) || laterTarget(one.target) !== two.target) return undefined;
    } else {
      if (two === undefined || !("citations" in two)) return undefined;
      if (one.citations.join(";") !== two.citations.join(";")) return undefined;
    }
  }
  return values;
}
