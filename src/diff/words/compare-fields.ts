import type { StoredReport } from "../../report/stored-report.js";
import type { TextChange } from "../contract/text.js";
import { compareTokens, type ProseComparison } from "./compare-prose.js";
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

export function compareTexts(was: StoredProse, is: StoredProse, context: TextContext): ProseComparison {
  const values = sameParts(was, is, context);
  if (values !== undefined) return { differs: false, runs: [], values };
  return compareTokens(tokensOf(was, context.was, context.laterTarget), tokensOf(is, context.is));
}

/** Values of texts that are written alike, part by part, as most are; undefined where they have to be read. */
function sameParts(
  was: StoredProse,
  is: StoredProse,
  { was: before, is: after, laterTarget }: TextContext,
): readonly { readonly was: string; readonly is: string }[] | undefined {
  if (was.length !== is.length) return undefined;
  const values: { was: string; is: string }[] = [];
  for (const [index, one] of was.entries()) {
    const two = is[index];
    if (typeof one === "string" || typeof two === "string") {
      if (one !== two) return undefined;
    } else if ("value" in one) {
      if (two === undefined || !("value" in two)) return undefined;
      if (before.values[one.value]?.format !== after.values[two.value]?.format) return undefined;
      values.push({ was: one.value, is: two.value });
    } else if ("target" in one) {
      if (two === undefined || !("target" in two) || laterTarget(one.target) !== two.target) return undefined;
    } else {
      if (two === undefined || !("citations" in two)) return undefined;
      if (one.citations.join(";") !== two.citations.join(";")) return undefined;
    }
  }
  return values;
}
