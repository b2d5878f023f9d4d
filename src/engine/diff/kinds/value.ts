import * as z from "zod";
import { spokenText } from "../../../model/guard.js";
import type { StoredReport } from "../../report/stored-report.js";
import { amountOf, isWithin, isSameRaw } from "../numbers/amounts.js";
import { numberDelta } from "../numbers/delta.js";
import { compareTokens } from "../words/compare-texts.js";
import { tokensOf } from "../words/tokens.js";
import { arrow, lineDetail, plain, wordsDetails, type Span } from "./description.js";
import {
  countedPhrase,
  eachOf,
  greatestSize,
  places,
  sides,
  statusOf,
  toleranceOf,
  type Draft,
  type Kind,
  type KindContext,
} from "./kind.js";
import { base, delta, raw, strings, type Immutable, type TextRun } from "./shapes.js";
import { valuePlaces, type ValuePlaces } from "./value-places.js";

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
  unit: z.string().optional(),
  precision: z.enum(["exact", "bounds", "approximate"]).optional(),
  source: z.string().optional(),
  place: z.strictObject({ notebook: z.string(), cell: z.string() }),
  expression: z.string().optional(),
  parts: prose.optional(),
  since: z.union([z.enum(["unchanged", "new"]), z.strictObject({ raw, text: z.string() })]).optional(),
});
const schema = z.strictObject({
  ...base,
  kind: z.literal("value"),
  was: facts.optional(),
  is: facts.optional(),
  aspects: z.array(
    z.enum(["number", "words", "text", "format", "unit", "precision", "source", "expression"]),
  ),
  sameText: z.literal(true).optional().describe("it came or went in a text that reads the same, or in none"),
  delta: delta.optional(),
});
/** `aspects` says what differs besides its id; `delta` is there where both sides are numbers of one format. */
export type ValueChange = Immutable<z.infer<typeof schema>>;
type Aspect = ValueChange["aspects"][number];
type Value = StoredReport["values"][string];

const narrowSpace = "\u202f";
const much = 0.01;

export const value: Kind<ValueChange> = {
  schema,
  nouns: ["value", "values"],
  compare: (context) => {
    const at = { before: valuePlaces(context.before), after: valuePlaces(context.after) };
    return eachOf(context.values).flatMap(({ before, after }) =>
      before !== undefined && after !== undefined
        ? (compareValue(before, after, at, context) ?? [])
        : [oneSided(before, after, at, context)],
    );
  },
  describe: (change) => {
    const runs = sentenceRuns(change);
    return {
      ...(isSentence(change) && { title: "" }),
      head: [
        ...(runs.length > 0 ? [] : valueSpans(change)),
        ...(change.delta === undefined ? [] : [plain(` ${change.delta.text}`)]),
      ],
      details: [
        ...wordsDetails(runs),
        ...(["format", "unit", "precision", "source", "expression"] as const).flatMap((aspect) =>
          change.status === "changed" && change.aspects.includes(aspect)
            ? [lineDetail(arrow(change.was?.[aspect], change.is?.[aspect]), aspect)]
            : [],
        ),
      ],
    };
  },
  weigh: (change) => {
    if (change.aspects.includes("words")) return { rank: 2, size: Number.MAX_VALUE };
    if (change.aspects.includes("number")) return { rank: 2, size: greatestSize([change]) };
    return { rank: change.aspects.length > 0 ? 8 : 11, size: 0 };
  },
  weightOfPresence: 9,
  headline: "counts",
  tally: (changes) => {
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
  isWritten: ({ status, aspects }) => status === "changed" && aspects.length === 0,
  numbers: ({ aspects, delta }) => ({
    deltas: aspects.includes("number") || aspects.includes("words") ? [delta] : [],
    hasOthers: false,
  }),
};

interface PlacesOfBoth {
  readonly before: ValuePlaces;
  readonly after: ValuePlaces;
}

function compareValue(
  formerId: string,
  id: string,
  at: PlacesOfBoth,
  context: KindContext,
): Draft<ValueChange> | undefined {
  const [before, after] = [context.before.values[formerId], context.after.values[id]];
  if (before === undefined || after === undefined) return undefined;
  // An id made from its place changes with the place; one that an author gave is how others refer to it.
  const isRenamed = formerId !== id && !(at.before.isDerived(formerId) && at.after.isDerived(id));
  const [from, to] = [amountOf(before.raw), amountOf(after.raw)];
  const isNumber = from !== undefined && to !== undefined;
  const isTolerated =
    isNumber && !isSameRaw(before.raw, after.raw) && isWithin(from, to, toleranceOf(context, id, formerId));
  if (isTolerated) context.withinTolerance(at.before.locate(formerId), at.after.locate(id));
  const aspects = aspectsOf(before, after, isTolerated ? "tolerated" : "compared");
  if (aspects.length === 0 && !isRenamed) return undefined;
  return {
    ...valueBase(formerId, id, at),
    ...(isRenamed && { renamed: { from: formerId, to: id } }),
    was: before,
    is: after,
    aspects,
    ...(aspects.includes("number") &&
      isNumber &&
      before.format === after.format && {
        delta: numberDelta(from, to, {
          format: after.format,
          unit: after.unit,
          texts: [before.text, after.text],
        }),
      }),
  };
}

function aspectsOf(before: Value, after: Value, numbers: "tolerated" | "compared"): readonly Aspect[] {
  const aspects: Aspect[] = [];
  const [from, to] = [amountOf(before.raw), amountOf(after.raw)];
  const isSame = isSameRaw(before.raw, after.raw);
  if (from !== undefined && to !== undefined) {
    if (!isSame && numbers === "compared") aspects.push("number");
    // What a reader sees changed though the number did not: other digits, another sign.
    else if (isSame && before.text !== after.text) aspects.push("text");
  } else if (!isSame || before.text !== after.text) {
    aspects.push((from ?? to) === undefined ? "words" : "number");
  }
  if (before.format !== after.format) aspects.push("format");
  if (before.unit !== after.unit) aspects.push("unit");
  if (before.precision !== after.precision && numbers === "compared") aspects.push("precision");
  if (before.source !== after.source) aspects.push("source");
  if (before.expression !== after.expression) aspects.push("expression");
  return aspects;
}

function oneSided(
  formerId: string | undefined,
  id: string | undefined,
  at: PlacesOfBoth,
  context: KindContext,
): Draft<ValueChange> {
  const side = id === undefined ? "before" : "after";
  const only = id ?? formerId ?? "";
  const isSame = context.sameText[side].has(only) || !at[side].isRead(only);
  return {
    ...valueBase(formerId, id, at),
    ...sides(
      formerId === undefined ? undefined : context.before.values[formerId],
      id === undefined ? undefined : context.after.values[id],
    ),
    ...(isSame && { sameText: true as const }),
    aspects: [],
  };
}

function valueBase(formerId: string | undefined, laterId: string | undefined, at: PlacesOfBoth) {
  const id = laterId ?? formerId ?? "";
  return {
    kind: "value" as const,
    key: `value:${id}`,
    status: statusOf(formerId, laterId),
    id,
    title: laterId === undefined ? at.before.sentence(id) : at.after.sentence(id),
    ...places(
      formerId === undefined ? undefined : at.before.locate(formerId),
      laterId === undefined ? undefined : at.after.locate(laterId),
    ),
  };
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
function valueSpans(change: ValueChange): readonly Span[] {
  const { was, is, aspects } = change;
  if (was === undefined || is === undefined) return [plain(textOf(is ?? was))];
  if (textOf(was) !== textOf(is)) return isSentence(change) ? [] : arrow(textOf(was), textOf(is));
  if (!aspects.includes("number")) return [plain(is.text)];
  return [plain(`${is.text}, unrounded `), ...arrow(rawText(was.raw), rawText(is.raw))];
}

/** A sentence that is no longer true is marked as struck. */
const textOf = (facts: ValueChange["was"]): string => (facts === undefined ? "" : spokenText(facts));

const rawText = (raw: NonNullable<ValueChange["was"]>["raw"]): string =>
  Array.isArray(raw) ? raw.join("–") : String(raw);
