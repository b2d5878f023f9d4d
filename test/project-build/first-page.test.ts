/**
 * The first page, computed again by code that shares nothing with src/: every number, what its words say, the lead figure
 * and the board of statements. A number or a guarded sentence that is not computed again fails.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { csvParse } from "d3-dsv";
import { describe, expect, it } from "vitest";
import { parts, statementVerdict } from "./first-page/claims.js";
import { joint, middle, yearsOf } from "./first-page/counts.js";
import { gapOf, numbers } from "./first-page/numbers.js";
import { sentences, typed } from "./first-page/sentences.js";
import { baselines, ratio, series } from "./first-page/propensity.js";
import { nsf, openalex, root, table } from "./first-page/tables.js";

interface Value {
  readonly text: string;
  readonly raw: unknown;
  readonly expression?: string;
  readonly place: { readonly notebook: string };
}
interface Guard {
  readonly text: string;
  readonly values?: readonly string[];
  readonly holds: boolean;
  readonly place: { readonly notebook: string };
}
interface Block {
  readonly kind: string;
  readonly id?: string;
}
interface Report {
  readonly firstPage: Readonly<Record<string, unknown>> & { readonly lead: string; readonly claims: string };
  readonly sections: readonly { readonly id: string; readonly blocks: readonly Block[] }[];
  readonly values: Readonly<Record<string, Value>>;
  readonly guards: readonly Guard[];
}

const read = (file: string) => readFileSync(path.join(root, "output", file), "utf8");
const report = JSON.parse(read("report.json")) as Report;
const { firstPage } = report;
const chapter = report.sections.find(({ id }) => id === "01-headline");
const figures = report.sections
  .flatMap(({ blocks }) => blocks)
  .filter(({ kind, id }) => kind === "figure" && (id === firstPage.lead || id === firstPage.claims));

/** The ids of the values that a part of the report prints. */
function valuesIn(part: unknown): readonly string[] {
  if (typeof part !== "object" || part === null) return [];
  if (!Array.isArray(part) && "value" in part && typeof part.value === "string") return [part.value];
  return Object.values(part).flatMap(valuesIn);
}
const onFirstPage = new Set(valuesIn([firstPage, figures]));
const printed = new Set([...onFirstPage, ...valuesIn(chapter)]);

/** `fmt.percent(excess, { digits: 1 })` prints `excess`: the number without its format. */
const withoutFormat = (expression: string): string => {
  const formatted =
    /^(?:fmt\.)?(?:year|count|percent|wholePercent|points|range|list|capital|tip)\((?<inner>.*)\)$/s.exec(
      expression,
    );
  const inner = formatted?.groups?.inner ?? expression;
  return inner.replace(/(?:, (?:"\w+"|\{[^{}]*\}))+$/, "");
};
const keyOf = (id: string): string => {
  const { expression, place } = valueOf(id);
  if (id in numbers || expression === undefined) return id;
  return `${path.basename(place.notebook, ".ipynb")}: ${withoutFormat(expression)}`;
};
const plain = (text: string) => text.replace(/\s+/g, " ");
function valueOf(id: string): Value {
  const value = report.values[id];
  if (value === undefined) throw new Error(`output/report.json has no value ${id}`);
  return value;
}

describe("every number of the first page, computed again", () => {
  it("has a computation here", () => {
    expect([...printed].filter((id) => !(keyOf(id) in numbers)).map(keyOf)).toEqual([]);
  });

  it.each([...printed].map((id) => [id]))("%s", (id) => {
    const value = valueOf(id);
    const expected = numbers[keyOf(id)];
    expect(plain(value.text)).toBe(expected?.text);
    const raws = [value.raw].flat();
    for (const [index, raw] of [expected?.raw].flat().entries())
      if (typeof raw === "number") expect(raws[index]).toBeCloseTo(raw, 8);
      else expect(raws[index]).toBe(raw);
  });
});

/** The text of a part of the first page, with its values. */
function textOf(part: unknown): string {
  if (typeof part === "string") return part;
  if (Array.isArray(part)) return part.map(textOf).join("");
  const [id] = valuesIn(part);
  return id === undefined ? "" : valueOf(id).text;
}

describe("the words of the first page", () => {
  const { headline, subject, findings, unknown, newer } = firstPage;
  const texts = [
    headline,
    subject,
    unknown,
    newer,
    ...(findings as { text: unknown }[]).map(({ text }) => text),
  ];

  it("stand on the page as the report has them", () => {
    const page = plain(read("briefing.md"));
    for (const text of texts) expect(page).toContain(plain(textOf(text)));
  });

  const guarded = report.guards.filter(
    ({ place, values = [] }) =>
      place.notebook.endsWith("01-headline.ipynb") || values.some((id) => onFirstPage.has(id)),
  );
  const said = [...guarded.map(({ text }) => text), textOf(headline)].map(plain);

  it.each(said.map((sentence) => [sentence]))("%s", (sentence) => {
    const decided = sentences.filter(([pattern]) => pattern.test(sentence));
    expect(decided.map(([, holds]) => holds)).toEqual([true]);
  });

  it("hold no other number, in figures or in words", () => {
    const strings = texts.flatMap((text) => (text as unknown[]).filter((part) => typeof part === "string"));
    const rest = typed.reduce((text, words) => text.replaceAll(words, ""), strings.join("\n"));
    expect(rest.match(/.*\d.*|.*\b(?:half|third|quarter|tenth|twice|double[ds]?|points?)\b.*/g)).toBeNull();
  });
});

function signed(change: number): string {
  const size = Math.abs(100 * change).toFixed(0);
  if (size === "0") return "0 %";
  return `${change < 0 ? "−" : "+"}${size} %`;
}

describe("the lead figure", () => {
  const rows = csvParse(read("figures/joint-papers.csv"));
  const sources = [
    { source: "NSF", edition: nsf, id: "nsf-papers" },
    { source: "OpenAlex", edition: openalex, id: "world-fitted" },
  ] as const;

  it.each(sources)("$source: as counted, and as close as in the baseline", ({ source, edition, id }) => {
    const years = yearsOf(edition).filter((year) => year >= 2011);
    const own = rows.filter((row) => row.source === source);
    const counted = own.filter(({ series: of }) => of === "counted");
    expect(counted.map((row) => [Number(row.year), Number(row.papers)])).toEqual(
      years.map((year) => [year, middle(joint(edition, year))]),
    );
    const expected = own.filter(({ series: of }) => of === "as close as in 2013–2017");
    expect(expected.map((row) => Number(row.year))).toEqual(years.filter((year) => year >= 2013));
    for (const row of expected) {
      const year = Number(row.year);
      const papers = middle(joint(edition, year));
      const all = series
        .filter((of) => of.source === source)
        .flatMap((of) => Object.values(baselines).map((baseline) => papers / ratio(of, year, baseline)));
      expect(Number(row.papers)).toBeCloseTo(papers / (1 + gapOf(id, year)), 4);
      expect(Number(row.low)).toBeCloseTo(Math.min(...all), 4);
      expect(Number(row.high)).toBeCloseTo(Math.max(...all), 4);
    }
  });

  it("is labelled with the gap", () => {
    // Each label is drawn twice, the first time as the white edge of its letters.
    const drawn = read("figures/joint-papers.vl.json").matchAll(
      /"x":(?<year>\d+),"level":(?<level>[\d.]+),"said":\["(?<said>.*?)"\]/g,
    );
    const labels = new Map(
      [...drawn].map(({ groups = {} }) => [`${groups.year} ${groups.level}`, plain(groups.said ?? "")]),
    );
    const expected = sources.flatMap(({ edition, id }) =>
      yearsOf(edition)
        .filter((year) => year > 2018)
        .map((year) => signed(gapOf(id, year))),
    );
    expect([...labels.values()]).toEqual(expected);
  });
});

describe("the board of statements", () => {
  const rows = csvParse(read("figures/claims-board.csv"));

  it("has every statement, in the order of the article", () => {
    expect(rows.map(({ label }) => label)).toEqual(table("claims").map(({ short }) => short));
    expect(table("claims").map(({ id }) => id)).toEqual(Object.keys(parts));
  });

  it.each(Object.entries(parts))("%s", (id, answers) => {
    const row = rows[Object.keys(parts).indexOf(id)];
    expect(row?.parts?.split(", ")).toEqual([...answers]);
    expect(row?.verdict).toBe(statementVerdict(answers));
  });
});
