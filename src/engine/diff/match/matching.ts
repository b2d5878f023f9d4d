import type { Briefing } from "../briefing.js";
import type { StoredReport } from "../../report/stored-report.js";
import {
  isAuthored,
  isNamed,
  placedBlocks,
  type NamedBlock,
  type Placed,
  type StoredSection,
} from "./blocks.js";
import { movedPairs } from "./pairing.js";
import { pairNamed, pairUnnamed, type PairContext, pairSections } from "./pair-blocks.js";
import type { Pairing } from "./pairing.js";

/** Everything of two reports that belongs together, but their values. */
export interface Matching {
  readonly sections: Pairing<StoredSection>;
  readonly named: Pairing<Placed<NamedBlock>>;
  readonly unnamed: Pairing<Placed>;
  /** Sections and blocks of the later side that stand elsewhere than their neighbours. */
  readonly moved: ReadonlySet<StoredSection | Placed>;
  /** Names of the later side for what the earlier side calls otherwise. */
  readonly laterNotebook: (notebook: string) => string;
  readonly laterCell: (notebook: string, cell: string) => string;
  readonly laterTarget: (target: string) => string;
}

export function matchReports(earlier: Briefing, later: Briefing): Matching {
  const [before, after] = [earlier.report, later.report];
  const sections = pairSections(before.sections, after.sections);
  const names = new Map<StoredSection, string>();
  for (const [index, pair] of sections.pairs.entries()) {
    names.set(pair.before, `p${index}`);
    names.set(pair.after, `p${index}`);
  }
  const context: PairContext = {
    sectionName: (section) => names.get(section) ?? section.id,
    hashes: { before: before.files, after: after.files },
  };
  const [wasBlocks, isBlocks] = [placedBlocks(before.sections), placedBlocks(after.sections)];
  const named = pairNamed(wasBlocks, isBlocks, context);
  const unnamed = pairUnnamed(wasBlocks, isBlocks, context);
  return {
    sections,
    named,
    unnamed,
    moved: new Set([
      ...movedSections(sections, before, after),
      ...movedBlocks([...named.pairs, ...unnamed.pairs], context),
    ]),
    ...laterNames(sections, named, unnamed),
  };
}

function movedSections(
  { pairs }: Pairing<StoredSection>,
  before: StoredReport,
  after: StoredReport,
): readonly StoredSection[] {
  const order = (sections: readonly StoredSection[]) =>
    new Map(sections.map((section, index) => [section, index]));
  const [earlier, later] = [order(before.sections), order(after.sections)];
  const placed = pairs.map((pair) => ({
    before: earlier.get(pair.before) ?? 0,
    after: later.get(pair.after) ?? 0,
    label: symmetricLabel(pair.before.id, pair.after.id),
    section: pair.after,
  }));
  return [...movedPairs(placed)].map(({ section }) => section);
}

/**
 * Those that went to another section, and within each section those that left their neighbours. What a cell displays
 * goes with its code, in whatever order it came.
 */
function movedBlocks(
  pairs: readonly { readonly before: Placed; readonly after: Placed }[],
  { sectionName }: PairContext,
): readonly Placed[] {
  const moved: Placed[] = [];
  const stayed = new Map<string, { before: number; after: number; label: string; placed: Placed }[]>();
  const cells = ({ before, after }: (typeof pairs)[number]) =>
    [before, after].map(({ block, section }) => `${section.notebook}#${block.cell}`).join("\n");
  const withCode = new Set(pairs.filter(({ after }) => after.block.kind === "code").map(cells));
  const isDisplayed = ({ block }: Placed) =>
    isNamed(block) ? !isAuthored(block) : block.kind !== "prose" && block.kind !== "code";
  for (const { before, after } of pairs) {
    if (isDisplayed(after) && withCode.has(cells({ before, after }))) continue;
    const section = sectionName(after.section);
    if (sectionName(before.section) !== section) {
      moved.push(after);
      continue;
    }
    const list = stayed.get(section) ?? [];
    stayed.set(section, list);
    const label = symmetricLabel(markOf(before), markOf(after));
    list.push({ before: before.index, after: after.index, label, placed: after });
  }
  for (const list of stayed.values()) for (const { placed } of movedPairs(list)) moved.push(placed);
  return moved;
}

function markOf({ block, index }: Placed): string {
  return [block.kind, block.cell, "id" in block ? block.id : "", index].join(" ");
}

function symmetricLabel(one: string, two: string): string {
  return one < two ? `${one}\n${two}` : `${two}\n${one}`;
}

function laterNames(
  sections: Pairing<StoredSection>,
  named: Pairing<Placed<NamedBlock>>,
  unnamed: Pairing<Placed>,
): Pick<Matching, "laterNotebook" | "laterCell" | "laterTarget"> {
  const laterNotebook = laterNamesOf(
    sections.pairs.map(({ before, after }) => [before.notebook, after.notebook]),
  );
  const cellNames = laterCells([...unnamed.pairs, ...named.pairs], laterNotebook);
  const prefixes: Readonly<Record<string, string>> = { figure: "fig", table: "tbl" };
  const targets: [string, string][] = [];
  for (const { before, after } of named.pairs) {
    const prefix = prefixes[before.block.kind];
    if (prefix !== undefined) targets.push([`${prefix}-${before.block.id}`, `${prefix}-${after.block.id}`]);
  }
  return {
    laterNotebook,
    laterCell: (notebook, cell) => cellNames.get(notebook)?.(cell) ?? cell,
    laterTarget: laterNamesOf(targets),
  };
}

/**
 * Cells by what they hold: those that kept their id first, then those with the same source, then those that show the
 * same. A cell goes with one cell only.
 */
function laterCells(
  pairs: readonly { readonly before: Placed; readonly after: Placed }[],
  laterNotebook: (notebook: string) => string,
): ReadonlyMap<string, (cell: string) => string> {
  const rank = ({ before, after }: (typeof pairs)[number]) =>
    before.block.cell === after.block.cell
      ? 0
      : before.block.kind === "code" || before.block.kind === "prose"
        ? 1
        : 2;
  const ordered = pairs
    .filter(({ before, after }) => laterNotebook(before.section.notebook) === after.section.notebook)
    .map((pair) => ({
      ...pair,
      rank: rank(pair),
      label: symmetricLabel(markOf(pair.before), markOf(pair.after)),
    }))
    .sort((a, b) => a.rank - b.rank || (a.label < b.label ? -1 : 1));
  const found = new Map<string, { before: Set<string>; after: Set<string>; pairs: [string, string][] }>();
  for (const { before, after } of ordered) {
    const cells = found.get(before.section.notebook) ?? { before: new Set(), after: new Set(), pairs: [] };
    found.set(before.section.notebook, cells);
    if (cells.before.has(before.block.cell) || cells.after.has(after.block.cell)) continue;
    cells.before.add(before.block.cell);
    cells.after.add(after.block.cell);
    cells.pairs.push([before.block.cell, after.block.cell]);
  }
  return new Map([...found].map(([notebook, cells]) => [notebook, laterNamesOf(cells.pairs)]));
}

/** Marks the name of what only the earlier side has, where the later side calls something else so. */
const earlierMark = "earlier:";
export const withoutMark = (name: string): string =>
  name.startsWith(earlierMark) ? name.slice(earlierMark.length) : name;

/** Old names → new ones; no two things get one name. */
function laterNamesOf(pairs: readonly (readonly [string, string])[]): (name: string) => string {
  const names = new Map(pairs);
  const taken = new Set(names.values());
  return (name) => names.get(name) ?? (taken.has(name) ? earlierMark + name : name);
}
