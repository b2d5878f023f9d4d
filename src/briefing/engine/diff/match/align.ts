import type { StoredReport } from "../../report/stored-report.js";
import type { Sides } from "../briefing.js";
import type { Location } from "../shapes.js";
import {
  cellOfInput,
  earlierMark,
  isAuthored,
  isNamed,
  placedBlocks,
  type Placed,
  type StoredSection,
} from "./blocks.js";
import { joinPassages } from "./joined-passages.js";
import { moveSentences, type MovedSentence } from "./moved-sentences.js";
import { pairBlocks, pairSections, type PairContext } from "./pair-blocks.js";
import { groupBy, movedItems, type Pairing } from "./pairing.js";

export interface Alignment extends Sides<StoredReport> {
  readonly sections: Pairing<StoredSection>;
  readonly blocks: Pairing<Placed>;
  /** Sections and blocks of the later side that moved relative to their neighbours. */
  readonly moved: ReadonlySet<StoredSection | Placed>;
  /** A place on the earlier side, under the names used by this side. */
  readonly formerPlace: (location: Location) => Location;
  /** Sentences that moved between passages; `before` has them where `after` has them. */
  readonly movedSentences?: readonly MovedSentence[];
}
type Pairs = Pairing<Placed>["pairs"];

/** Two reports, the earlier one under the later names, and all matches between them except those of values. */
export function alignReports(former: StoredReport, after: StoredReport): Alignment {
  const paired = pairReports(former, after);
  const joined = joinPassages({ before: former, after }, paired.found);
  if (joined !== undefined) return alignReports(joined.before, joined.after);
  const moves = moveSentences({ before: former, after }, { sections: paired.sections, blocks: paired.found });
  if (moves === undefined) return alignmentOf(former, after, paired);
  const alignment = alignmentOf(moves.before, after, pairReports(moves.before, after));
  return { ...alignment, movedSentences: moves.moved };
}

/** Matching chapters and blocks, those of chapters that differ apart. */
function pairReports(former: StoredReport, after: StoredReport) {
  const sections = pairSections({ before: former, after });
  const names = new Map(
    sections.pairs.flatMap((pair, index) =>
      [pair.before, pair.after].map((section) => [section, `p${index}`] as const),
    ),
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
  const found = pairBlocks({ before: others(former), after: others(after) }, context);
  return { sections, found, kept, context };
}

function alignmentOf(
  former: StoredReport,
  after: StoredReport,
  { sections, found, kept, context }: ReturnType<typeof pairReports>,
): Alignment {
  const blocks = { ...found, pairs: [...kept, ...found.pairs] };
  const order = { before: former.sections, after: after.sections };
  const moved = new Set<StoredSection | Placed>([
    ...movedItems(sections.pairs, (section, side) => order[side].indexOf(section)),
    ...movedBlocks(found.pairs, context),
  ]);
  const { report: before, formerPlace } = renamed(former, sections.pairs, blocks.pairs);
  const laterSections = new Map(former.sections.map((section, index) => [section, before.sections[index]]));
  const sectionOf = (section: StoredSection) => laterSections.get(section) ?? section;
  return {
    before,
    after,
    moved,
    formerPlace,
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

/** A figure or table as referenced in texts. */
function targetOf({ block }: Placed): string {
  if (block.kind === "figure") return `fig-${block.id}`;
  return block.kind === "table" ? `tbl-${block.id}` : "";
}

/**
 * Matches the cells of each notebook: those with the same id first, then those with the same source, then those with
 * the same output. Each cell is matched at most once.
 */
function cellNames(pairs: Pairs, notebooks: Names): ReadonlyMap<string, Names> {
  const rank = ({ before, after }: Pairs[number]) => {
    if (before.block.cell === after.block.cell) return 0;
    return before.block.kind === "code" || before.block.kind === "prose" ? 1 : 2;
  };
  const ordered = pairs
    .filter(({ before, after }) => notebooks.later(before.section.notebook) === after.section.notebook)
    .sort((one, two) => rank(one) - rank(two));
  const byNotebook = groupBy(ordered, ({ before }) => before.section.notebook);
  return new Map(
    [...byNotebook].map(([notebook, own]) => {
      const names = new Map<string, string>();
      const taken = new Set<string>();
      for (const { before, after } of own) {
        if (names.has(before.block.cell) || taken.has(after.block.cell)) continue;
        names.set(before.block.cell, after.block.cell);
        taken.add(after.block.cell);
      }
      return [notebook, new Names([...names])];
    }),
  );
}

/**
 * Blocks that moved to another section, and within each section those that left their neighbours. The output of a cell
 * moves with its code, whatever order it arrived in. Code that displays nothing is compared only with other code: the
 * page prints it elsewhere, so its place among the texts is not visible.
 */
function movedBlocks(pairs: Pairs, { sectionName }: PairContext): readonly Placed[] {
  const cells = ({ before, after }: Pairs[number]) =>
    [before, after].map(({ block, section }) => `${section.notebook}#${block.cell}`).join("\n");
  const isCode = ({ after }: Pairs[number]) => after.block.kind === "code";
  const withCode = new Set(pairs.filter(isCode).map(cells));
  const isDisplayed = ({ block }: Placed) =>
    isNamed(block) ? !isAuthored(block) : block.kind !== "prose" && block.kind !== "code";
  const withOutput = new Set(pairs.filter(({ after }) => isDisplayed(after)).map(cells));
  const isPrinted = (pair: Pairs[number]) => !isCode(pair) || withOutput.has(cells(pair));
  const own = pairs.filter((pair) => !isDisplayed(pair.after) || !withCode.has(cells(pair)));
  const isElsewhere = ({ before, after }: Pairs[number]) =>
    sectionName(before.section) !== sectionName(after.section);
  const stayed = groupBy(own, (pair) => (isElsewhere(pair) ? undefined : sectionName(pair.after.section)));
  const movedWithin = [...stayed.values()].flatMap((list) =>
    [list.filter(isPrinted), list.filter(isCode)].flatMap((some) => movedItems(some, ({ index }) => index)),
  );
  return [...own.filter(isElsewhere).map(({ after }) => after), ...movedWithin];
}

/** An earlier report under the names of the later one, so that a name means the same on both sides; and the reverse. */
function renamed(report: StoredReport, sections: Pairing<StoredSection>["pairs"], blocks: Pairs) {
  const ids = new Names(sections.map(({ before, after }) => [before.id, after.id]));
  const notebooks = new Names(sections.map(({ before, after }) => [before.notebook, after.notebook]));
  const targets = new Names(blocks.map(({ before, after }) => [targetOf(before), targetOf(after)]));
  const cells = cellNames(blocks, notebooks);
  if ([ids, notebooks, targets, ...cells.values()].every(({ areSame }) => areSame))
    return { report, formerPlace: (location: Location) => location };
  const section = (name: string) => ids.later(name);
  const notebook = (name: string) => notebooks.later(name);
  const cellIn = (name: string, cell: string) => cells.get(name)?.later(cell) ?? cell;
  const key = (input: string) => {
    const place = cellOfInput(input);
    return place === undefined ? input : `${notebook(place.notebook)}#${cellIn(place.notebook, place.cell)}`;
  };
  const words = <T>(content: T): T => (targets.areSame ? content : withTargets(content, targets));
  const figure = (id: string) => targets.later(`fig-${id}`).replace("fig-", "");
  const { firstPage } = report;
  const formerPlaces = new Map<string, Pick<Location, "section" | "notebook" | "cell">>();
  for (const { id, notebook: name, blocks } of report.sections)
    for (const cell of ["", ...blocks.map((block) => block.cell)])
      formerPlaces.set(`${section(id)}#${cellIn(name, cell)}`, { section: id, notebook: name, cell });
  const later: StoredReport = {
    ...report,
    ...(firstPage && {
      firstPage: {
        ...words(firstPage),
        ...(firstPage.lead !== undefined && { lead: figure(firstPage.lead) }),
        ...(firstPage.claims !== undefined && { claims: figure(firstPage.claims) }),
        findings: words(firstPage.findings).map((finding) => ({
          ...finding,
          section: section(finding.section),
        })),
      },
    }),
    sections: report.sections.map((each) => ({
      ...words(each),
      id: section(each.id),
      notebook: notebook(each.notebook),
      blocks: words(each.blocks).map((block) => ({
        ...block,
        cell: cellIn(each.notebook, block.cell),
        ...("chapter" in block && { chapter: section(block.chapter) }),
      })),
    })),
    values: mapped(report.values, ([id, value]) => {
      const { notebook: name, cell } = value.place;
      return [id, { ...words(value), place: { notebook: notebook(name), cell: cellIn(name, cell) } }];
    }),
    provenance: mapped(report.provenance, ([place, record]) => [
      key(place),
      { ...record, cells: record.cells.map((cell) => cellIn(cellOfInput(place)?.notebook ?? "", cell)) },
    ]),
    inputs: mapped(report.inputs, ([input, hash]) => [key(input), hash]),
  };
  return {
    report: later,
    formerPlace: (location: Location) => {
      const { section: id, cell } = location;
      const place = formerPlaces.get(`${id}#${cell}`) ?? { ...formerPlaces.get(`${id}#`), cell };
      return { ...location, ...place };
    },
  };
}

/** Earlier names of matching items, and the later ones. */
class Names {
  readonly areSame: boolean;
  readonly #names: ReadonlyMap<string, string>;
  readonly #taken: ReadonlySet<string>;

  constructor(pairs: readonly (readonly [former: string, later: string])[]) {
    this.areSame = pairs.every(([former, later]) => former === later);
    this.#names = new Map(pairs);
    this.#taken = new Set(this.#names.values());
  }

  /** Renames without giving two items the same name. */
  later(name: string): string {
    return this.#names.get(name) ?? (this.#taken.has(name) ? earlierMark + name : name);
  }
}

function mapped<T>(
  record: Readonly<Record<string, T>>,
  entry: (entry: [string, T]) => readonly [string, T],
): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(entry));
}

/** The same content, with references to figures and tables renamed in all texts. */
function withTargets<T>(content: T, targets: Names): T {
  return JSON.parse(JSON.stringify(content), (name, item: unknown) =>
    name === "target" && typeof item === "string" ? targets.later(item) : item,
  ) as T;
}
