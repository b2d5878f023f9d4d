import * as z from "zod";
import type { StoredReport } from "../../report/stored-report.js";
import { plainWords, type TextField } from "../words/tokens.js";
import { entryChanges, lastingFirst, locateCell, type LastingSections } from "./changes.js";
import { textDetails } from "./description.js";
import type { Kind, KindContext } from "./kind.js";
import { base, texts, type Immutable, type Location } from "./shapes.js";

type Indicator = NonNullable<StoredReport["indicators"]>[number];

const schema = z.strictObject({ ...base, kind: z.literal("indicator"), texts });
/** An indicator that the notebooks ran: what the appendix says of it, and the chapters that use it. */
export type IndicatorChange = Immutable<z.infer<typeof schema>>;

const usedIn = "used in";

export const indicator: Kind<IndicatorChange> = {
  schema,
  nouns: ["indicator", "indicators"],
  compare: (context) =>
    entryChanges(context, {
      kind: "indicator",
      entries: ({ indicators }): readonly Indicator[] => indicators ?? [],
      id: ({ name }) => name,
      title: ({ definition }) => definition,
      fields: (each, side) => [...fieldsOf(each), usesOf(each, side, context)],
      finder: (report, lasting) => (each) => firstUse(each, report, lasting),
    }),
  describe: ({ texts }) => ({ details: textDetails(texts) }),
  weigh: () => ({ rank: 8, size: 0 }),
  presence: 4,
  headline: "changed",
  role: "other",
  isWritten: ({ status, texts }) => status === "changed" && texts.every(({ field }) => field !== usedIn),
};

function fieldsOf(indicator: Indicator): readonly TextField[] {
  const { definition, formula, unit, range, undefined: none, interval, note, source } = indicator;
  const texts = { definition, formula, unit, range, undefined: none, interval, note, source };
  return Object.entries(texts).map(([field, text = ""]) => ({ field, prose: [text] }));
}

/** A chapter that was added or removed says so itself; one that was renamed uses what it used. */
function usesOf(
  { sections }: Indicator,
  side: "before" | "after",
  { matching, after }: KindContext,
): TextField {
  const users = matching.sections.pairs.filter((pair) => sections.includes(pair[side].id));
  return { field: usedIn, prose: [users.map((pair) => plainWords(pair.after.title, after)).join("; ")] };
}

/** The first cell that ran it. */
function firstUse(
  { name, sections }: Indicator,
  report: StoredReport,
  lasting: LastingSections,
): Location | undefined {
  const section = lastingFirst(report, lasting).find(({ id }) => sections.includes(id));
  if (section === undefined) return undefined;
  const called = `#${name.slice(name.lastIndexOf(".") + 1)}`;
  const record = Object.entries(report.provenance).find(
    ([key, { functions }]) =>
      key.startsWith(`${section.notebook}#`) &&
      functions.some((each) => each.endsWith(called) && each.includes("analysis/")),
  );
  return locateCell(section, report, record?.[0].slice(section.notebook.length + 1) ?? "");
}
