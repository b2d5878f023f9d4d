import * as z from "zod";
import { guardFormat } from "../../../model/guard.js";
import { report as model, type ReportValue } from "../../../model/report.js";
import { amountOf, greatestSize, isSameRaw, rawChange } from "../numbers.js";
import { compareTokens } from "../match/compare-texts.js";
import { tokensOf } from "../words/tokens.js";
import { frameOf, sides, toleranceOf } from "./block-changes.js";
import { statesOf, type States } from "../match/pairing.js";
import {
  arrow,
  clip,
  lineDetail,
  plain,
  wordsDetails,
  type Description,
  type Detail,
} from "./description.js";
import { counting, onlyPlaced, type Draft, type Kind, type KindContext } from "./kind.js";
import { flippedSentence } from "./sentence.js";
import { base, delta, wasAndIs, type DeepReadonly, type TextRun } from "../shapes.js";
import { typedDescription } from "./typed-value.js";
import { hasOtherWords, spokenOrEmpty, valueSpans } from "./value-words.js";
import { otherSentence, valuePlaces, type ValuePlaces } from "./value-locations.js";
import type { SideName, Sides } from "../briefing.js";
import { own } from "../../../lib/own.js";

/** Parts of a value other than its number. */
const remarks = ["label", "format", "unit", "precision", "early", "source", "expression"] as const;
const schema = z.strictObject({
  ...base,
  kind: z.literal("value"),
  ...wasAndIs(model.shape.values.valueType),
  aspects: z.array(z.enum(["number", "words", "text", ...remarks])),
  sameText: z
    .literal(true)
    .optional()
    .describe("added or removed in a text that reads the same, or outside any text"),
  typed: z.literal(true).optional().describe("removed, and its words are now typed in the text"),
  delta: delta.optional(),
  sentence: z
    .string()
    .optional()
    .describe("its earlier sentence, if other words stand there now and only its place identifies it"),
});
/** `aspects` lists what differs besides its id; `delta` is set if both sides are numbers of the same format. */
export type ValueChange = DeepReadonly<z.infer<typeof schema>>;
type Aspect = ValueChange["aspects"][number];

export const value: Kind<ValueChange> = {
  schema,
  nouns: ["value", "values"],
  nounsOf: (change) => (isGuard(change) ? ["guard", "guards"] : ["value", "values"]),
  compare: (context) => {
    // In a large report, most values are the same object on both sides.
    const pairs = context.values.pairs.filter(
      ({ before, after }) =>
        before !== after || own(formerValues(context), before) !== own(context.after.values, after),
    );
    const all = statesOf({ ...context.values, pairs });
    const idsOf = (side: SideName) => all.flatMap((states) => states[side] ?? []);
    const at = {
      before: valuePlaces(context.before, idsOf("before")),
      after: valuePlaces(context.after, idsOf("after")),
    };
    return all.flatMap((states) => compareValue(states, at, context) ?? []);
  },
  describe: (change) => {
    const runs = sentenceRuns(change);
    if (isGuard(change)) return guardDescription(change);
    if (change.typed === true) return typedDescription(change.title, change.was);
    return {
      ...(isSentence(change) && { title: "" }),
      head: runs.length > 0 ? [] : valueSpans(change),
      amount: change.delta?.text ?? "",
      details: [
        ...(change.sentence === undefined ? [] : [lineDetail([plain(change.sentence)], "earlier sentence")]),
        ...wordsDetails(runs),
        ...remarks
          .filter((aspect) => change.status === "changed" && change.aspects.includes(aspect))
          .flatMap((aspect) => remarkDetails(aspect, change)),
      ],
    };
  },
  weigh: (change) => {
    if (isGuard(change)) return { rank: 1, size: 0 };
    // The entry of the figure has these numbers already: its alternative text repeats them.
    if (isAlternative(change)) return { rank: 3, size: -1 };
    if (change.aspects.includes("words"))
      return { rank: 2, size: hasOtherWords(change) ? sizes.otherWords : 0 };
    // For readers, a value that is not printed did not change.
    if (change.aspects.includes("number") && !isVisiblyChanged(change))
      return { rank: 8, size: greatestSize([change]) };
    // Another sign reverses the meaning, however small the number.
    if (change.aspects.includes("number"))
      return { rank: 2, size: hasOtherSign(change) ? sizes.otherSign : greatestSize([change]) };
    if (change.aspects.includes("unit")) return { rank: 2, size: 0 };
    return change.aspects.length > 0 ? { rank: 8, size: 0 } : onlyPlaced;
  },
  presence: 9,
  isFirst: isGuard,
  headline: counting(
    ["edited", "guard", isGuard],
    ["moved", "number", hasMoved],
    [
      "computed by another expression",
      "number",
      (change) =>
        has("number", change) &&
        has("expression", change) &&
        !has("unit", change) &&
        isVisiblyChanged(change),
    ],
    ["in a sentence with other words", "number", (change) => change.sentence !== undefined],
    ["changed", "computed word", (change) => has("words", change)],
    ["in another unit", "number", (change) => has("unit", change)],
    ["written otherwise", "number", (change) => has("text", change) && !has("unit", change)],
    [
      "changed below the printed digits",
      "number",
      (change) => has("number", change) && !isVisiblyChanged(change),
    ],
    ["with another source", "number", (change) => isOnlyRemark(change) && has("source", change)],
    [
      "with another label or format",
      "number",
      (change) => isOnlyRemark(change) && !has("source", change) && !has("expression", change),
    ],
    [
      "computed by another expression with the same result",
      "number",
      (change) =>
        isOnlyRemark(change) && !has("source", change) && has("expression", change) && !isGuard(change),
    ],
  ),
  role: "part",
  form: "row",
  numbers: ({ aspects, delta }) => ({
    deltas: aspects.includes("number") || aspects.includes("words") ? [delta] : [],
    hasOthers: aspects.includes("unit"),
  }),
  isUnprinted: (change) =>
    has("number", change) &&
    !isVisiblyChanged(change) &&
    change.aspects.every((aspect) => aspect === "number" || aspect === "precision"),
  gates: { guard: isGuard },
};

/** A condition on a sentence that was added, removed or edited. */
function isGuard({ status, was, is, aspects }: Draft<ValueChange>): boolean {
  if ((is ?? was)?.format !== guardFormat) return false;
  return status !== "changed" || aspects.includes("expression");
}

function guardDescription({ status, was, is }: ValueChange): Partial<Description> {
  const isChanged = status === "changed";
  const { expression = "" } = is ?? was ?? {};
  return {
    label: isChanged ? "Guard" : `Guard ${status}`,
    title: clip(spokenOrEmpty(is ?? was), widestSentence),
    head: isChanged ? arrow(was?.expression, is?.expression) : [plain(expression)],
  };
}

const has = (aspect: Aspect, { aspects }: ValueChange): boolean => aspects.includes(aspect);
/** Whether nothing changed but what is said about the value. */
const isOnlyRemark = ({ aspects }: ValueChange): boolean =>
  aspects.length > 0 &&
  aspects.every((aspect) => (remarks as readonly Aspect[]).includes(aspect) && aspect !== "unit");
/** A number of another sign is no smaller difference, even if the page leaves signs to words. */
const isVisiblyChanged = (change: Draft<ValueChange>): boolean =>
  spokenOrEmpty(change.was) !== spokenOrEmpty(change.is) || hasOtherSign(change);

/** Whether a number changed as printed on the page; the figure reports those of its alternative text. */
export function hasMoved(change: ValueChange): boolean {
  if (change.sentence !== undefined) return false;
  const isSame =
    has("number", change) && !has("expression", change) && !has("unit", change) && !isAlternative(change);
  return isSame && isVisiblyChanged(change);
}

/** With places named as on the earlier side. */
const formerValues = ({ briefings }: KindContext) => briefings.before.report.values;

function compareValue(
  states: States<string>,
  at: Sides<ValuePlaces>,
  context: KindContext,
): Draft<ValueChange> | undefined {
  const { before: formerId, after: laterId, later: id, side } = states;
  const before = own(formerValues(context), formerId ?? "");
  const after = own(context.after.values, laterId ?? "");
  const frame = () => frameOf(states, (id, side) => at[side].locate(id));
  const shared = () => ({
    kind: "value" as const,
    id,
    title: at[side].sentence(id),
    ...frame(),
    ...sides(before, after),
  });
  if (before === undefined || after === undefined) {
    const { format, expression } = before ?? after ?? {};
    const isOfGuard = format === guardFormat;
    // A sentence of a code cell is recorded only while it is not true: its guard was neither added nor removed.
    if (isOfGuard && expression === undefined && flippedSentence(states, context)) return undefined;
    if (after === undefined && context.isTyped(id)) return { ...shared(), typed: true, aspects: [] };
    const isSame = !isOfGuard && (context.isSameText(side, id) || !at[side].isRead(id));
    return { ...shared(), ...(isSame && { sameText: true as const }), aspects: [] };
  }
  // A generated id changes with the value's place; an author's id is used in references.
  const from = formerId ?? id;
  const isRenamed = from !== id && (before.named === true || after.named === true);
  const wording = { format: after.format, unit: after.unit, texts: [before.text, after.text] };
  const change = rawChange(before.raw, after.raw, toleranceOf([id, from], context, frame), wording);
  const aspects = aspectsOf(before, after).filter(
    (aspect) => change !== undefined || (aspect !== "number" && aspect !== "precision"),
  );
  if (aspects.length === 0 && !isRenamed) return undefined;
  const sentence = otherSentence({ from, before }, { id, after }, at);
  return {
    ...shared(),
    ...(isRenamed && { renamed: { from, to: id } }),
    ...(sentence !== undefined && { sentence }),
    aspects,
    ...(before.format === after.format && change),
  };
}

function aspectsOf(before: ReportValue, after: ReportValue): readonly Aspect[] {
  const isSame = isSameRaw(before.raw, after.raw);
  const ends = [amountOf(before.raw), amountOf(after.raw)].filter((end) => end !== undefined).length;
  // The words of a sentence are compared as text, and whether it is true as a sentence.
  const areGuards = [before, after].every(({ format }) => format === guardFormat);
  const own: readonly Aspect[] =
    areGuards || (isSame && before.text === after.text)
      ? []
      : ends === 0
        ? ["words"]
        : // Readers see a change although the number is the same: other digits, another sign.
          [isSame && ends === 2 ? "text" : "number"];
  return [...own, ...remarks.filter((remark) => before[remark] !== after[remark])];
}

/** They sort before any change of a number. */
const sizes = { otherWords: Number.MAX_VALUE, otherSign: Number.MAX_VALUE / 2 } as const;

const isAlternative = ({ id, aspects }: Draft<ValueChange>): boolean =>
  aspects.length > 0 && /\.alt\.\d+$/.test(id);

function hasOtherSign({ was, is }: Draft<ValueChange>): boolean {
  const before = was?.raw;
  const after = is?.raw;
  return typeof before === "number" && typeof after === "number" && before * after < 0;
}

/** Longer values are computed sentences. */
const short = 60;

function isSentence({ was, is }: Draft<ValueChange>): boolean {
  return Math.max(spokenOrEmpty(was).length, spokenOrEmpty(is).length) > short;
}

/** Changed words of a computed sentence; empty for any other value, and if only its number changed. */
function sentenceRuns(change: ValueChange): readonly TextRun[] {
  const { was, is } = change;
  if (
    spokenOrEmpty(was) === spokenOrEmpty(is) ||
    was === undefined ||
    is === undefined ||
    !isSentence(change)
  )
    return [];
  return wordRuns(spokenOrEmpty(was), spokenOrEmpty(is));
}

/** Two texts without computed values, word by word. */
function wordRuns(...texts: readonly [before: string, after: string]): readonly TextRun[] {
  const [before, after] = texts.map((text) => tokensOf([text], { values: {} }));
  return compareTokens(before ?? [], after ?? []).runs;
}

/** Changed parts of an expression, which may be a whole sentence. */
function remarkDetails(aspect: (typeof remarks)[number], { was, is }: ValueChange): readonly Detail[] {
  const before = was?.[aspect];
  const after = is?.[aspect];
  if (aspect !== "expression" || before === undefined || after === undefined)
    return [lineDetail(arrow(before, after), aspect)];
  return wordsDetails(wordRuns(before, after)).flatMap((words) =>
    words.kind === "words" ? [lineDetail(words.spans, aspect)] : [],
  );
}

const widestSentence = 160;
