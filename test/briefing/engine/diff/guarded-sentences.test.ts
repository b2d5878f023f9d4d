/** Random edits of guarded sentences: the comparison names exactly those that were added or removed. */
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { compareBriefings } from "../../../../src/briefing/engine/diff/compare.js";
import type { Briefing } from "../../../../src/briefing/engine/diff/briefing.js";
import type { Change } from "../../../../src/briefing/engine/diff/comparison.js";
import type { TextRun } from "../../../../src/briefing/engine/diff/shapes.js";
import { normaliseReport } from "../../../../src/briefing/engine/diff/outputs/normalise-report.js";
import { buildReport } from "../../../../src/briefing/engine/report/build-report.js";
import {
  parseStoredReport,
  writeStoredReport,
} from "../../../../src/briefing/engine/report/stored-report.js";
import { frontMatter, markdown, notebook } from "./cells.js";

const seed = Number(process.env["TEST_SEED"] ?? 20_261_201);
const numRuns = 100 * Number(process.env["TEST_RUNS"] ?? 1);

/** Sentences with nothing in common; several share a condition, and some have a value. */
const sentences = [
  "Rain fell on every hill",
  "Nobody opened the old sluice",
  "Fishermen counted `{ts} eels` eels",
  "Two mills closed their wheels",
  "Ice covered the lower harbour",
  "Swans nested beside a ferry",
  "Children swam until `{ts} eels` o’clock",
  "Engineers rebuilt that dam",
  "Frogs returned after sunset",
];
const conditions = ["isWet", "isWet", "isDry", "isWet", "isCold", "isDry", "isCold", "isWet", "isOpen"];
const cells = ["front-matter", "a", "b"] as const;

/** Which sentences a cell has, in order. */
type State = Readonly<Record<(typeof cells)[number], readonly number[]>>;

type Step =
  | { readonly kind: "insert"; readonly sentence: number; readonly cell: number; readonly at: number }
  | { readonly kind: "remove"; readonly sentence: number }
  | { readonly kind: "move"; readonly sentence: number; readonly at: number }
  | { readonly kind: "send"; readonly sentence: number; readonly cell: number; readonly at: number };

const sentence = fc.nat(sentences.length - 1);
const at = fc.nat(9);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("insert"), sentence, cell: fc.nat(cells.length - 1), at }),
  fc.record({ kind: fc.constant("remove"), sentence }),
  fc.record({ kind: fc.constant("move"), sentence, at }),
);

function inserted(list: readonly number[], sentence: number, at: number): readonly number[] {
  const place = at % (list.length + 1);
  return [...list.slice(0, place), sentence, ...list.slice(place)];
}

/** Only of passages: a sentence that leaves the front matter for a passage is no move. */
const sending = fc.record({ kind: fc.constant("send" as const), sentence, cell: fc.constantFrom(1, 2), at });

/**
 * Insertions of a sentence that stands somewhere already change nothing; moves stay in their cell, and what is sent goes
 * to another one.
 */
function applied(state: State, step: Step): State {
  const home = cells.find((cell) => state[cell].includes(step.sentence));
  const others = home === undefined ? [] : state[home].filter((each) => each !== step.sentence);
  if (step.kind === "insert") {
    const target = cells[step.cell];
    if (home !== undefined || target === undefined) return state;
    return { ...state, [target]: inserted(state[target], step.sentence, step.at) };
  }
  if (home === undefined) return state;
  if (step.kind === "send") {
    const target = cells[step.cell];
    if (target === undefined || home === "front-matter" || target === home) return state;
    return { ...state, [home]: others, [target]: inserted(state[target], step.sentence, step.at) };
  }
  return { ...state, [home]: step.kind === "remove" ? others : inserted(others, step.sentence, step.at) };
}

const start: State = { "front-matter": [0, 1], a: [2, 3, 4], b: [5] };

function briefingOf(state: State): Briefing {
  const value = (raw: number | boolean) => ({ version: 1 as const, raw, text: String(raw), format: "count" });
  const values = {
    eels: value(7),
    ...Object.fromEntries(conditions.map((condition) => [condition, value(true)])),
  };
  const guarded = (index: number) => `[${sentences[index] ?? ""}.]{holds=${conditions[index] ?? ""}}`;
  const text = (cell: keyof State) => ["These are the rivers.", ...state[cell].map(guarded)].join(" ");
  const chapter = notebook([
    frontMatter(`title: Rivers\nsummary: >-\n  ${text("front-matter")}`, values),
    markdown("a", text("a"), values),
    markdown("b", text("b"), values),
  ]);
  const facts = { root: "/p", title: "Rivers", authors: ["A"] };
  const report = buildReport([{ path: "/p/notebooks/01-rivers.ipynb", notebook: chapter }], facts, new Map());
  const names = { figure: () => ({ svg: "", spec: "", data: "" }), picture: () => "" };
  const stored = parseStoredReport(writeStoredReport(report, {}, names), "report.json");
  return { name: "r", report: normaliseReport(stored, new Map()), files: new Map(), inputs: new Map() };
}

/** `added Ice covered the lower harbour. isCold`, for every change of a guard. */
const guardChanges = (changes: readonly Change[]): readonly string[] =>
  changes
    .flatMap((change) => {
      if (change.kind !== "value") return [];
      const { was, is, status } = change;
      const value = is ?? was;
      return value?.format === "holds" ? `${status} ${value.text} ${value.expression ?? ""}` : [];
    })
    .sort();

/**
 * Of the sentences that one side lacks, those with a condition that the same cell lost or gained: one that stands in
 * for another under its condition is an edit of the passage.
 */
function expected(before: State, after: State): readonly string[] {
  const printed = (index: number) =>
    `${(sentences[index] ?? "").replace(/`[^`]*`/, "…")}. ${conditions[index] ?? ""}`;
  const everywhere = (state: State) => cells.flatMap((cell) => state[cell]);
  const isNew = (state: State) => (index: number) => !everywhere(state).includes(index);
  return cells
    .flatMap((cell) => {
      const removed = before[cell].filter(isNew(after));
      const added = after[cell].filter(isNew(before));
      const replaced = (list: readonly number[], others: readonly number[]) =>
        list.filter((index) => others.some((other) => conditions[other] === conditions[index])).length;
      if (replaced(removed, added) > 0) return ["replaced"];
      return [
        ...removed.map((index) => `removed ${printed(index)}`),
        ...added.map((index) => `added ${printed(index)}`),
      ];
    })
    .sort();
}

it("insertions, removals and moves of guarded sentences are named, and nothing else", () => {
  const before = briefingOf(start);
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), (steps) => {
      const state = steps.reduce(applied, start);
      const wanted = expected(start, state);
      fc.pre(!wanted.includes("replaced"));
      const { changes } = compareBriefings(before, briefingOf(state));
      expect(guardChanges(changes)).toEqual(wanted);
      const isMoved = cells.some((cell) => state[cell].join() !== start[cell].join());
      const texts = changes.filter(({ kind }) => kind !== "value");
      expect(texts.length > 0).toBe(isMoved);
      for (const change of changes) if (change.kind === "value") expect(change).not.toHaveProperty("renamed");
    }),
    { seed, numRuns },
  );
});

/** The words of each sentence, as printed. */
const printedWords = sentences.map((sentence) => `${sentence.replace(/`[^`]*`/, "7")}.`);
const opening = "These are the rivers.";

/** The sentences of a text, by their numbers. */
function sentencesIn(text: string): readonly number[] {
  const found = printedWords
    .map((words, index) => ({ index, at: text.indexOf(words) }))
    .filter(({ at }) => at >= 0)
    .sort((one, two) => one.at - two.at);
  const length = found.reduce(
    (sum, { index }) => sum + (printedWords[index] ?? "").length + 1,
    opening.length,
  );
  expect(text.replace(/\s+/g, " ").trim()).toHaveLength(length);
  return found.map(({ index }) => index);
}

/** One side of a changed text. */
const sideOf = (runs: readonly TextRun[], side: "was" | "is"): string => {
  const gone = side === "was" ? "added" : "removed";
  return runs.map((run) => (run.kind === "value" ? run[side] : run.kind === gone ? "" : run.text)).join("");
};

/** A state after the moves, insertions and removals that a comparison reports, with the order of each text. */
function withReported(before: State, changes: readonly Change[]): State {
  const state = new Map<string, readonly number[]>(cells.map((cell) => [cell, before[cell]]));
  const without = (cell: string, index: number) => (state.get(cell) ?? []).filter((each) => each !== index);
  for (const change of changes)
    if (change.kind === "prose" && change.sentence !== undefined)
      for (const index of printedWords.flatMap((words, at) => (change.sentence?.includes(words) ? at : []))) {
        state.set(change.before?.cell ?? "", without(change.before?.cell ?? "", index));
        const target = change.after?.cell ?? "";
        state.set(target, [...without(target, index), index]);
      }
  for (const change of changes) {
    const isPassage = change.kind === "prose" && change.sentence === undefined;
    const cell = change.kind === "section" ? "front-matter" : (change.after?.cell ?? "");
    const [summary] =
      change.kind === "section" ? change.texts.filter(({ field }) => field === "summary") : [];
    const runs = isPassage ? change.runs : (summary?.runs ?? []);
    if (runs.length === 0) continue;
    // What the comparison says stood there is what stood there, after the moves.
    const former = [...sentencesIn(sideOf(runs, "was"))].sort();
    expect(former).toEqual([...(state.get(cell) ?? [])].sort());
    state.set(cell, sentencesIn(sideOf(runs, "is")));
  }
  return Object.fromEntries(state) as State;
}

const sorted = (state: State) => cells.map((cell) => [...state[cell]].sort((one, two) => one - two));

it("the comparison applied to the first text gives the second", () => {
  const before = briefingOf(start);
  fc.assert(
    fc.property(fc.array(fc.oneof(step, sending), { minLength: 1, maxLength: 6 }), (steps) => {
      const state = steps.reduce(applied, start);
      const { changes } = compareBriefings(before, briefingOf(state));
      expect(sorted(withReported(start, changes))).toEqual(sorted(state));
    }),
    { seed, numRuns },
  );
});
