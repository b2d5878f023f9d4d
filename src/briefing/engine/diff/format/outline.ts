import { plural, listed } from "../../../lib/plural.js";
import { stripVTControlCharacters } from "node:util";
import { sideNames } from "../briefing.js";
import type { Change, ChangeKind, Comparison } from "../comparison.js";
import { arrow, lineDetail, muted, plain, type Detail, type Span } from "../kinds/description.js";
import { describe, isSlim, kindNamed, kindOf } from "../kinds/index.js";
import { groupBy } from "../match/pairing.js";
import { isSameText, weightOf } from "../rank.js";
import { inputGroups, whyDetails } from "./inputs.js";
import { noLinks, type Links } from "./links.js";
import { groupForEntries, type Together } from "./together.js";

/** The full description of a comparison, in the order used by all formats, which only lay it out. */
export type Outline = ReturnType<typeof outlineOf>;

export function outlineOf(comparison: Comparison, links: Links = noLinks) {
  const shown = inert(comparison) as Comparison;
  const { summary, before, after, firstPage, changes, pictures, notes } = shown;
  const { nonDeterministic: random, withinTolerance: within } = summary;
  const grouped = groupForEntries(changes);
  const sameText = grouped.flatMap(({ same }) => same.filter(isSameText));
  const remarks: Detail[] = [];
  if (before.title !== after.title) remarks.push(lineDetail(arrow(before.title, after.title), "title"));
  if (within > 0 && changes.length > 0)
    remarks.push(lineDetail([muted(`${within} more within the tolerance`)]));
  return {
    line: summary.line,
    warning:
      random === 0
        ? undefined
        : `${plural(random, "change has", "changes have")} no changed input: building twice gives different briefings. Look for “NOT DETERMINISTIC”.`,
    before,
    after,
    firstPage,
    /** Figures and parts of the page compared as pictures, if that was asked for. */
    pictures,
    notes,
    /** Further facts about the two sides. */
    remarks,
    entries: grouped
      .filter(({ same: [first] }) => !isSameText(first))
      .map((together) => entryOf(together, shown, links)),
    /** Values added to or removed from texts that read the same: named, not described. */
    sameText: sameText.length === 0 ? undefined : sameTextWords(sameText),
    inputs: inputGroups(shown, links),
  };
}

const active = /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu;

/** The same data with control characters made visible: texts of other authors and the output of cells are untrusted. */
function inert(data: unknown, known = new Map<unknown, unknown>()): unknown {
  if (typeof data === "string") {
    if (data.search(active) < 0) return data;
    return stripVTControlCharacters(data).replaceAll("\t", "    ").replace(active, "");
  }
  if (typeof data !== "object" || data === null) return data;
  // Many changes share one list of causes.
  const done = known.get(data);
  if (done !== undefined) return done;
  const own = Object.values(data) as readonly unknown[];
  const items = own.map((item) => inert(item, known));
  const changed = () =>
    Array.isArray(data)
      ? items
      : Object.fromEntries(Object.keys(data).map((name, index) => [name, items[index]]));
  const result = own.every((item, index) => item === items[index]) ? data : changed();
  known.set(data, result);
  return result;
}

export type Entry = ReturnType<typeof entryOf>;

function entryOf({ same, inStep, parts }: Together, comparison: Comparison, links: Links) {
  const [change, ...others] = same;
  const why = whyDetails(change, comparison, links);
  const places = `the same in ${plural(others.length, "other place")}`;
  const withIt: Detail[] = [];
  if (others.length > 0) withIt.push(lineDetail([plain(some(others.map(({ id }) => id)))], places));
  if (inStep.length > 0) withIt.push(lineDetail(inStepSpans(inStep), "with it"));
  if (parts.length > 0) withIt.push(lineDetail([plain(partWords(parts))], "along with it"));
  return {
    ...describe(change),
    change,
    weight: weightOf(change),
    isSlim: isSlim(change),
    /** Causes and notes, one line each; the most informative first. */
    why,
    /** All changes it describes: the first, identical ones in other places, and numbers that changed in step. */
    changes: [...same, ...inStep],
    withIt,
    /** The same, with its files, causes and place. */
    about: [...withIt, ...fileDetails(change, links), ...why, ...placeDetails(change, links)],
  };
}

/** `share 12.1 % → 12.4 %; ratio, its twin 1.31 → 1.33`. */
function inStepSpans(inStep: readonly Change[]): readonly Span[] {
  const alike = groupBy(inStep, (change) => JSON.stringify(describe(change).head));
  return [...alike.values()].flatMap((same, index) => [
    plain(`${index === 0 ? "" : "; "}${some(same.map(({ id }) => id))} `),
    ...same.slice(0, 1).flatMap((change) => describe(change).head),
  ]);
}

function fileDetails(change: Change, links: Links): readonly Detail[] {
  const files = kindOf(change).files?.(change);
  const details: Detail[] = [];
  for (const side of sideNames) {
    const { picture, data, spec } = files?.[side] ?? {};
    const spans: Span[] = [];
    for (const [name, path] of Object.entries({ picture, data, spec })) {
      const href = path && links.output(path, side);
      if (href === undefined) continue;
      if (spans.length > 0) spans.push(plain(", "));
      spans.push({ text: name, href });
    }
    if (spans.length > 0) details.push(lineDetail(spans, `files ${side}`));
  }
  return details;
}

function placeDetails({ before, after }: Change, links: Links): readonly Detail[] {
  const place = after ?? before;
  if (place === undefined || place.cell === "") return [];
  const href = links.project(place.notebook, after === undefined ? "before" : "after");
  return [
    lineDetail([
      muted(`in “${place.sectionTitle}”, cell `),
      { text: place.cell, mark: "code" },
      muted(" of "),
      { text: place.notebook, mark: "code", href },
    ]),
  ];
}

/** `2 values added, 1 removed, without changing the text: …`. */
function sameTextWords(values: readonly Change[]): string {
  const counts = (["added", "removed"] as const)
    .map((status) => [status, values.filter((change) => change.status === status).length] as const)
    .filter(([, count]) => count > 0)
    .map(([status, count], index) => `${index === 0 ? plural(count, "value") : count} ${status}`);
  return `${counts.join(", ")}, without changing the text: ${some(values.map(({ id }) => id))}`;
}

/** Counted by kind, with the names of numbered items: `2 figures (milk, tea), 3 texts`. */
function partWords(parts: readonly Change[]): string {
  const words = [...groupBy(parts, ({ kind }) => kind)].map(([kind, own]) => {
    const { nouns, role, isText } = kindNamed(kind as ChangeKind);
    const count = plural(own.length, ...nouns);
    return role === "block" && isText !== true ? `${count} (${some(own.map(({ id }) => id))})` : count;
  });
  return words.join(", ");
}

const mostNamed = 8;

const some = (names: readonly string[]): string => listed(names, mostNamed);
