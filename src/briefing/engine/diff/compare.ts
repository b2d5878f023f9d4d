import { sideNames, type Briefing, type Sides, DiffError } from "./briefing.js";
import { assumptionNotes } from "./assumption-notes.js";
import { samePictureNotes } from "./edited-cells.js";
import { explain } from "./causes/explain.js";
import type { CompareOptions, Comparison, Side } from "./comparison.js";
import { compareFirstPages } from "./kinds/first-page.js";
import { kindNamed, type Change, type Compared } from "./kinds/index.js";
import { changeKinds } from "./kinds/names.js";
import type { KindContext } from "./kinds/kind.js";
import type { Location } from "./shapes.js";
import { alignReports, type Alignment } from "./match/align.js";
import { isNamed } from "./match/blocks.js";
import { pairValues, type PairedValues } from "./match/pair-values.js";
import { lookNotes } from "./looks.js";
import { ranked } from "./rank.js";
import { keyedChanges } from "./keyed-changes.js";
import { summarise } from "./summary.js";
import type { TextContext } from "./match/compare-texts.js";
import { plainWords } from "./words/tokens.js";

/** All differences in meaning between two briefings, and their causes. A pure function. */
export function compareBriefings(
  before: Briefing,
  after: Briefing,
  options: CompareOptions = {},
): Comparison {
  const { only, leavesOut = () => false } = options;
  const aligned = align({ before, after });
  const compared = compareKinds(aligned, options);
  const { changes: explained, changed, effective } = explain(compared, aligned);
  const all = keyedChanges(explained, aligned, options);
  // What is out of date is reported with every selection of kinds.
  const isWanted = ({ kind }: Change) => only === undefined || only.includes(kind) || kind === "stale";
  const changes = ranked(all.filter((change) => isWanted(change) && !leavesOut(change)));
  const inputs = Object.fromEntries(changed);
  const notes = [...(before.notes ?? []), ...(after.notes ?? []), ...lookNotes({ before, after })];
  return {
    version: 4,
    before: sideOf(before),
    after: sideOf(after),
    summary: summarise({
      changes,
      inputs,
      withinTolerance: compared.tolerated.length,
      headline: only === undefined ? newHeadline(aligned) : undefined,
    }),
    firstPage: compareFirstPages(aligned),
    changes,
    inputs,
    // Includes a data package that restates those data.
    withoutEffect: [...changed]
      .filter(([key, input]) => !effective.has(key) && !(input.kind === "data" && input.restates))
      .map(([key]) => key),
    notes: [
      ...new Set(notes),
      ...samePictureNotes(aligned),
      ...unreadData(inputs, before.name, after.name),
      ...assumptionNotes({ before: aligned.before, after: aligned.after }),
    ],
  };
}

type Aligned = ReturnType<typeof align>;

/** What the kinds compare: the renamed reports, in which a name means the same on both sides, and the briefings. */
function align({ before, after }: Sides<Briefing>) {
  const alignment = alignReports(before.report, after.report);
  const texts: TextContext = { before: alignment.before, after: alignment.after, compared: new WeakMap() };
  const paired = pairValues(alignment, texts);
  if (areUnrelated(alignment, paired)) throw unrelated(before, after);
  return { ...texts, ...paired, briefings: { before, after }, alignment };
}

function compareKinds(aligned: Aligned, options: CompareOptions): Compared {
  const tolerated: Partial<Sides<Location>>[] = [];
  const context: KindContext = {
    ...aligned,
    tolerances: options,
    withinTolerance: (places) => {
      tolerated.push(places);
    },
  };
  return { drafts: changeKinds.flatMap((kind) => kindNamed(kind).compare(context)), tolerated };
}

function newHeadline(texts: TextContext): string | undefined {
  const [former, current] = sideNames.map((side) =>
    plainWords(texts[side].firstPage?.headline ?? [], texts[side]).trim(),
  );
  return former === "" || current === "" || current === former ? undefined : current;
}

function sideOf({ name, report: { title, date } }: Briefing): Side {
  return { name, title, ...(date === undefined ? {} : { date }) };
}

/** Whether two briefings have nothing in common except, by chance, a few numbers. */
function areUnrelated({ before, after, sections, blocks }: Alignment, { values }: PairedValues): boolean {
  if (before.title === after.title) return false;
  if (before.sections.length === 0 || after.sections.length === 0) return false;
  const count = Math.min(Object.keys(before.values).length, Object.keys(after.values).length);
  const named = blocks.pairs.filter(({ after: { block } }) => isNamed(block));
  return sections.pairs.length + named.length === 0 && values.pairs.length <= count / 10;
}

function unrelated(before: Briefing, after: Briefing): DiffError {
  return new DiffError(
    `${before.name} and ${after.name} are briefings of different projects: "${before.report.title}" and "${after.report.title}" have no chapter, figure, table or value in common.`,
    { hint: "Compare two states of one briefing." },
  );
}

function unreadData(inputs: Comparison["inputs"], before: string, after: string): readonly string[] {
  return Object.values(inputs).flatMap((input) => {
    if (input.kind !== "data" || input.unread === undefined) return [];
    const sides = input.unread.map((side) => (side === "before" ? before : after)).join(" and ");
    return [
      `The rows of ${input.path} that differ are unknown: the file from which ${sides} was built is neither near it nor in the history.`,
    ];
  });
}
