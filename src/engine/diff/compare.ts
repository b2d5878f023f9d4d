import type { Briefing } from "./briefing.js";
import { changedInputs, laterInput } from "./causes/changed-inputs.js";
import { ComputedTexts } from "./causes/computed-texts.js";
import { Lineage } from "./causes/lineage.js";
import { whyOf } from "./causes/why.js";
import type { Change, CompareOptions, Comparison, Side } from "./comparison.js";
import { DiffError } from "./errors.js";
import { changeKinds, kindNamed, type Draft } from "./kinds/index.js";
import type { KindContext } from "./kinds/kind.js";
import type { Location } from "./kinds/shapes.js";
import { matchReports, type Matching } from "./match/matching.js";
import { neighboursOf, pairValues } from "./match/pair-values.js";
import type { Pairing } from "./match/pairing.js";
import { parentChanges, withoutFollowers } from "./parent-change.js";
import { ranked } from "./rank.js";
import { summarise } from "./summary.js";

/** Everything that differs in meaning between two briefings, and why: match → kinds → causes. Pure. */
export function compareBriefings(
  before: Briefing,
  after: Briefing,
  options: CompareOptions = {},
): Comparison {
  if (before.report === after.report) return nothingDiffers(before, after);
  const reports = { before: before.report, after: after.report };
  const matching = matchReports(before, after);
  const texts = { ...reports, laterTarget: matching.laterTarget };
  const neighbours = neighboursOf(matching, texts);
  const values = pairValues(reports.before, reports.after, neighbours.pairs, matching);
  if (isForeign(before, after, matching, values)) throw foreign(before, after);
  const tolerated: Sides[] = [];
  const context: KindContext = {
    ...texts,
    briefings: { before, after },
    matching,
    values,
    sameText: neighbours.sameText,
    tolerances: options,
    withinTolerance: (before, after) => {
      tolerated.push({ before, after });
    },
  };
  const found = changeKinds.flatMap((kind) => kindNamed(kind).compare(context));
  const drafts = withUniqueKeys(withoutFollowers(found));
  const changed = changedInputs(before, after, matching);
  const lineages = {
    before: new Lineage(reports.before, changed, (key) => laterInput(key, matching)),
    after: new Lineage(reports.after, changed, (key) => key),
    computed: new ComputedTexts(reports.before, reports.after),
  };
  const parentOf = parentChanges(drafts, reports);
  const all = drafts.map((draft): Change => {
    const partOf = parentOf(draft);
    return { ...draft, ...(partOf !== undefined && { partOf }), why: whyOf(draft, lineages, changed) };
  });
  const effective = new Set(all.flatMap(({ why }) => why.causes.map(({ input }) => input)));
  const resting = all.filter(({ kind, status }) => kind === "value" && status !== "changed");
  for (const { before: one, after: two } of [...tolerated, ...resting]) {
    for (const lineage of [one && lineages.before.of(one), two && lineages.after.of(two)])
      for (const input of lineage?.changedInputs.keys() ?? []) effective.add(input);
  }
  const { only } = options;
  const changes = ranked(only === undefined ? all : all.filter(({ kind }) => only.includes(kind)));
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
      ...new Set([...(before.notes ?? []), ...(after.notes ?? [])]),
      ...unreadNotes(all),
      ...unreadData(inputs, before.name, after.name),
    ],
  };
}

interface Sides {
  readonly before: Location | undefined;
  readonly after: Location | undefined;
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
  { sections, named }: Matching,
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

function unreadData(inputs: Comparison["inputs"], before: string, after: string): readonly string[] {
  return Object.values(inputs).flatMap((input) => {
    if (input.kind !== "data" || input.unread === undefined) return [];
    const sides = input.unread.map((side) => (side === "before" ? before : after)).join(" and ");
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
