import type { StoredReport } from "../../report/stored-report.js";
import type { IndicatorChange, Location } from "../contract.js";
import type { StoredSection } from "../pair/blocks.js";
import { byMark, pairByMarks } from "../pair/pairing.js";
import { compareFields } from "../words/compare-fields.js";
import type { TextField } from "../words/fields.js";
import { plainWords } from "../words/tokens.js";
import { type KindContext, locateSection, statusOf } from "./context.js";
import { lastingSections, placesOf } from "./matter-places.js";

type Indicator = NonNullable<StoredReport["indicators"]>[number];

/** Indicators that the notebooks ran: what the appendix says of each, and where it is used. */
export function compareIndicators(context: KindContext): readonly Omit<IndicatorChange, "why">[] {
  const { was, is, matching } = context;
  const indicators = pairByMarks(was.indicators ?? [], is.indicators ?? [], [
    byMark<Indicator>(({ name }) => name),
  ]);
  if (indicators.pairs.length + indicators.removed.length + indicators.added.length === 0) return [];
  const lasting = lastingSections(context);
  // A chapter that came or went tells of itself; one that was renamed uses what it used.
  const uses = (indicator: Indicator, side: "was" | "is"): TextField => {
    const users = matching.sections.pairs.filter((pair) => indicator.sections.includes(pair[side].id));
    return { field: "used in", prose: [users.map((pair) => plainWords(pair.is.title, is)).join("; ")] };
  };
  const draft = (before: Indicator | undefined, after: Indicator | undefined) => {
    const later = after ?? before;
    if (later === undefined) return [];
    const texts =
      before && after
        ? compareFields(
            [...fieldsOf(before), uses(before, "was")],
            [...fieldsOf(after), uses(after, "is")],
            context,
          ).texts
        : [];
    if (before && after && texts.length === 0) return [];
    return [
      {
        kind: "indicator" as const,
        key: `indicator:${later.name}`,
        id: later.name,
        title: later.definition,
        status: statusOf(before, after),
        ...placesOf(before && placeOf(before, was, lasting), after && placeOf(after, is, lasting)),
        texts,
      },
    ];
  };
  return [
    ...indicators.pairs.flatMap((pair) => draft(pair.was, pair.is)),
    ...indicators.removed.flatMap((indicator) => draft(indicator, undefined)),
    ...indicators.added.flatMap((indicator) => draft(undefined, indicator)),
  ];
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
  lasting: ReadonlySet<StoredSection>,
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
