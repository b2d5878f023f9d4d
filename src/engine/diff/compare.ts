import type { StoredReport } from "../report/stored-report.js";
import { sideNames, type Briefing, type Sides, DiffError } from "./briefing.js";
import { changedInputs, laterInput } from "./causes/changed-inputs.js";
import { codeChanges, lineagesOf } from "./causes/lineage.js";
import { reformedTexts, whyOf } from "./causes/why.js";
import type { Change, CompareOptions, Comparison, Side } from "./comparison.js";
import { changeKinds, kindNamed, type Draft } from "./kinds/index.js";
import type { KindContext } from "./kinds/kind.js";
import type { Location } from "./kinds/shapes.js";
import { compareFirstPages } from "./kinds/first-page.js";
import { fingerprinting } from "./fingerprint.js";
import { withLeaders, parentChanges, withoutFollowers } from "./related-changes.js";
import { firstPageParts, isNamed } from "./match/blocks.js";
import { matchReports, type Matching } from "./match/matching.js";
import { pairValues } from "./match/pair-values.js";
import type { Pairing } from "./match/pairing.js";
import { ranked } from "./rank.js";
import { summarise } from "./summary.js";
import { plainWords } from "./words/tokens.js";

/** Everything that differs in meaning between two briefings, and why: match → kinds → causes. Pure. */
export function compareBriefings(
  before: Briefing,
  after: Briefing,
  options: CompareOptions = {},
): Comparison {
  const reports = { before: before.report, after: after.report };
  const matching = matchReports(reports.before, reports.after);
  const texts = { ...reports, laterTarget: matching.laterTarget, compared: new WeakMap() };
  const { values, isSameText } = pairValues(matching, texts);
  if (areUnrelated(reports, matching, values)) throw unrelated(before, after);
  const tolerated: Partial<Sides<Location>>[] = [];
  const context: KindContext = {
    ...texts,
    briefings: { before, after },
    matching,
    values,
    isSameText,
    tolerances: options,
    withinTolerance: (places) => {
      tolerated.push(places);
    },
  };
  const found = changeKinds.flatMap((kind) => kindNamed(kind).compare(context));
  const drafts = withKeys(withoutFollowers(found));
  const changed = changedInputs({ before, after }, matching);
  const saysOtherwise = codeChanges(reports);
  const earlierName = (key: string) => laterInput(key, matching);
  const lineages = {
    before: lineagesOf({ report: reports.before, laterName: earlierName, saysOtherwise }, changed),
    after: lineagesOf({ report: reports.after, laterName: (key) => key, saysOtherwise }, changed),
  };
  const whyContext = { lineages, changed, isReformed: reformedTexts(reports) };
  const quoted = new Set(sideNames.flatMap((side) => firstPageValues(reports[side])));
  const fingerprintOf = fingerprinting(reports);
  const parentOf = parentChanges(drafts, reports);
  const explained = drafts.map((draft): Change => {
    const partOf = parentOf(draft);
    const why = whyOf(draft, whyContext);
    const fingerprint = fingerprintOf(draft, why);
    return {
      ...draft,
      fingerprint,
      ...(options.accepted?.has(fingerprint) === true && { accepted: true as const }),
      ...(quoted.has(draft.id) && draft.kind === "value" && { onFirstPage: true as const }),
      ...(partOf !== undefined && { partOf }),
      why,
    };
  });
  const all = withLeaders(explained);
  // An input has an effect where a change depends on it, also one within the tolerance or of a value that nobody reads.
  const effective = new Set(all.flatMap(({ why }) => why.causes.map(({ input }) => input)));
  const alone = all.filter(({ kind, status }) => kind === "value" && status !== "changed");
  for (const places of [...tolerated, ...alone])
    for (const side of sideNames) {
      const place = places[side];
      if (place !== undefined)
        for (const input of lineages[side](place).changedInputs.keys()) effective.add(input);
    }
  const { only } = options;
  const changes = ranked(only === undefined ? all : all.filter(({ kind }) => only.includes(kind)));
  const inputs = Object.fromEntries(changed);
  const notes = [...(before.notes ?? []), ...(after.notes ?? [])];
  return {
    version: 2,
    before: sideOf(before),
    after: sideOf(after),
    summary: summarise({
      ...{ changes, inputs, withinTolerance: tolerated.length },
      headline: options.only === undefined ? newHeadline(reports) : undefined,
    }),
    firstPage: compareFirstPages({ ...texts, laterSection: matching.laterSection }),
    changes,
    inputs,
    // A data package that restates data goes with them.
    withoutEffect: [...changed].flatMap(([key, input]) =>
      effective.has(key) || (input.kind === "data" && input.restates) ? [] : key,
    ),
    notes: [...new Set(notes), ...unreadData(inputs, before.name, after.name)],
  };
}

function firstPageValues(report: StoredReport): readonly string[] {
  return firstPageParts(report).flatMap(({ text }) =>
    text.flatMap((part) => (typeof part === "object" && "value" in part ? [part.value] : [])),
  );
}

function newHeadline({ before, after }: Sides<StoredReport>): string | undefined {
  const wordsOf = (report: StoredReport) => plainWords(report.firstPage?.headline ?? [], report).trim();
  const [former, current] = [wordsOf(before), wordsOf(after)];
  return former === "" || current === "" || current === former ? undefined : current;
}

function withKeys(drafts: readonly Draft[]): readonly (Draft & { readonly key: string })[] {
  const counts = new Map<string, number>();
  return drafts.map((draft) => {
    const name = `${draft.kind}:${draft.id}`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return { key: count === 1 ? name : `${name}~${count}`, ...draft };
  });
}

function sideOf({ name, report: { title, date } }: Briefing): Side {
  return { name, title, ...(date === undefined ? {} : { date }) };
}

/** Two briefings with nothing in common but that both are briefings, and a number here and there. */
function areUnrelated(
  { before, after }: Pick<KindContext, "before" | "after">,
  { sections, blocks }: Matching,
  values: Pairing<string>,
): boolean {
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
      `Which rows of ${input.path} differ is not known: the file that ${sides} was built from is neither near it nor in the history.`,
    ];
  });
}
