import type { Change, ChangeKind, Comparison, Side } from "../comparison.js";
import { inputWords, type DataRowChange, type InputChange } from "../causes/input-change.js";
import {
  addedAndRemoved,
  arrow,
  lineDetail,
  muted,
  nameDetails,
  plain,
  type Description,
  type Detail,
  type Span,
} from "../kinds/description.js";
import { describe, isSlim, kindNamed, kindOf } from "../kinds/index.js";
import type { Reports, Weight } from "../kinds/kind.js";
import { counted } from "../words/phrases.js";
import { groupBy } from "../match/pairing.js";
import { isSameText, weightOf } from "../rank.js";
import { inert } from "./excerpts.js";
import { inputHref, noLinks, sideNames, type Links } from "./links.js";
import { shortWhy, whyDetails } from "./why.js";

/** All that there is to say about a comparison, in the order in which every format says it: formats only set it. */
export interface Outline {
  readonly line: string;
  readonly warning: string | undefined;
  readonly before: Side;
  readonly after: Side;
  /** What else is to be known of the two sides. */
  readonly remarks: readonly Detail[];
  readonly entries: readonly Entry[];
  /** Values that were added or removed in texts that read the same: named, not described. */
  readonly sameText: string | undefined;
  readonly inputs: { readonly effective: readonly InputGroup[]; readonly without: readonly InputGroup[] };
  readonly notes: readonly string[];
}

export interface Entry extends Description {
  readonly change: Change;
  /** How much it matters: by it formats arrange what they show. */
  readonly weight: Weight;
  /** Whether one line says all. */
  readonly isSlim: boolean;
  /** Added or removed together with it. */
  readonly companions: readonly Change[];
  /** What was added or removed with it, its files, its causes, its place. */
  readonly about: readonly Detail[];
  readonly shortWhy: readonly Span[];
}

export interface InputGroup {
  readonly title: string;
  /** Many and each of a few words: they are said in a row. */
  readonly areNames: boolean;
  readonly items: readonly InputItem[];
}

export interface InputItem {
  /** In `Comparison.inputs`. */
  readonly key: string;
  readonly words: string;
  readonly head: readonly Span[];
  readonly details: readonly Detail[];
  /** Number of changes that it is a cause of. */
  readonly changes: number;
}

interface OutlineOptions {
  readonly links?: Links;
  /** Both sides, for formats that have room for more of them than what changed. */
  readonly reports?: Reports;
}

export function outlineOf(
  comparison: Comparison,
  { links = noLinks, reports }: OutlineOptions = {},
): Outline {
  const shown = inert(comparison);
  const { summary, before, after, changes, notes } = shown;
  const { nonDeterministic: random, withinTolerance: within } = summary;
  const keys = new Set(changes.map(({ key }) => key));
  const isCompanion = ({ partOf }: Change) => partOf !== undefined && keys.has(partOf);
  const own = changes.filter((change) => !isCompanion(change));
  const companions = groupBy(changes.filter(isCompanion), ({ partOf = "" }) => partOf);
  const sameText = own.filter(isSameText);
  return {
    line: summary.line,
    warning:
      random === 0
        ? undefined
        : `${counted(random, "change has", "changes have")} no changed input: building twice gives different briefings. Look for “NOT DETERMINISTIC”.`,
    before,
    after,
    remarks: [
      ...(before.title === after.title ? [] : [lineDetail(arrow(before.title, after.title), "title")]),
      ...(within === 0 || changes.length === 0
        ? []
        : [lineDetail([muted(`${within} more within the tolerance`)])]),
    ],
    entries: own
      .filter((change) => !isSameText(change))
      .map((change) => ({
        ...describe(change, reports),
        ...entryOf(change, companions.get(change.key) ?? [], shown, links),
      })),
    sameText: sameText.length === 0 ? undefined : sameTextWords(sameText),
    inputs: inputGroups(shown, links),
    notes,
  };
}

function entryOf(
  change: Change,
  companions: readonly Change[],
  comparison: Comparison,
  links: Links,
): Omit<Entry, keyof Description> {
  return {
    change,
    weight: weightOf(change),
    isSlim: isSlim(change),
    companions,
    about: [
      ...(companions.length === 0 ? [] : [lineDetail([plain(companionWords(companions))], "with it")]),
      ...fileDetails(change, links),
      ...whyDetails(change, comparison, links),
      ...placeDetails(change, links),
    ],
    shortWhy: shortWhy(change, comparison),
  };
}

/** Where the files of both sides can be read. */
function fileDetails(change: Change, links: Links): readonly Detail[] {
  const files = kindOf(change).files?.(change);
  return sideNames.flatMap((side): readonly Detail[] => {
    const spans = Object.entries({ ...files?.[side] }).flatMap(([name, path]): readonly Span[] => {
      const href = links.output(path, side);
      return href === undefined ? [] : [{ text: name, href }];
    });
    if (spans.length === 0) return [];
    return [
      lineDetail(
        spans.flatMap((span, index) => (index > 0 ? [plain(", "), span] : [span])),
        `files ${side}`,
      ),
    ];
  });
}

function placeDetails({ before, after }: Change, links: Links): readonly Detail[] {
  const place = after ?? before;
  if (place === undefined || place.cell === "") return [];
  const href = links.project(place.notebook, after === undefined ? "before" : "after");
  return [
    lineDetail([
      muted(`in “${place.sectionTitle}”, cell `),
      { text: place.cell, mark: "code" },
      muted(" of "),
      { text: place.notebook, mark: "code", href },
    ]),
  ];
}

/** `2 values added, 1 removed, without changing the text: …`. */
function sameTextWords(values: readonly Change[]): string {
  const counts = (["added", "removed"] as const)
    .map((status) => [status, values.filter((change) => change.status === status).length] as const)
    .filter(([, count]) => count > 0)
    .map(([status, count], index) => `${index === 0 ? counted(count, "value") : count} ${status}`);
  return `${counts.join(", ")}, without changing the text: ${some(values.map(({ id }) => id))}`;
}

/** Counted by kind, those that have a number on the page by name: `2 figures (milk, tea), 3 texts`. */
function companionWords(companions: readonly Change[]): string {
  const kinds = new Map<ChangeKind, string[]>();
  for (const { kind, id } of companions) kinds.set(kind, [...(kinds.get(kind) ?? []), id]);
  const words = [...kinds].map(([kind, ids]) => {
    const { nouns, role, isText } = kindNamed(kind);
    const count = counted(ids.length, ...nouns);
    return role === "block" && isText !== true ? `${count} (${some(ids)})` : count;
  });
  return words.join(", ");
}

const mostNamed = 8;

function some(names: readonly string[]): string {
  const left = names.length - mostNamed;
  return `${names.slice(0, mostNamed).join(", ")}${left > 0 ? ` and ${left} more` : ""}`;
}

const groups: readonly {
  readonly title: string;
  readonly kinds: readonly InputChange["kind"][];
  readonly areNames: boolean;
}[] = [
  { title: "Data", kinds: ["data"], areNames: false },
  { title: "Packages and parameters", kinds: ["package", "parameters"], areNames: false },
  { title: "Modules", kinds: ["module"], areNames: true },
  { title: "Cells", kinds: ["cell"], areNames: true },
];

/** Inputs that differ, those that changes rest on before those that nothing changed with. */
function inputGroups({ inputs, withoutEffect, changes }: Comparison, links: Links): Outline["inputs"] {
  const uses = new Map<string, number>();
  for (const { why } of changes)
    for (const { input } of why.causes) uses.set(input, (uses.get(input) ?? 0) + 1);
  const unused = new Set(withoutEffect);
  const grouped = (entries: readonly (readonly [string, InputChange])[]) =>
    groups.flatMap(({ title, kinds, areNames }): readonly InputGroup[] => {
      const own = entries.filter(([, { kind }]) => kinds.includes(kind));
      const items = own.map(([key, input]) => inputItem(key, input, uses.get(key) ?? 0, links));
      return items.length === 0 ? [] : [{ title, areNames, items }];
    });
  const all = Object.entries(inputs);
  return {
    effective: grouped(all.filter(([key]) => !unused.has(key))),
    without: grouped(all.filter(([key]) => unused.has(key))),
  };
}

function inputItem(key: string, input: InputChange, changes: number, links: Links): InputItem {
  const words = inputWords(input);
  const restates =
    input.kind === "data" && input.restates === true
      ? ": restates the size and hash of data that changed"
      : "";
  return {
    key,
    words,
    head: [
      { text: words, href: inputHref(input, links) },
      ...(changes === 0 ? [] : [muted(` (${counted(changes, "change")})`)]),
      plain(restates),
    ],
    details: input.kind === "data" ? dataDetails(input) : [],
    changes,
  };
}

const mostRows = 12;

function dataDetails(input: Extract<InputChange, { kind: "data" }>): readonly Detail[] {
  const { rows = [], rowCount = rows.length, columnsAdded = [], columnsRemoved = [] } = input;
  const left = rowCount - Math.min(rows.length, mostRows);
  return [
    ...addedAndRemoved("columns", columnsAdded, columnsRemoved),
    ...rows.slice(0, mostRows).map((row) => lineDetail(rowSpans(row), `line ${row.line}`)),
    ...(left > 0 ? [lineDetail([muted(`… and ${counted(left, "more row")}`)])] : []),
  ];
}

function rowSpans({ status, name, cells }: DataRowChange): readonly Span[] {
  if (status !== "changed") return [{ text: `${status === "added" ? "+" : "−"} ${name}`, mark: status }];
  return cells.flatMap(({ column, was, is }, index) => [
    plain(`${index === 0 ? `${name}: ` : " · "}${column} `),
    ...arrow(was || undefined, is || undefined, "(empty)"),
  ]);
}

/** Inputs as lines, those of a few words in a row, for formats without a place of its own for each. */
export function inputLines(inputs: readonly InputGroup[]): readonly (readonly Detail[])[] {
  return inputs.flatMap(({ title, areNames, items }) =>
    areNames
      ? [
          nameDetails(
            title,
            items.map(({ words }) => words),
          ),
        ]
      : items.map(({ head, details }) => [lineDetail(head), ...details]),
  );
}
