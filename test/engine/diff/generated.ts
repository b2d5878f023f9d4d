import { createHash } from "node:crypto";
import * as fc from "fast-check";
import type { Briefing } from "../../../src/engine/diff/briefing.js";
import type { StoredReport } from "../../../src/engine/report/stored-report.js";

/** Random reports of all kinds of items from small pools, so that two of them have much in common. */
type Section = StoredReport["sections"][number];
type Block = Section["blocks"][number];
type Value = StoredReport["values"][string];
type Prose = Section["title"];

const pick = <T>(...items: readonly T[]) => fc.constantFrom(...items);
const word = pick(..."rose fell the count of papers since peak. share, not".split(" "), "\n\n", "- item");
const sentence = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(" "));
const hash = pick("aa", "bb", "cc");
const scalar = fc.oneof(fc.integer({ min: -5, max: 5 }), pick("high", "low"), fc.constant(null));
const raw = fc.oneof(
  fc
    .double({ min: -1000, max: 1000, noNaN: true, noDefaultInfinity: true })
    .map((x) => Number(x.toPrecision(12)) + 0),
  fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 10, max: 19 })),
  pick("up", "down"),
  fc.constant(null),
);

interface Draft {
  readonly values: Map<string, Value>;
}

/** Text with values, whose ids are chosen by authors or numbered below their parent. */
const proseShape = fc.array(
  fc.oneof(
    sentence,
    fc.record({
      name: fc.option(pick("peak", "last", "rise", "gap"), { nil: undefined }),
      raw,
      format: pick("count", "percent"),
    }),
    pick("fig-lines", "tbl-peaks").map((target) => ({ target })),
  ),
  { maxLength: 5 },
);
type ProseShape = typeof proseShape extends fc.Arbitrary<infer T> ? T : never;

function proseOf(shape: ProseShape, parent: string, place: Value["place"], { values }: Draft): Prose {
  let count = 0;
  return shape.map((part) => {
    if (typeof part === "string" || "target" in part) return part;
    count += 1;
    const id = part.name === undefined || values.has(part.name) ? `${parent}.${count}` : part.name;
    const text = JSON.stringify(part.raw);
    values.set(id, { raw: part.raw, text, format: part.format, place });
    return { value: id };
  });
}

const cell = pick("a", "b", "c", "d", "e");
const figure = fc.record({
  kind: fc.constant("figure" as const),
  id: pick("lines", "bars", "map"),
  cell,
  texts: fc.tuple(proseShape, proseShape),
  rows: fc.array(
    fc.record({
      year: pick(2000, 2001, 2002, 2003),
      papers: fc.integer({ min: 0, max: 9 }),
      of: pick("US", "CN"),
    }),
    { maxLength: 6 },
  ),
  mark: pick("line", "bar"),
});
const table = fc.record({
  kind: fc.constant("table" as const),
  id: pick("peaks", "spans"),
  cell,
  texts: fc.tuple(proseShape, proseShape),
  columns: fc.uniqueArray(pick("name", "year", "papers", "share"), { minLength: 1, maxLength: 4 }),
  rows: fc.array(fc.tuple(scalar, scalar, scalar, scalar), { maxLength: 5 }),
});
const claim = fc.record({
  kind: fc.constant("claim" as const),
  id: pick("rise", "end"),
  cell,
  texts: fc.tuple(proseShape, proseShape),
  verdict: pick("supported" as const, "contradicted" as const, "partly" as const),
  statuses: fc.array(pick("holds" as const, "fails" as const), { maxLength: 3 }),
});
const other = fc.record({
  kind: pick("prose" as const, "code" as const, "text" as const),
  cell,
  text: proseShape,
  source: fc.array(sentence, { maxLength: 3 }).map((lines) => lines.join("\n")),
});
const blockShape = fc.oneof({ arbitrary: other, weight: 3 }, figure, table, claim);
type BlockShape = typeof blockShape extends fc.Arbitrary<infer T> ? T : never;

function blockOf(shape: BlockShape, section: string, draft: Draft, files: Map<string, string>): Block {
  const place = { notebook: `notebooks/${section}.ipynb`, cell: shape.cell };
  if ("source" in shape) {
    const { kind, text, source } = shape;
    if (kind === "code") return { kind, cell: shape.cell, language: "typescript", source };
    if (kind === "text") return { kind, cell: shape.cell, stream: "stdout", text: source };
    return { kind, cell: shape.cell, text: proseOf(text, `${section}.${shape.cell}`, place, draft) };
  }
  const { id, cell: at } = shape;
  const [one, two] = shape.texts.map((text, index) =>
    proseOf(text, `${id}.${index === 0 ? "title" : "caption"}`, place, draft),
  );
  const texts = { title: one ?? [], caption: two ?? [], source: ["Source"] };
  if (shape.kind === "claim") {
    const parts = shape.statuses.map((status, index) => ({ reads: [`Part ${index}`], status }));
    return {
      kind: "claim",
      cell: at,
      id,
      statement: texts.title,
      by: texts.caption,
      verdict: shape.verdict,
      parts,
    };
  }
  if (shape.kind === "table") {
    const columns = shape.columns.map((field) => ({ field, title: field, align: "left" as const }));
    const rows = shape.rows.map((row) =>
      columns.map((_, index) => ({ raw: row[index] ?? null, text: String(row[index]) })),
    );
    return {
      kind: "table",
      cell: at,
      id,
      number: 1,
      ...texts,
      key: [columns[0]?.field ?? ""],
      columns,
      rows,
    };
  }
  const paths = { svg: `figures/${id}.svg`, spec: `figures/${id}.vl.json`, data: `figures/${id}.csv` };
  files.set(
    paths.data,
    ["year,papers,of", ...shape.rows.map((row) => `${row.year},${row.papers},${row.of}`), ""].join("\n"),
  );
  files.set(paths.spec, JSON.stringify({ mark: shape.mark, data: { values: shape.rows } }));
  files.set(paths.svg, `<svg><path class="${shape.mark}"/><text>${shape.rows.length}</text></svg>`);
  return { kind: "figure", cell: at, origin: "authored", id, number: 1, ...texts, alt: [], files: paths };
}

const sectionShape = fc.record({
  id: pick("01-one", "02-two", "03-three", "04-four"),
  title: proseShape,
  blocks: fc.array(blockShape, { maxLength: 6 }),
});

const firstPageShape = fc.option(
  fc.record({
    headline: fc.option(proseShape, { nil: undefined }),
    lead: fc.option(pick("lines", "bars"), { nil: undefined }),
    findings: fc.uniqueArray(
      fc.record({ section: pick("01-one", "02-two", "03-three", "04-four"), text: proseShape }),
      { selector: ({ section }) => section, maxLength: 3 },
    ),
    unknown: fc.option(proseShape, { nil: undefined }),
  }),
  { nil: undefined },
);

const reportShape = fc.record({
  firstPage: firstPageShape,
  date: fc.option(pick("2025-01-01", "2026-01-01"), { nil: undefined }),
  sections: fc.uniqueArray(sectionShape, { selector: ({ id }) => id, maxLength: 4 }),
  inputs: fc.dictionary(
    pick(
      "data/a.csv",
      "dist/b.js",
      "notebooks/01-one.ipynb#a",
      "notebooks/02-two.ipynb#b",
      "notebooks/04-four.ipynb#b",
    ),
    hash,
  ),
});

export const briefing: fc.Arbitrary<Briefing> = reportShape.map(({ date, sections, inputs, firstPage }) => {
  const draft: Draft = { values: new Map() };
  const files = new Map<string, string>();
  const taken = new Set<string>();
  const built = sections.map(({ id, title, blocks }): Section => {
    const notebook = `notebooks/${id}.ipynb`;
    const own = blocks.filter((block) => {
      const name = "id" in block ? `${block.kind} ${block.id}` : "";
      if (name === "") return true;
      if (taken.has(name)) return false;
      taken.add(name);
      return true;
    });
    return {
      id,
      notebook,
      title: proseOf(title, `${id}.title`, { notebook, cell: "a" }, draft),
      blocks: own.map((block) => blockOf(block, id, draft, files)),
    };
  });
  const place = { notebook: "notebooks/01-one.ipynb", cell: "a" };
  const provenance = Object.fromEntries(
    ["01-one", "02-two", "04-four"].flatMap((section) =>
      ["a", "b", "c"].map((name, index) => [
        `notebooks/${section}.ipynb#${name}`,
        {
          files: ["data/a.csv"],
          modules: ["dist/b.js"],
          packages: [],
          functions: [],
          environment: [],
          cells: index > 0 ? ["a"] : [],
        },
      ]),
    ),
  );
  const report: StoredReport = {
    version: 2,
    title: "Generated",
    language: "en",
    authors: [],
    ...(date === undefined ? {} : { date }),
    ...(firstPage && {
      firstPage: {
        ...(firstPage.headline && { headline: proseOf(firstPage.headline, "headline", place, draft) }),
        ...(taken.has(`figure ${firstPage.lead ?? ""}`) &&
          firstPage.lead !== undefined && { lead: firstPage.lead }),
        findings: firstPage.findings.map(({ section, text }) => ({
          section,
          text: proseOf(text, `${section}.finding`, place, draft),
        })),
        ...(firstPage.unknown && { unknown: proseOf(firstPage.unknown, "unknown", place, draft) }),
      },
    }),
    sections: built,
    values: Object.fromEntries(draft.values),
    citations: {},
    bibliography: [],
    provenance,
    inputs,
    files: Object.fromEntries(
      [...files].map(([path, text]) => [path, createHash("sha256").update(text).digest("hex")]),
    ),
  };
  return { name: "generated", report, files, inputs: new Map() };
});
