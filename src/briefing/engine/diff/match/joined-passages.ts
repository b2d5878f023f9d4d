import type { StoredReport } from "../../report/stored-report.js";
import { sideNames, type Sides } from "../briefing.js";
import { literalText, type BlockOf, type Placed, type StoredBlock } from "./blocks.js";
import { sharedCount, type Pairing } from "./pairing.js";

type Passage = Placed & { readonly block: BlockOf<"prose"> };

/** Two passages of one side that readers see as one text and that are a single one on the other side; the first takes in the second. */
interface Join {
  readonly first: Passage;
  readonly second: Passage;
  /** Of the two, the one that has a partner: its cell names the joined passage. */
  readonly paired: Passage;
}

/**
 * A Markdown cell that was split, or two that were joined, as one text on both sides, so that only its words are
 * compared; undefined if no passages were joined. A cell split into three needs two calls. Cells of code may stand
 * between the parts: the page prints code elsewhere.
 */
export function joinPassages(
  reports: Sides<StoredReport>,
  { pairs, added, removed }: Pairing<Placed>,
): Sides<StoredReport> | undefined {
  const without = { before: removed.filter(isPassage), after: added.filter(isPassage) };
  if (without.before.length + without.after.length === 0) return undefined;
  const joins: Sides<Join[]> = { before: [], after: [] };
  const taken = new Set<Placed>();
  for (const { before, after } of pairs) {
    if (!isPassage(before) || !isPassage(after)) continue;
    const both = { before, after };
    for (const side of sideNames) {
      const paired = both[side];
      const other = both[side === "before" ? "after" : "before"];
      const half = without[side].find(
        (each) => !taken.has(each) && areNeighbours(each, paired) && isHalf(each, paired, other),
      );
      if (half === undefined || taken.has(paired)) continue;
      taken.add(half).add(paired);
      const [first, second] = half.index < paired.index ? [half, paired] : [paired, half];
      joins[side].push({ first, second, paired });
    }
  }
  if (joins.before.length + joins.after.length === 0) return undefined;
  return { before: withJoins(reports.before, joins.before), after: withJoins(reports.after, joins.after) };
}

const isPassage = (placed: Placed): placed is Passage => placed.block.kind === "prose";

function areNeighbours(one: Passage, two: Passage): boolean {
  if (one.section !== two.section || one.index === two.index) return false;
  const first = Math.min(one.index, two.index);
  const second = Math.max(one.index, two.index);
  const between = one.section.blocks.slice(first + 1, second);
  return between.every((block) => block.kind === "code");
}

/** Share of the words of a half that must come from the whole passage, not counting those that its partner has. */
const least = 0.6;

function isHalf(half: Passage, paired: Passage, whole: Passage): boolean {
  const words = wordsOf(half);
  const own = wordsOf(paired);
  const all = wordsOf(whole);
  const gained = sharedCount(all, [...own, ...words]) - sharedCount(all, own);
  return words.length > 0 && gained >= least * words.length;
}

const wordsOf = ({ block }: Passage): readonly string[] =>
  literalText(block.text).match(/[\p{L}\p{N}_]+/gu) ?? [];

function withJoins(report: StoredReport, joins: readonly Join[]): StoredReport {
  if (joins.length === 0) return report;
  const replaced = new Map<StoredBlock, readonly StoredBlock[]>();
  for (const { first, second, paired } of joins) {
    const attachments = [...(first.block.attachments ?? []), ...(second.block.attachments ?? [])];
    const text = [...first.block.text, "\n\n", ...second.block.text];
    replaced.set(first.block, [{ ...paired.block, text, ...(attachments.length > 0 && { attachments }) }]);
    replaced.set(second.block, []);
  }
  const sections = report.sections.map((section) =>
    section.blocks.some((block) => replaced.has(block))
      ? { ...section, blocks: section.blocks.flatMap((block) => replaced.get(block) ?? [block]) }
      : section,
  );
  return { ...report, sections };
}
