import type { StoredReport } from "../../report/stored-report.js";
import { isAuthored, isNamed, placedBlocks, type Placed, type StoredSection } from "./blocks.js";
import { pairBlocks, pairSections, type PairContext } from "./pair-blocks.js";
import { groupBy, movedItems, type Pairing } from "./pairing.js";
import { renamed, type FormerPlace, type NamePairs } from "./rename.js";

/** Two reports, the earlier one under the later names, and all matches between them except those of values. */
export interface Alignment {
  readonly before: StoredReport;
  readonly after: StoredReport;
  readonly sections: Pairing<StoredSection>;
  readonly blocks: Pairing<Placed>;
  /** Sections and blocks of the later side that moved relative to their neighbours. */
  readonly moved: ReadonlySet<StoredSection | Placed>;
  /** A place on the earlier side, under the names used by this side. */
  readonly formerPlace: FormerPlace;
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
  // A chapter that is identical on both sides keeps its blocks.
  const unchanged = new Set(sections.pairs.flatMap((pair) => (pair.before === pair.after ? pair.after : [])));
  const kept = placedBlocks([...unchanged]).map((placed) => ({ before: placed, after: placed }));
  const others = ({ sections }: StoredReport) =>
    placedBlocks(sections.filter((section) => !unchanged.has(section)));
  const found = pairBlocks(others(former), others(after), context);
  const blocks = { ...found, pairs: [...kept, ...found.pairs] };
  const order = { before: former.sections, after: after.sections };
  const moved = new Set<StoredSection | Placed>([
    ...movedItems(sections.pairs, (section, side) => order[side].indexOf(section)),
    ...movedBlocks(found.pairs, context),
  ]);
  const { report: before, formerPlace } = renamed(former, namePairs(sections.pairs, blocks.pairs));
  const laterSections = new Map(former.sections.map((section, index) => [section, before.sections[index]]));
  const sectionOf = (section: StoredSection) => laterSections.get(section) ?? section;
  return {
    ...{ before, after, moved, formerPlace },
    sections: earlier(sections, sectionOf),
    blocks: earlier(blocks, ({ block, section, index }) => {
      const later = sectionOf(section);
      return { block: later.blocks[index] ?? block, section: later, index };
    }),
  };
}

/** The earlier states of a pairing, as they are in the renamed report. */
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
 * Matches the cells of each notebook: those with the same id first, then those with the same source, then those with
 * the same output. Each cell is matched at most once.
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
 * Blocks that moved to another section, and within each section those that left their neighbours. The output of a cell
 * moves with its code, whatever order it arrived in.
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
  const movedWithin = [...stayed.values()].flatMap((list) => movedItems(list, ({ index }) => index));
  return [...own.filter(isElsewhere).map(({ after }) => after), ...movedWithin];
}
