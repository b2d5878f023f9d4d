import type { StoredReport } from "../../report/stored-report.js";
import type { Briefing } from "../contract.js";
import {
  isAuthored,
  isNamed,
  placedBlocks,
  type NamedBlock,
  type Placed,
  type StoredSection,
} from "./blocks.js";
import { movedPairs } from "./moves.js";
import { pairNamed, pairNameless, type PairContext } from "./pair-blocks.js";
import { pairSections } from "./pair-sections.js";
import type { Pairing } from "./pairing.js";

/** Everything of two reports that belongs together, but their values. */
export interface Matching {
  readonly sections: Pairing<StoredSection>;
  readonly named: Pairing<Placed<NamedBlock>>;
  readonly nameless: Pairing<Placed>;
  /** Sections and blocks of the later side that stand elsewhere than their neighbours. */
  readonly moved: ReadonlySet<StoredSection | Placed>;
  /** Names of the later side for what the earlier side calls otherwise. */
  readonly laterNotebook: (notebook: string) => string;
  readonly laterCell: (notebook: string, cell: string) => string;
  readonly laterTarget: (target: string) => string;
}

export function matchReports(before: Briefing, after: Briefing): Matching {
  const [was, is] = [before.report, after.report];
  const sections = pairSections(was.sections, is.sections);
  const names = new Map<StoredSection, string>();
  for (const [index, pair] of sections.pairs.entries()) {
    names.set(pair.was, `p${index}`);
    names.set(pair.is, `p${index}`);
  }
  const context: PairContext = {
    sectionName: (section) => names.get(section) ?? section.id,
    hashes: { was: was.files, is: is.files },
  };
  const [wasBlocks, isBlocks] = [placedBlocks(was.sections), placedBlocks(is.sections)];
  const named = pairNamed(wasBlocks, isBlocks, context);
  const nameless = pairNameless(wasBlocks, isBlocks, context);
  return {
    sections,
    named,
    nameless,
    moved: new Set([
      ...movedSections(sections, was, is),
      ...movedBlocks([...named.pairs, ...nameless.pairs], context),
    ]),
    ...laterNames(sections, named, nameless),
  };
}

function movedSections(
  { pairs }: Pairing<StoredSection>,
  was: StoredReport,
  is: StoredReport,
): readonly StoredSection[] {
  const order = (sections: readonly StoredSection[]) =>
    new Map(sections.map((section, index) => [section, index]));
  const [before, after] = [order(was.sections), order(is.sections)];
  const placed = pairs.map((pair) => ({
    was: before.get(pair.was) ?? 0,
    is: after.get(pair.is) ?? 0,
    label: symmetricLabel(pair.was.id, pair.is.id),
    section: pair.is,
  }));
  return [...movedPairs(placed)].map(({ section }) => section);
}

/**
 * Those that went to another section, and within each section those that left their neighbours. What a cell displays
 * goes with its code, in whatever order it came.
 */
function movedBlocks(
  pairs: readonly { readonly was: Placed; readonly is: Placed }[],
  { sectionName }: PairContext,
): readonly Placed[] {
  const moved: Placed[] = [];
  const stayed = new Map<string, { was: number; is: number; label: string; placed: Placed }[]>();
  const cells = ({ was, is }: (typeof pairs)[number]) =>
    [was, is].map(({ block, section }) => `${section.notebook}#${block.cell}`).join("\n");
  const withCode = new Set(pairs.filter(({ is }) => is.block.kind === "code").map(cells));
  const isDisplayed = ({ block }: Placed) =>
    isNamed(block) ? !isAuthored(block) : block.kind !== "prose" && block.kind !== "code";
  for (const { was, is } of pairs) {
    if (isDisplayed(is) && withCode.has(cells({ was, is }))) continue;
    const section = sectionName(is.section);
    if (sectionName(was.section) !== section) {
      moved.push(is);
      continue;
    }
    const list = stayed.get(section) ?? [];
    stayed.set(section, list);
    const label = symmetricLabel(markOf(was), markOf(is));
    list.push({ was: was.index, is: is.index, label, placed: is });
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
  nameless: Pairing<Placed>,
): Pick<Matching, "laterNotebook" | "laterCell" | "laterTarget"> {
  const laterNotebook = laterNamesOf(sections.pairs.map(({ was, is }) => [was.notebook, is.notebook]));
  const cellNames = laterCells([...nameless.pairs, ...named.pairs], laterNotebook);
  const prefixes: Readonly<Record<string, string>> = { figure: "fig", table: "tbl" };
  const targets: [string, string][] = [];
  for (const { was, is } of named.pairs) {
    const prefix = prefixes[was.block.kind];
    if (prefix !== undefined) targets.push([`${prefix}-${was.block.id}`, `${prefix}-${is.block.id}`]);
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
  pairs: readonly { readonly was: Placed; readonly is: Placed }[],
  laterNotebook: (notebook: string) => string,
): ReadonlyMap<string, (cell: string) => string> {
  const rank = ({ was, is }: (typeof pairs)[number]) =>
    was.block.cell === is.block.cell ? 0 : was.block.kind === "code" || was.block.kind === "prose" ? 1 : 2;
  const ordered = pairs
    .filter(({ was, is }) => laterNotebook(was.section.notebook) === is.section.notebook)
    .map((pair) => ({ ...pair, rank: rank(pair), label: symmetricLabel(markOf(pair.was), markOf(pair.is)) }))
    .sort((a, b) => a.rank - b.rank || (a.label < b.label ? -1 : 1));
  const found = new Map<string, { was: Set<string>; is: Set<string>; pairs: [string, string][] }>();
  for (const { was, is } of ordered) {
    const cells = found.get(was.section.notebook) ?? { was: new Set(), is: new Set(), pairs: [] };
    found.set(was.section.notebook, cells);
    if (cells.was.has(was.block.cell) || cells.is.has(is.block.cell)) continue;
    cells.was.add(was.block.cell);
    cells.is.add(is.block.cell);
    cells.pairs.push([was.block.cell, is.block.cell]);
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
