/** Differences in the inputs, and the causes of changes, in the words that all formats share. */
import { format } from "d3-format";
import { own } from "../../../lib/own.js";
import { plural } from "../../../lib/plural.js";
import { rewritten } from "../causes/explain.js";
import {
  inputWords,
  mostMoves,
  partsOf,
  type DataRowChange,
  type DataSummary,
  type InputChange,
} from "../causes/input-change.js";
import type { Change, Comparison } from "../comparison.js";
import {
  addedAndRemoved,
  arrow,
  lineDetail,
  muted,
  nameDetails,
  plain,
  type Detail,
  type Span,
} from "../kinds/description.js";
import { kindOf } from "../kinds/index.js";
import type { Cause } from "../shapes.js";
import { usesOfInputs } from "../summary.js";
import { inputHref, type Links } from "./links.js";

export type InputGroup = ReturnType<typeof inputGroups>["effective"][number];
export type InputItem = ReturnType<typeof inputItem>;

/** `areNames`: many short entries, which are listed in a row. */
const groups = [
  { title: "Data", kinds: ["data"], areNames: false },
  { title: "Packages and parameters", kinds: ["package", "parameters"], areNames: false },
  { title: "Modules", kinds: ["module"], areNames: true },
  { title: "Cells", kinds: ["cell"], areNames: true },
];

/** Inputs that changes depend on, and those without effect. */
export function inputGroups({ inputs, withoutEffect, changes }: Comparison, links: Links) {
  const uses = usesOfInputs(changes);
  const unused = new Set(withoutEffect);
  const grouped = (isWanted: (key: string) => boolean) =>
    groups.flatMap(({ title, kinds, areNames }) => {
      const own = Object.entries(inputs).filter(([key, { kind }]) => isWanted(key) && kinds.includes(kind));
      const items = own.map(([key, input]) => inputItem(key, input, uses.get(key) ?? 0, links));
      return items.length === 0 ? [] : [{ title, areNames, items }];
    });
  return { effective: grouped((key) => !unused.has(key)), without: grouped((key) => unused.has(key)) };
}

function inputItem(key: string, input: InputChange, changes: number, links: Links) {
  const words = inputWords(input);
  const restates = input.kind === "data" && input.restates === true;
  return {
    key,
    words,
    /** Already reported by another change: of the data that a package describes, or of an added or removed chapter. */
    isAside: restates || (changes === 0 && input.status !== "changed"),
    head: [
      { text: words, href: inputHref(input, links) },
      ...(changes === 0 ? [] : [muted(` (${plural(changes, "change")})`)]),
      ...(restates ? [plain(": restates the size and hash of data that changed")] : []),
    ],
    details: input.kind === "data" ? dataDetails(input) : [],
  };
}

const mostRows = 12;

function dataDetails(input: Extract<InputChange, { kind: "data" }>): readonly Detail[] {
  const { rows = [], rowCount = rows.length, summary, columnsAdded = [], columnsRemoved = [] } = input;
  const left = rowCount - Math.min(rows.length, mostRows);
  const head = [
    ...addedAndRemoved("columns", columnsAdded, columnsRemoved),
    ...(summary === undefined ? [] : summaryDetails(summary)),
  ];
  if (summary?.largest.length === mostMoves) return head;
  return [
    ...head,
    ...rows.slice(0, mostRows).map((row) => lineDetail(rowSpans(row), `line ${row.line}`)),
    ...(left > 0 ? [lineDetail([muted(`… and ${plural(left, "more row")}`)])] : []),
  ];
}

function summaryDetails({ added, removed, changed, columns, largest }: DataSummary): readonly Detail[] {
  const counts = Object.entries({ added, removed, changed }).filter(([, count]) => count > 0);
  return [
    lineDetail([plain(counts.map(([status, count]) => `${plural(count, "row")} ${status}`).join(", "))]),
    ...columns.slice(0, mostRows).map(({ column, changed: count, relative }) => {
      const share = (size: number) => `${size < 0 ? "−" : "+"}${percent(Math.abs(size))}`;
      const sizes =
        relative === undefined
          ? ""
          : `, by ${share(relative.least)} to ${share(relative.greatest)}, median ${share(relative.median)}`;
      return lineDetail([plain(`${plural(count, "cell")} changed${sizes}`)], column || "value");
    }),
    ...largest.map(({ name, column, was, is, delta }, index) =>
      lineDetail(
        [plain(`${name}: ${column} `), ...arrow(was, is), plain(` ${delta.text}`)],
        index === 0 ? "furthest" : undefined,
      ),
    ),
  ];
}

const percent = format(".1~%");

function rowSpans({ status, name, cells }: DataRowChange): readonly Span[] {
  if (status !== "changed") return [{ text: `${status === "added" ? "+" : "−"} ${name}`, mark: status }];
  return cells.flatMap(({ column, was, is }, index) => [
    plain(`${index === 0 ? `${name}: ` : " · "}${column} `),
    ...arrow(was || undefined, is || undefined, "(empty)"),
  ]);
}

/** Inputs as lines, with short ones in a row, for formats that have no separate place for each. */
export function inputLines(inputs: readonly InputGroup[]): readonly (readonly Detail[])[] {
  return inputs.flatMap(({ title, areNames, items }) => {
    const names = items.map(({ words }) => words);
    return areNames
      ? [nameDetails(title, names)]
      : items.map(({ head, details }) => [lineDetail(head), ...details]);
  });
}

const mostCauses = 3;
const mostFunctions = 5;
/** With more causes than this, the changes in each are left to the list of inputs. */
const mostWithParts = 2;

/** The causes of a change, one per line, the most informative first. */
export function whyDetails(change: Change, comparison: Comparison, links: Links): readonly Detail[] {
  const { status, causes, note } = change.why;
  const notes = note === undefined ? [] : [lineDetail([muted(note)])];
  if (status === "non-deterministic")
    return [warning("NOT DETERMINISTIC", ": none of its inputs differs"), ...notes];
  if (status === "unknown" && notes.length === 0)
    return [warning("cause unknown", ": the report does not record its inputs")];
  if (causes.length > 0) {
    const direct = causes.filter(({ strength }) => strength === "direct");
    // Inputs that were only loaded explain nothing if a cause is known.
    const cause =
      direct.length > 0
        ? causeLine(direct, comparison, links, "cause")
        : causeLine(causes, comparison, links, "possible cause");
    return note === rewritten ? [...notes, cause] : [cause, ...notes];
  }
  // Text, code and chapters are always edited by hand, so it is not mentioned.
  const isByHand = status === "edited" && kindOf(change).isText !== true && notes.length === 0;
  return isByHand ? [lineDetail([muted("edited by hand")])] : notes;
}

const warning = (loud: string, rest: string): Detail =>
  lineDetail([{ text: loud, mark: "warning" }, plain(rest)]);

function causeLine(causes: readonly Cause[], { inputs }: Comparison, links: Links, label: string): Detail {
  const spans = causes.slice(0, mostCauses).map(({ input: key, functions = [] }): readonly Span[] => {
    const input = own(inputs, key);
    const parts = input !== undefined && causes.length <= mostWithParts ? partsOf(input) : [];
    const names = functions.length > 0 ? functions : parts;
    const noun = functions.length > 0 ? "function" : input?.kind === "data" ? "row" : "statement";
    const left = names.length - mostFunctions;
    const shown = names.slice(0, mostFunctions).map((name): Span => ({ text: name, mark: "code" }));
    return [
      { text: input ? inputWords(input) : key, input: key, href: inputHref(input, links) },
      ...shown.flatMap((name, index) => [plain(index === 0 ? ": " : ", "), name]),
      ...(left > 0 ? [plain(` and ${plural(left, `more ${noun}`)}`)] : []),
    ];
  });
  const left = causes.length - mostCauses;
  const all = left > 0 ? [...spans, [plain(`${left} more`)]] : spans;
  const joined = all.flatMap((each, index) => (index === 0 ? each : [plain("; "), ...each]));
  return lineDetail(joined, label);
}
