import type { Change, Comparison } from "../../../../src/engine/diff/comparison.js";
import type { Location, Why } from "../../../../src/engine/diff/kinds/shapes.js";
import { sha256 } from "../../../../src/lib/hash.js";
import { firstPage, inputs } from "./sample-context.js";
import { summarise } from "../../../../src/engine/diff/summary.js";

const at = (cell: string, index = 0): Location => ({
  section: "01-tea",
  sectionTitle: "Tea",
  notebook: "notebooks/01-tea.ipynb",
  cell,
  index,
});
const dataWhy: Why = { status: "inputs", causes: [{ input: "data/tea.csv", strength: "direct" }] };
const edited: Why = { status: "edited", causes: [] };
const both = (cell: string) => ({ status: "changed", before: at(cell), after: at(cell) }) as const;
const words = (was: string, is: string) => [
  { kind: "same", text: "Tea" } as const,
  { kind: "removed", text: ` ${was}` } as const,
  { kind: "added", text: ` ${is}` } as const,
];
const facts = (raw: number, text: string) => ({
  raw,
  text,
  format: "count",
  place: { notebook: "notebooks/01-tea.ipynb", cell: "peak" },
});

/** A change, but for the fingerprint that the sample makes of its key. */
type Stated<C = Change> = C extends unknown ? Omit<C, "fingerprint"> : never;
export const withFingerprint = <C extends Stated>(change: C) => ({
  ...change,
  fingerprint: sha256(change.key).slice(0, 16),
});

const stated: readonly Stated[] = [
  {
    ...both("claim"),
    kind: "claim",
    key: "claim:more-tea",
    id: "more-tea",
    title: "More tea is drunk than before.",
    verdict: { was: "supported", is: "contradicted" },
    verdictWords: { was: "✓ Supported, tested", is: "✗ Contradicted, 1 of 2 parts tested" },
    parts: [
      { status: "changed", reads: "The last year is the greatest.", was: "holds", is: "fails", texts: [] },
      { status: "added", reads: "So says the second source.", is: "not-testable", texts: [] },
    ],
    texts: [],
    why: dataWhy,
  },
  {
    ...both("peak"),
    kind: "value",
    key: "value:peak",
    id: "peak",
    title: "It peaked at 1,204 cups.",
    was: facts(1180, "1,180"),
    is: facts(1204, "1,204"),
    aspects: ["number"],
    delta: { absolute: 24, relative: 24 / 1180, text: "+24 (+2.0 %)" },
    why: {
      status: "inputs",
      causes: [
        { input: "data/tea.csv", strength: "direct" },
        { input: "dist/cups.js", strength: "direct", functions: ["cups", "sum"] },
        { input: "package:kettle", strength: "possible" },
      ],
    },
  },
  {
    ...both("draw"),
    kind: "value",
    key: "value:lucky",
    id: "lucky",
    title: "The lucky number is 4.",
    was: facts(3, "3"),
    is: facts(4, "4"),
    aspects: ["number"],
    why: { status: "non-deterministic", causes: [] },
  },
  {
    ...both("years"),
    kind: "table",
    key: "table:years",
    id: "years",
    title: "Cups by year",
    rowsAdded: [{ name: "2024", key: [2024] }],
    rowsRemoved: [],
    rowsMoved: [],
    columnsAdded: [],
    columnsRemoved: [{ field: "note", title: "Note", align: "left" }],
    columnsChanged: [],
    columnsMoved: [],
    cells: ["2022", "2023"].flatMap((year) =>
      ["Cups", "Pots"].map((column) => ({
        row: { name: year, key: [Number(year)] },
        field: column.toLowerCase(),
        column,
        was: { raw: 10, text: "10" },
        is: { raw: 12, text: "12" },
        delta: { absolute: 2, relative: 0.2, text: "+2 (+20.0 %)" },
      })),
    ),
    texts: [],
    why: dataWhy,
  },
  {
    ...both("drawn"),
    kind: "figure",
    key: "figure:cups",
    id: "cups",
    title: "Cups of tea",
    renamed: { from: "tea", to: "cups" },
    data: {
      keyColumns: ["year"],
      seriesColumns: ["place"],
      seriesAdded: ["office"],
      seriesRemoved: [],
      pointsAdded: [{ name: "office, 2024", key: { place: "office", year: 2024 }, series: "office" }],
      pointsRemoved: [],
      pointsMoved: Array.from({ length: 12 }, (_, index) => ({
        point: { name: `home, ${2010 + index}`, key: { place: "home", year: 2010 + index }, series: "home" },
        column: "cups",
        was: 10,
        is: 11,
      })),
      columnsAdded: [],
      columnsRemoved: [],
    },
    spec: [{ aspect: "domain", path: "encoding.y.scale.domain", was: "[0,10]", is: "[0,12]" }],
    texts: [{ field: "caption", runs: words("rose.", "fell.") }],
    picture: "differs",
    why: dataWhy,
  },
  {
    status: "added",
    after: { ...at(""), section: "02-milk", sectionTitle: "Milk" },
    kind: "section",
    key: "section:02-milk",
    id: "02-milk",
    title: "Milk",
    order: { is: 1 },
    texts: [],
    why: edited,
  },
  {
    ...both("words"),
    kind: "prose",
    key: "prose:words",
    id: "words",
    title: "Tea fell to 1,204 cups.",
    runs: [
      ...words("rose", "fell"),
      { kind: "same", text: " to " },
      { kind: "value", id: "peak", was: "1,180", is: "1,204" },
      { kind: "same", text: " cups." },
    ],
    why: edited,
  },
  {
    status: "changed",
    kind: "first-page",
    part: "headline",
    key: "first-page:headline",
    id: "headline",
    title: "More tea was poured.",
    runs: words("drunk", "poured"),
    figure: { was: "cups", is: "pots" },
    why: edited,
  },
  {
    ...both("peak"),
    kind: "code",
    key: "code:peak",
    id: "01-tea/peak",
    title: "Code of cell peak",
    lines: [
      { kind: "same", lines: ["one", "two", "three", "four", "five"] },
      { kind: "removed", lines: ["const x = 1;"] },
      { kind: "added", lines: ["const x = 2;"] },
    ],
    why: edited,
  },
  {
    ...both("log"),
    kind: "output",
    key: "output:log",
    id: "01-tea/log",
    title: "What cell log printed",
    form: "text",
    lines: [
      { kind: "removed", lines: ["old"] },
      { kind: "added", lines: ["\u001b[31mnew\u001b[0m\u0007"] },
    ],
    why: { status: "unknown", causes: [] },
  },
  {
    ...both("photo"),
    kind: "image",
    key: "image:pot",
    id: "pot",
    title: "A pot",
    wasFile: "figures/pot.png",
    isFile: "figures/pot.png",
    picture: "differs",
    texts: [],
    why: dataWhy,
  },
  {
    status: "added",
    kind: "citation",
    key: "citation:okakura1906",
    id: "okakura1906",
    title: "Okakura, K. (1906). The Book of Tea.",
    texts: [],
    why: edited,
  },
  {
    status: "changed",
    kind: "front-matter",
    key: "front-matter:date",
    id: "date",
    title: "date",
    field: "date",
    was: "2026-10-01",
    is: "2026-11-01",
    why: edited,
  },
  {
    status: "changed",
    kind: "source",
    key: "source:data/tea.csv",
    id: "data/tea.csv",
    title: "Cups of tea",
    texts: [{ field: "title", runs: words("drunk", "poured") }],
    why: dataWhy,
  },
  {
    status: "changed",
    kind: "indicator",
    key: "indicator:change.gap",
    id: "change.gap",
    title: "Cups drunk less cups poured.",
    texts: [{ field: "definition", runs: words("drunk", "poured") }],
    why: edited,
  },
  {
    status: "added",
    after: { ...at("milk"), section: "02-milk", sectionTitle: "Milk" },
    kind: "figure",
    key: "figure:milk",
    id: "milk",
    title: "Milk",
    partOf: "section:02-milk",
    spec: [],
    texts: [],
    picture: "differs",
    why: edited,
  },
];

/** A change of each kind. */
export const changes: readonly Change[] = stated.map(withFingerprint);

export function comparisonOf(some: readonly Change[]): Comparison {
  return {
    version: 2,
    before: { name: "HEAD", title: "Tea", date: "2026-10-01" },
    after: { name: "work tree", title: "Tea", date: "2026-11-01" },
    summary: summarise({ changes: some, inputs, withinTolerance: 0 }),
    firstPage,
    changes: some,
    inputs: some.length === 0 ? {} : inputs,
    withoutEffect: some.length === 0 ? [] : ["data/sugar.csv"],
    notes: [],
  };
}

export const sample: Comparison = comparisonOf(changes);
