import type { StoredReport } from "../../report/stored-report.js";
import type { Location } from "../kinds/shapes.js";
import { isAuthored, isNamed, placedBlocks, type Placed, type StoredSection } from "./blocks.js";
import { pairBlocks, pairSections, type PairContext } from "./pair-blocks.js";
import { groupBy, movedPairs, type Pairing } from "./pairing.js";
import { renamed, type NamePairs } from "./rename.js";

/** Two reports, the earlier one under the later names, and everything of them that belongs together but their values. */
export interface Alignment {
  readonly before: StoredReport;
  readonly after: StoredReport;
  readonly sections: Pairing<StoredSection>;
  readonly blocks: Pairing<Placed>;
  /** Sections and blocks of the later side that stand elsewhere than their neighbours. */
  readonly moved: ReadonlySet<StoredSection | Placed>;
  /** A chapter or place of the earlier side by the names that this side has for it. */
  readonly formerSection: (section: StoredSection) => StoredSection;
  readonly formerPlace: (location: Location) => Location;
}

type Pairs = Pairing<Placed>["pairs"];

export function alignReports(former: StoredReport, after: StoredReport): Alignment {
  const sections = pairSections(former.sections, after.sections);
  const names = new Map(
    sections.pairs.flatMap((pair, index) => [
      [pair.before, `p${index}`],
      [pair.after, `p${index}`],
    ]),
  );
  const context: PairContext = {
    sectionName: (section) => names.get(section) ?? section.id,
    hashes: { before: former.files, after: after.files },
  };
  // A chapter that both sides have as it is keeps its blocks.
  const unchanged = new Set(sections.pairs.flatMap((pair) => (pair.before === pair.after ? pair.after : [])));
  const kept = placedBlocks([...unchanged]).map((placed) => ({ before: placed, after: placed }));
  const others = ({ sections }: StoredReport) =>
    placedBlocks(sections.filter((section) => !unchanged.has(section)));
  const found = pairBlocks(others(former), others(after), context);
  const blocks = { ...found, pairs: [...kept, ...found.pairs] };
  const movedSections = movedPairs(
    sections.pairs.map((pair) => ({
      before: former.sections.indexOf(pair.before),
      after: after.sections.indexOf(pair.after),
      section: pair.after,
    })),
  );
  const moved = new Set<StoredSection | Placed>([
    ...movedSections.map(({ section }) => section),
    ...movedBlocks(found.pairs, context),
  ]);
  const before = renamed(former, namePairs(sections.pairs, blocks.pairs));
  return { ...underLaterNames({ sections, blocks }, former, before), after, moved };
}

/** The earlier states of a pairing as the renamed report has them, and the way back. */
function underLaterNames(
  { sections, blocks }: Pick<Alignment, "sections" | "blocks">,
  former: StoredReport,
  before: StoredReport,
): Omit<Alignment, "after" | "moved"> {
  if (former === before)
    return { before, sections, blocks, formerSection: (each) => each, formerPlace: (each) => each };
  const later = new Map(former.sections.map((section, index) => [section, before.sections[index]]));
  const sectionOf = (section: StoredSection) => later.get(section) ?? section;
  const placed = ({ block, section, index }: Placed): Placed => ({
    block: sectionOf(section).blocks[index] ?? block,
    section: sectionOf(section),
    index,
  });
  const formerSections = new Map([...later].map(([section, renamed]) => [renamed?.id, section]));
  const formerCells = new Map(
    [...later].flatMap(([{ notebook, blocks }, renamed]) =>
      blocks.map(
        ({ cell }, index) =>
          [`${renamed?.id ?? ""}#${renamed?.blocks[index]?.cell ?? ""}`, { notebook, cell }] as const,
      ),
    ),
  );
  return {
    before,
    sections: earlier(sections, sectionOf),
    blocks: earlier(blocks, placed),
    formerSection: (section) => formerSections.get(section.id) ?? section,
    formerPlace: (location) => {
      const { id = location.section, notebook = location.notebook } =
        formerSections.get(location.section) ?? {};
      const { cell = location.cell } = formerCells.get(`${location.section}#${location.cell}`) ?? {};
      return { ...location, section: id, notebook, cell };
    },
  };
}

function earlier<T>({ pairs, removed, added }: Pairing<T>, rename: (item: T) => T): Pairing<T> {
  return {
    pairs: pairs.map(({ before, after }) => ({ before: rename(before), after })),
    removed: removed.map(rename),
    added,
  };
}

function namePairs(sections: Alignment["sections"]["pairs"], blocks: Pairs): NamePairs {
  const notebooks = sections.map(({ before, after }) => [before.notebook, after.notebook] as const);
  return {
    sections: sections.map(({ before, after }) => [before.id, after.id]),
    notebooks,
    cells: cellPairs(blocks, new Map(notebooks)),
    targets: blocks.flatMap(({ before, after }) => {
      const [former, later] = [targetOf(before), targetOf(after)];
      return former === undefined || later === undefined ? [] : [[former, later] as const];
    }),
  };
}

function targetOf({ block }: Placed): string | undefined {
  if (block.kind === "figure") return `fig-${block.id}`;
  return block.kind === "table" ? `tbl-${block.id}` : undefined;
}

/**
 * Cells of each notebook by what they hold: those that kept their id first, then those with the same source, then those
 * that show the same. A cell goes with one cell only.
 */
function cellPairs(pairs: Pairs, notebooks: ReadonlyMap<string, string>): NamePairs["cells"] {
  const rank = ({ before, after }: Pairs[number]) => {
    if (before.block.cell === after.block.cell) return 0;
    return before.block.kind === "code" || before.block.kind === "prose" ? 1 : 2;
  };
  const ordered = pairs
    .filter(({ before, after }) => notebooks.get(before.section.notebook) === after.section.notebook)
    .sort((one, two) => rank(one) - rank(two));
  const byNotebook = groupBy(ordered, ({ before }) => before.section.notebook);
  return new Map(
    [...byNotebook].map(([notebook, own]) => {
      const [names, taken] = [new Map<string, string>(), new Set<string>()];
      for (const { before, after } of own) {
        if (names.has(before.block.cell) || taken.has(after.block.cell)) continue;
        names.set(before.block.cell, after.block.cell);
        taken.add(after.block.cell);
      }
      return [notebook, [...names]];
    }),
  );
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
