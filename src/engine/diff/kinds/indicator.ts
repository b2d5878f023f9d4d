import * as z from "zod";
import type { StoredReport } from "../../report/stored-report.js";
import { byMark, pairByMarks } from "../match/pairing.js";
import { compareFields } from "../words/compare-texts.js";
import type { TextField } from "../words/fields.js";
import { plainWords } from "../words/tokens.js";
import { textDetails } from "./description.js";
import {
  countedPhrase,
  eachOf,
  locateSection,
  places,
  statusOf,
  type Draft,
  type Kind,
  type KindContext,
} from "./kind.js";
import { lastingSections, type LastingSections } from "./lasting.js";
import { base, texts, type Immutable, type Location } from "./shapes.js";

type Indicator = NonNullable<StoredReport["indicators"]>[number];

const schema = z.strictObject({ ...base, kind: z.literal("indicator"), texts });
/** An indicator that the notebooks ran: what the appendix says of it, and the chapters that use it. */
export type IndicatorChange = Immutable<z.infer<typeof schema>>;

const usedIn = "used in";

export const indicator: Kind<IndicatorChange> = {
  schema,
  nouns: ["indicator", "indicators"],
  compare: (context) => {
    const indicators = pairByMarks(context.before.indicators ?? [], context.after.indicators ?? [], [
      byMark<Indicator>(({ name }) => name),
    ]);
    const lasting = lastingSections(context);
    return eachOf(indicators).flatMap(({ before, after }): readonly Draft<IndicatorChange>[] => {
      const later = after ?? before;
      if (later === undefined) return [];
      const texts =
        before && after
          ? compareFields(
              [...fieldsOf(before), usesOf(before, "before", context)],
              [...fieldsOf(after), usesOf(after, "after", context)],
              context,
            ).texts
          : [];
      if (before && after && texts.length === 0) return [];
      return [
        {
          kind: "indicator",
          key: `indicator:${later.name}`,
          id: later.name,
          title: later.definition,
          status: statusOf(before, after),
          ...places(
            before && placeOf(before, context.before, lasting),
            after && placeOf(after, context.after, lasting),
          ),
          texts,
        },
      ];
    });
  },
  describe: ({ texts }) => ({ details: textDetails(texts) }),
  weigh: () => ({ rank: 8, size: 0 }),
  weightOfPresence: 4,
  headline: "counts",
  tally: (changes) => ({
    phrases: countedPhrase(
      changes.filter(({ status }) => status === "changed").length,
      "changed",
      "indicator",
    ),
  }),
  role: "other",
  isWritten: ({ status, texts }) => status === "changed" && texts.every(({ field }) => field !== usedIn),
};

/** A chapter that came or went tells of itself; one that was renamed uses what it used. */
function usesOf(
  { sections }: Indicator,
  side: "before" | "after",
  { matching, after }: KindContext,
): TextField {
  const users = matching.sections.pairs.filter((pair) => sections.includes(pair[side].id));
  return { field: usedIn, prose: [users.map((pair) => plainWords(pair.after.title, after)).join("; ")] };
}

function fieldsOf(indicator: Indicator): readonly TextField[] {
  const names = [
    "definition",
    "formula",
    "unit",
    "range",
    "undefined",
    "interval",
    "note",
    "source",
  ] as const;
  return names.map((field) => ({ field, prose: [indicator[field] ?? ""] }));
}

/** The first cell that ran it, in a chapter that both sides have where there is one. */
function placeOf(
  { name, sections: ids }: Indicator,
  report: StoredReport,
  lasting: LastingSections,
): Location | undefined {
  const using = report.sections.filter(({ id }) => ids.includes(id));
  const section = using.find((each) => lasting.has(each)) ?? using[0];
  if (section === undefined) return undefined;
  const called = `#${name.slice(name.lastIndexOf(".") + 1)}`;
  const record = Object.entries(report.provenance).find(
    ([key, { functions }]) =>
      key.startsWith(`${section.notebook}#`) &&
      functions.some((each) => each.endsWith(called) && each.includes("analysis/")),
  );
  const cell = record?.[0].slice(section.notebook.length + 1) ?? "";
  const index = Math.max(
    0,
    section.blocks.findIndex((block) => block.cell === cell),
  );
  return { ...locateSection(section, report), cell, index };
}
