/** A guarded sentence whose condition has another result: it is no longer true, or true again. */
import * as z from "zod";
import { guardFormat, isStruck } from "../../../model/guard.js";
import type { Prose, ReportValue } from "../../../model/report.js";
import { own } from "../../../lib/own.js";
import type { StoredReport } from "../../report/stored-report.js";
import type { SideName } from "../briefing.js";
import { blockFields, firstPageParts, partFields, sectionFields } from "../match/blocks.js";
import { compareTokens } from "../match/compare-texts.js";
import { statesOf, type States } from "../match/pairing.js";
import { plainWords, tokensOf } from "../words/tokens.js";
import { frameOf } from "./block-changes.js";
import { arrow, clip, lineDetail, wordsDetails } from "./description.js";
import { counting, type Draft, type Kind, type KindContext } from "./kind.js";
import { base, textStates, type DeepReadonly } from "../shapes.js";
import { valuePlaces } from "./value-locations.js";

const schema = z.strictObject({
  ...base,
  kind: z.literal("sentence"),
  holds: z.boolean().describe("whether the later sentence is true"),
  was: z.string().describe("its earlier words, with the values it had"),
  is: z.string(),
  condition: textStates.optional().describe("if the condition was edited, too"),
});
export type SentenceChange = DeepReadonly<z.infer<typeof schema>>;

const widest = 160;

export const sentence: Kind<SentenceChange> = {
  schema,
  nouns: ["sentence", "sentences"],
  compare: (context) =>
    statesOf(context.values).flatMap((states) => {
      const found = flippedSentence(states, context);
      if (found === undefined) return [];
      const { before, after, later: id, side } = states;
      const placeOf = (of: SideName, each: string) => valuePlaces(context[of], [each]).locate(each);
      // A sentence of a code cell is recorded only while it is not true: it stood at the same place.
      const places = {
        before: before === undefined ? placeOf(side, id) : placeOf("before", before),
        after: after === undefined ? placeOf(side, id) : placeOf("after", after),
      };
      const draft: Draft<SentenceChange> = {
        kind: "sentence",
        id,
        title: found.is,
        ...frameOf({ ...places, status: "changed" }, (place) => place),
        ...found,
      };
      return [draft];
    }),
  describe: ({ holds, was, is, condition }) => ({
    label: holds ? "True again" : "No longer true",
    title: was === is ? clip(is, widest) : "",
    head: [],
    details: [
      ...(was === is ? [] : wordsDetails(compareTokens(typedTokens(was), typedTokens(is)).runs)),
      ...(condition === undefined ? [] : [lineDetail(arrow(condition.was, condition.is), "condition")]),
    ],
  }),
  weigh: ({ holds }) => (holds ? { rank: 1, size: 0 } : { rank: 0, size: 2 }),
  presence: 13,
  headline: counting(["true again", "sentence", ({ holds }) => holds]),
};

const typedTokens = (text: string) => tokensOf([text], { values: {} });

type Found = Pick<SentenceChange, "holds" | "was" | "is" | "condition">;

/** What a guarded sentence said and says, if its condition has another result; undefined for any other value. */
export function flippedSentence(states: States<string>, context: KindContext): Found | undefined {
  const before = own(context.before.values, states.before ?? "");
  const after = own(context.after.values, states.after ?? "");
  if ((after ?? before)?.format !== guardFormat) return undefined;
  if (before !== undefined && after !== undefined && isStruck(before) === isStruck(after)) return undefined;
  const former = wordsIn(context.before, before, after);
  const later = wordsIn(context.after, after, before);
  if (before !== undefined && after !== undefined) {
    return {
      holds: !isStruck(after),
      was: former ?? before.text,
      is: later ?? after.text,
      ...(before.expression !== after.expression && {
        condition: { was: before.expression, is: after.expression },
      }),
    };
  }
  // Only one side records it. It stood on the other, too, if its words are there.
  const only = after ?? before;
  if (only === undefined || !isStruck(only) || former === undefined || later === undefined) return undefined;
  return { holds: after === undefined, was: former, is: later };
}

/** The words of a sentence in one report, with its values: recorded if it is struck, else found in its chapter. */
function wordsIn(
  report: StoredReport,
  recorded: ReportValue | undefined,
  other: ReportValue | undefined,
): string | undefined {
  if (recorded !== undefined && isStruck(recorded)) return plainWords(partsOf(recorded), report);
  const value = recorded ?? other;
  const pattern = value && patternOf(partsOf(value));
  if (value === undefined || pattern === undefined) return undefined;
  for (const prose of textsNear(value.place.notebook, report)) {
    const [found] = pattern.exec(plainWords(prose, report)) ?? [];
    if (found !== undefined) return found;
  }
  return undefined;
}

const partsOf = ({ text, parts = [text] }: ReportValue): Prose => parts;

/** Longest text of a value within a sentence. */
const longest = 120;

/** Finds a sentence by its words, whatever the values between them. */
function patternOf(parts: Prose): RegExp | undefined {
  const template = parts.map((part) => (typeof part === "string" ? part : "value" in part ? "…" : " "));
  const words = template.join("").match(/[\p{L}\p{N}]+|…/gu) ?? [];
  if (words.every((word) => word === "…")) return undefined;
  const found = words.map((word) => (word === "…" ? `.{1,${longest}}?` : word));
  const start = words[0] === "…" ? String.raw`(?<=^|[.!?:]\s)` : "[“‘(«]*";
  const end = words.at(-1) === "…" ? String.raw`(?:[.!?…]+[”’)»]*(?=\s|$)|$)` : "[.!?…”’)»]*";
  return new RegExp(`${start}${found.join(String.raw`[^\p{L}\p{N}]*?`)}${end}`, "u");
}

/** The texts of a chapter, then those of the first page. */
function textsNear(notebook: string, report: StoredReport): readonly Prose[] {
  const own = report.sections.filter((section) => section.notebook === notebook);
  const fields = own.flatMap((section) => [
    ...sectionFields(section),
    ...section.blocks.flatMap((block) => [
      ...blockFields(block),
      ...(block.kind === "claim" ? block.parts.flatMap(partFields) : []),
    ]),
  ]);
  return [...fields.map(({ prose }) => prose), ...firstPageParts(report).map(({ text }) => text)];
}
