import type { Briefing, Change, CompareOptions, Comparison, Location, Side } from "./contract.js";
import { DiffError } from "./errors.js";
import { compareFirstPages } from "./kinds/first-page.js";
import { compareClaim } from "./kinds/claims.js";
import { type BlockPair, type Draft, type KindContext } from "./kinds/context.js";
import { compareFigure } from "./kinds/figures.js";
import { compareImage } from "./kinds/images.js";
import { compareCitations, compareFrontMatter, compareSources } from "./kinds/matter.js";
import { compareNameless, withoutFollowers } from "./kinds/nameless.js";
import { compareIndicators } from "./kinds/indicators.js";
import { compareSections } from "./kinds/sections.js";
import { compareTable } from "./kinds/tables.js";
import { valuePlaces } from "./kinds/value-places.js";
import { compareValues } from "./kinds/values.js";
import { belonging } from "./belonging.js";
import type { BlockOf, NamedBlock, Placed } from "./pair/blocks.js";
import { matchReports } from "./pair/matching.js";
import { neighboursOf } from "./pair/neighbours.js";
import { pairValues } from "./pair/pair-values.js";
import type { Pairing } from "./pair/pairing.js";
import { ranked } from "./rank.js";
import { summarise } from "./summary.js";
import { changedInputs, laterInput } from "./why/changed-inputs.js";
import { ComputedTexts } from "./why/computed-texts.js";
import { Ways } from "./why/touched.js";
import { whyOf } from "./why/why.js";

/** Everything that differs in meaning between two briefings, and why. Pure. */
export function compareBriefings(
  before: Briefing,
  after: Briefing,
  options: CompareOptions = {},
): Comparison {
  const [was, is] = [before.report, after.report];
  if (was === is) return nothingDiffers(before, after);
  const matching = matchReports(before, after);
  const notes: string[] = [];
  const tolerated: (Location | undefined)[][] = [];
  const context: KindContext = {
    before,
    after,
    was,
    is,
    matching,
    options,
    laterTarget: matching.laterTarget,
    withinTolerance: (...places) => {
      tolerated.push(places);
    },
    note: (sentence) => {
      notes.push(sentence);
    },
  };
  const neighbours = neighboursOf(matching, context);
  const values = pairValues(was, is, neighbours.pairs, matching);
  if (isForeign(before, after, matching, values)) throw foreign(before, after);
  const drafts: readonly Draft[] = withUniqueKeys([
    ...compareFrontMatter(context),
    ...compareFirstPages(context),
    ...compareSections(context),
    ...withoutFollowers<Draft>([
      ...each(matching.named).flatMap((pair) => compareNamed(pair, context) ?? []),
      ...each(matching.nameless).flatMap((pair) => compareNameless(pair, context) ?? []),
    ]),
    ...compareValues(
      values,
      { was: valuePlaces(was), is: valuePlaces(is), sameText: neighbours.sameText },
      context,
    ),
    ...compareCitations(context),
    ...compareSources(context),
    ...compareIndicators(context),
  ]);
  const changed = changedInputs(before, after, matching);
  const ways = {
    was: new Ways(was, changed, (key) => laterInput(key, matching)),
    is: new Ways(is, changed, (key) => key),
    computed: new ComputedTexts(was, is),
  };
  const owner = belonging(drafts, { was, is });
  const all = drafts.map((draft): Change => {
    const partOf = owner(draft);
    return { ...draft, ...(partOf !== undefined && { partOf }), why: whyOf(draft, ways, changed) };
  });
  const effective = new Set(all.flatMap(({ why }) => why.causes.map(({ input }) => input)));
  const resting = all.filter(({ kind, status }) => kind === "value" && status !== "changed");
  for (const [one, two] of [...tolerated, ...resting.map(({ before, after }) => [before, after])]) {
    for (const way of [one && ways.was.to(one), two && ways.is.to(two)])
      for (const input of way?.touches.keys() ?? []) effective.add(input);
  }
  const changes = ranked(
    options.only === undefined ? all : all.filter(({ kind }) => options.only?.includes(kind)),
  );
  const inputs = Object.fromEntries(changed);
  return {
    version: 1,
    before: sideOf(before),
    after: sideOf(after),
    summary: summarise(changes, inputs, tolerated.length),
    changes,
    inputs,
    withoutEffect: [...changed.keys()].filter((key) => !effective.has(key)),
    notes: [
      ...new Set([...(before.notes ?? []), ...(after.notes ?? []), ...notes]),
      ...unreadNotes(all),
      ...unreadData(inputs, [before.name, after.name]),
    ],
  };
}

/** Of one report there is nothing to compare: its files are named by their hashes. */
function nothingDiffers(before: Briefing, after: Briefing): Comparison {
  return {
    version: 1,
    before: sideOf(before),
    after: sideOf(after),
    summary: summarise([], {}, 0),
    changes: [],
    inputs: {},
    withoutEffect: [],
    notes: [...new Set([...(before.notes ?? []), ...(after.notes ?? [])])],
  };
}

function compareNamed(pair: BlockPair<Placed<NamedBlock>>, context: KindContext): Draft | undefined {
  const { block } = pair.is ?? pair.was;
  switch (block.kind) {
    case "claim":
      return compareClaim(pair as BlockPair<Placed<BlockOf<"claim">>>, context);
    case "figure":
      return compareFigure(pair as BlockPair<Placed<BlockOf<"figure">>>, context);
    case "table":
      return compareTable(pair as BlockPair<Placed<BlockOf<"table">>>, context);
    case "image":
      return compareImage(pair as BlockPair<Placed<BlockOf<"image">>>, context);
  }
}

function each<P extends Placed>({ pairs, removed, added }: Pairing<P>): readonly BlockPair<P>[] {
  return [...pairs, ...removed.map((was) => ({ was })), ...added.map((is) => ({ is }))];
}

function withUniqueKeys(drafts: readonly Draft[]): readonly Draft[] {
  const counts = new Map<string, number>();
  return drafts.map((draft) => {
    const count = (counts.get(draft.key) ?? 0) + 1;
    counts.set(draft.key, count);
    return count === 1 ? draft : { ...draft, key: `${draft.key}~${count}` };
  });
}

function sideOf({ name, report: { title, date } }: Briefing): Side {
  return { name, title, ...(date === undefined ? {} : { date }) };
}

/** Two briefings with nothing in common but that both are briefings, and a number here and there. */
function isForeign(
  before: Briefing,
  after: Briefing,
  { sections, named }: ReturnType<typeof matchReports>,
  values: Pairing<string>,
): boolean {
  if (before.report.title === after.report.title) return false;
  if (before.report.sections.length === 0 || after.report.sections.length === 0) return false;
  const [one, two] = [before, after].map(({ report }) => Object.keys(report.values).length);
  const few = Math.min(one ?? 0, two ?? 0) / 10;
  return sections.pairs.length + named.pairs.length === 0 && values.pairs.length <= few;
}

function foreign(before: Briefing, after: Briefing): DiffError {
  return new DiffError(
    `${before.name} and ${after.name} are briefings of different projects: "${before.report.title}" and "${after.report.title}" have no chapter, figure, table or value in common.`,
    { hint: "Compare two states of one briefing." },
  );
}

function unreadData(inputs: Comparison["inputs"], [was, is]: readonly [string, string]): readonly string[] {
  return Object.values(inputs).flatMap((input) => {
    if (input.kind !== "data" || input.unread === undefined) return [];
    const sides = input.unread.map((side) => (side === "before" ? was : is)).join(" and ");
    return [
      `Which rows of ${input.path} differ is not known: the file that ${sides} was built from is neither near it nor in the history.`,
    ];
  });
}

function unreadNotes(changes: readonly Change[]): readonly string[] {
  return changes.flatMap((change) =>
    change.kind === "figure" && change.unread !== undefined
      ? [
          `The ${change.unread.join(" and ")} of figure ${change.id} differ but could not be read: what changed in them is not known.`,
        ]
      : [],
  );
}
