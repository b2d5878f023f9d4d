import type { StoredReport } from "../../report/stored-report.js";
import { isAuthored, isNamed, placedBlocks, type Placed, type StoredSection } from "./blocks.js";
import { pairBlocks, pairSections, type PairContext } from "./pair-blocks.js";
import { groupBy, movedPairs, type Pairing } from "./pairing.js";

/** Everything of two reports that belongs together, but their values. */
export interface Matching {
  readonly sections: Pairing<StoredSection>;
  readonly blocks: Pairing<Placed>;
  /** Sections and blocks of the later side that stand elsewhere than their neighbours. */
  readonly moved: ReadonlySet<StoredSection | Placed>;
  /** Names of the later side for what the earlier side calls otherwise. */
  readonly laterSection: (id: string) => string;
  readonly laterNotebook: (notebook: string) => string;
  readonly laterCell: (notebook: string, cell: string) => string;
  /** Of figures and tables, as texts refer to them. */
  readonly laterTarget: (target: string) => string;
}

type Pairs = Pairing<Placed>["pairs"];

export function matchReports(before: StoredReport, after: StoredReport): Matching {
  const sections = pairSections(before.sections, after.sections);
  const names = new Map(
    sections.pairs.flatMap((pair, index) => [
      [pair.before, `p${index}`],
      [pair.after, `p${index}`],
    ]),
  );
  const context: PairContext = {
    sectionName: (section) => names.get(section) ?? section.id,
    hashes: { before: before.files, after: after.files },
  };
  // A chapter that both sides have as it is keeps its blocks.
  const unchanged = new Set(sections.pairs.flatMap((pair) => (pair.before === pair.after ? pair.after : [])));
  const kept = placedBlocks([...unchanged]).map((placed) => ({ before: placed, after: placed }));
  const others = ({ sections }: StoredReport) =>
    placedBlocks(sections.filter((section) => !unchanged.has(section)));
  const found = pairBlocks(others(before), others(after), context);
  const blocks = { ...found, pairs: [...kept, ...found.pairs] };
  const movedSections = movedPairs(
    sections.pairs.map((pair) => ({
      before: before.sections.indexOf(pair.before),
      after: after.sections.indexOf(pair.after),
      section: pair.after,
    })),
  );
  const laterNotebook = laterNames(
    sections.pairs.map(({ before, after }) => [before.notebook, after.notebook]),
  );
  const cells = laterCells(found.pairs, laterNotebook);
  return {
    sections,
    blocks,
    moved: new Set<StoredSection | Placed>([
      ...movedSections.map(({ section }) => section),
      ...movedBlocks(found.pairs, context),
    ]),
    laterSection: laterNames(sections.pairs.map(({ before, after }) => [before.id, after.id])),
    laterNotebook,
    laterCell: (notebook, cell) => cells.get(notebook)?.(cell) ?? cell,
    laterTarget: laterNames(
      blocks.pairs.flatMap(({ before, after }) => {
        const [former, later] = [targetOf(before), targetOf(after)];
        return former === undefined || later === undefined ? [] : [[former, later] as const];
      }),
    ),
  };
}

function targetOf({ block }: Placed): string | undefined {
  if (block.kind === "figure") return `fig-${block.id}`;
  return block.kind === "table" ? `tbl-${block.id}` : undefined;
}

/**
 * Those that went to another section, and within each section those that left their neighbours. What a cell displays
 * goes with its code, in whatever order it came.
 */
function movedBlocks(pairs: Pairs, { sectionName }: PairContext): readonly Placed[] {
  const cells = ({ before, after }: Pairs[number]) =>
    [before, after].map(({ block, section }) => `${section.notebook}#${block.cell}`).join("\n");
  const withCode = new Set(pairs.filter(({ after }) => after.block.kind === "code").map(cells));
  const isDisplayed = ({ block }: Placed) =>
    isNamed(block) ? !isAuthored(block) : block.kind !== "prose" && block.kind !== "code";
  const own = pairs.filter((pair) => !isDisplayed(pair.after) || !withCode.has(cells(pair)));
  const isElsewhere = ({ before, after }: Pairs[number]) =>
    sectionName(before.section) !== sectionName(after.section);
  const stayed = groupBy(own, (pair) => (isElsewhere(pair) ? undefined : sectionName(pair.after.section)));
  const movedWithin = [...stayed.values()].flatMap((list) =>
    movedPairs(
      list.map(({ before, after }) => ({ before: before.index, after: after.index, placed: after })),
    ),
  );
  return [...own.filter(isElsewhere).map(({ after }) => after), ...movedWithin.map(({ placed }) => placed)];
}

/**
 * Cells of each notebook by what they hold: those that kept their id first, then those with the same source, then those
 * that show the same. A cell goes with one cell only.
 */
function laterCells(
  pairs: Pairs,
  laterNotebook: (notebook: string) => string,
): ReadonlyMap<string, (cell: string) => string> {
  const rank = ({ before, after }: Pairs[number]) => {
    if (before.block.cell === after.block.cell) return 0;
    return before.block.kind === "code" || before.block.kind === "prose" ? 1 : 2;
  };
  const ordered = pairs
    .filter(({ before, after }) => laterNotebook(before.section.notebook) === after.section.notebook)
    .sort((one, two) => rank(one) - rank(two));
  const notebooks = groupBy(ordered, ({ before }) => before.section.notebook);
  return new Map(
    [...notebooks].map(([notebook, own]) => {
      const [names, taken] = [new Map<string, string>(), new Set<string>()];
      for (const { before, after } of own) {
        if (names.has(before.block.cell) || taken.has(after.block.cell)) continue;
        names.set(before.block.cell, after.block.cell);
        taken.add(after.block.cell);
      }
      return [notebook, laterNames([...names])];
    }),
  );
}

/** Marks the name of what only the earlier side has, where the later side calls something else so. */
const earlierMark = "earlier:";
export const withoutMark = (name: string): string =>
  name.startsWith(earlierMark) ? name.slice(earlierMark.length) : name;

/** Old names → new ones; no two things get one name. */
function laterNames(pairs: readonly (readonly [string, string])[]): (name: string) => string {
  const names = new Map(pairs);
  const taken = new Set(names.values());
  return (name) => names.get(name) ?? (taken.has(name) ? earlierMark + name : name);
}
