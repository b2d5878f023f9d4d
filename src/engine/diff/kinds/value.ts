import * as z from "zod";
import { spokenText } from "../../../model/guard.js";
import type { StoredReport } from "../../report/stored-report.js";
import { amountOf, isSameRaw, isWithin, numberDelta } from "../numbers.js";
import { compareTokens } from "../words/compare-texts.js";
import { countedPhrase } from "../words/phrases.js";
import { tokensOf } from "../words/tokens.js";
import { eachOf, places, sides, statusOf, toleranceOf } from "./changes.js";
import { arrow, lineDetail, plain, wordsDetails, type Span } from "./description.js";
import { greatestSize, onlyPlaced, type Draft, type Kind, type KindContext } from "./kind.js";
import { base, delta, optionalText, raw, strings, type Immutable, type TextRun } from "./shapes.js";
import { valuePlaces, type ValuePlaces } from "./value-places.js";
import { own } from "../../../lib/own.js";

/** Words, and ids of the values, citations and targets among them. */
const prose = z.array(
  z.union([
    z.string(),
    z.strictObject({ value: z.string() }),
    z.strictObject({ citations: strings }),
    z.strictObject({ target: z.string() }),
  ]),
);
const facts = z.strictObject({
  raw,
  text: z.string(),
  format: z.string(),
  unit: optionalText,
  precision: z.enum(["exact", "bounds", "approximate"]).optional(),
  source: optionalText,
  place: z.strictObject({ notebook: z.string(), cell: z.string() }),
  expression: optionalText,
  parts: prose.optional(),
  since: z.union([z.enum(["unchanged", "new"]), z.strictObject({ raw, text: z.string() })]).optional(),
});
/** What a value says beside its number. */
const remarks = ["format", "unit", "precision", "source", "expression"] as const;
const schema = z.strictObject({
  ...base,
  kind: z.literal("value"),
  was: facts.optional(),
  is: facts.optional(),
  aspects: z.array(z.enum(["number", "words", "text", ...remarks])),
  sameText: z
    .literal(true)
    .optional()
    .describe("it was added or removed in a text that reads the same, or in none"),
  delta: delta.optional(),
});
/** `aspects` says what differs besides its id; `delta` is there where both sides are numbers of one format. */
export type ValueChange = Immutable<z.infer<typeof schema>>;
type Aspect = ValueChange["aspects"][number];
type Facts = ValueChange["was"];
type Value = StoredReport["values"][string];

const narrowSpace = "\u202f";
const much = 0.01;

export const value: Kind<ValueChange> = {
  schema,
  nouns: ["value", "values"],
  compare: (context) => {
    const at = { before: valuePlaces(context.before), after: valuePlaces(context.after) };
    return eachOf(context.values).flatMap(
      ({ before, after }) => compareValue(before, after, at, context) ?? [],
    );
  },
  describe: (change) => {
    const runs = sentenceRuns(change);
    return {
      ...(isSentence(change) && { title: "" }),
      head: runs.length > 0 ? [] : valueSpans(change),
      amount: change.delta?.text ?? "",
      details: [
        ...wordsDetails(runs),
        ...remarks
          .filter((aspect) => change.status === "changed" && change.aspects.includes(aspect))
          .map((aspect) => lineDetail(arrow(change.was?.[aspect], change.is?.[aspect]), aspect)),
      ],
    };
  },
  weigh: (change) => {
    if (change.aspects.includes("words")) return { rank: 2, size: Number.MAX_VALUE };
    if (change.aspects.includes("number")) return { rank: 2, size: greatestSize([change]) };
    return change.aspects.length > 0 ? { rank: 8, size: 0 } : onlyPlaced;
  },
  presence: 9,
  headline: (changes) => {
    const moved = changes.filter(({ aspects }) => aspects.includes("number"));
    const valuesMovedMuch = moved.filter((change) => greatestSize([change]) > much).length;
    const words = changes.filter(({ aspects }) => aspects.includes("words")).length;
    return {
      counts: { valuesMoved: moved.length, valuesMovedMuch },
      phrases: [
        ...countedPhrase(valuesMovedMuch, `moved more than 1${narrowSpace}%`, "value"),
        ...countedPhrase(moved.length - valuesMovedMuch, `moved by 1${narrowSpace}% at most`, "value"),
        ...countedPhrase(words, "changed", "computed word"),
      ],
    };
  },
  role: "part",
  form: "row",
  numbers: ({ aspects, delta }) => ({
    deltas: aspects.includes("number") || aspects.includes("words") ? [delta] : [],
    hasOthers: false,
  }),
};

function compareValue(
  formerId: string | undefined,
  laterId: string | undefined,
  at: { readonly before: ValuePlaces; readonly after: ValuePlaces },
  context: KindContext,
): Draft<ValueChange> | undefined {
  const id = laterId ?? formerId ?? "";
  const side = laterId === undefined ? "before" : "after";
  const [before, after] = [
    own(context.before.values, formerId ?? ""),
    own(context.after.values, laterId ?? ""),
  ];
  if (before === after && formerId === laterId) return undefined;
  const was = () => (formerId === undefined ? undefined : at.before.locate(formerId));
  const is = () => (laterId === undefined ? undefined : at.after.locate(laterId));
  const base = () => ({
    kind: "value" as const,
    key: `value:${id}`,
    status: statusOf(formerId, laterId),
    id,
    title: at[side].sentence(id),
    ...places(was(), is()),
    ...sides(before, after),
  });
  if (before === undefined || after === undefined) {
    const isSame = context.isSameText(side, id) || !at[side].isRead(id);
    return { ...base(), ...(isSame && { sameText: true as const }), aspects: [] };
  }
  // An id made from its place changes with the place; one that an author gave is how others refer to it.
  const from = formerId ?? id;
  const isRenamed = from !== id && !(at.before.isDerived(from) && at.after.isDerived(id));
  const [one, two] = [amountOf(before.raw), amountOf(after.raw)];
  const areNumbers = one !== undefined && two !== undefined;
  const isTolerated =
    areNumbers &&
    !isSameRaw(before.raw, after.raw) &&
    isWithin(one, two, toleranceOf(context.tolerances, id, from));
  if (isTolerated) context.withinTolerance(was(), is());
  const aspects = aspectsOf(before, after).filter(
    (aspect) => !isTolerated || (aspect !== "number" && aspect !== "precision"),
  );
  if (aspects.length === 0 && !isRenamed) return undefined;
  const hasDelta = areNumbers && aspects.includes("number") && before.format === after.format;
  const wording = { format: after.format, unit: after.unit, texts: [before.text, after.text] };
  return {
    ...base(),
    ...(isRenamed && { renamed: { from, to: id } }),
    aspects,
    ...(hasDelta && { delta: numberDelta(one, two, wording) }),
  };
}

function aspectsOf(before: Value, after: Value): readonly Aspect[] {
  const isSame = isSameRaw(before.raw, after.raw);
  const ends = [amountOf(before.raw), amountOf(after.raw)].filter((end) => end !== undefined).length;
  const own: readonly Aspect[] =
    isSame && before.text === after.text
      ? []
      : ends === 0
        ? ["words"]
        : // What a reader sees changed though the number did not: other digits, another sign.
          [isSame && ends === 2 ? "text" : "number"];
  return [...own, ...remarks.filter((remark) => before[remark] !== after[remark])];
}

/** A value longer than this is a sentence that is itself computed. */
const short = 60;

function isSentence({ was, is }: Pick<ValueChange, "was" | "is">): boolean {
  return Math.max(textOf(was).length, textOf(is).length) > short;
}

/** The words of a computed sentence that changed; empty for any other value, and where only its number did. */
function sentenceRuns(change: ValueChange): readonly TextRun[] {
  const { was, is } = change;
  if (textOf(was) === textOf(is) || was === undefined || is === undefined || !isSentence(change)) return [];
  const none = { values: {}, citations: {} };
  return compareTokens(tokensOf([textOf(was)], none), tokensOf([textOf(is)], none)).runs;
}

/** What it was and is; unrounded where the texts are the same. */
function valueSpans({ was, is, aspects }: ValueChange): readonly Span[] {
  if (was === undefined || is === undefined) return [plain(textOf(is ?? was))];
  if (textOf(was) !== textOf(is)) return arrow(textOf(was), textOf(is));
  if (!aspects.includes("number")) return [plain(is.text)];
  return [plain(`${is.text}, unrounded `), ...arrow(rawText(was.raw), rawText(is.raw))];
}

/** A sentence that is no longer true is marked as struck. */
const textOf = (facts: Facts): string => (facts === undefined ? "" : spokenText(facts));

const rawText = (raw: NonNullable<Facts>["raw"]): string =>
  Array.isArray(raw) ? raw.join("–") : String(raw);
