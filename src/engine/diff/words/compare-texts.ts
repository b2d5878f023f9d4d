import type { StoredReport } from "../../report/stored-report.js";
import type { TextChange, TextRun } from "../kinds/shapes.js";
import { align, type Run } from "./align.js";
import type { TextField } from "./fields.js";
import { tokensOf, type StoredProse, type Token, wordsOfToken } from "./tokens.js";

export interface FieldsComparison {
  readonly texts: readonly TextChange[];
  /** Values that stand at the same place of both sides. */
  readonly values: readonly { readonly before: string; readonly after: string }[];
}

/** What texts are read with: the two reports, and the later names of figures and tables. */
export interface TextContext {
  readonly before: StoredReport;
  readonly after: StoredReport;
  readonly laterTarget: (target: string) => string;
}

/** Holds the texts of one thing on both sides against each other, field by field. */
export function compareFields(
  before: readonly TextField[],
  after: readonly TextField[],
  context: TextContext,
): FieldsComparison {
  const names = [...new Set([...before, ...after].map(({ field }) => field))];
  const texts: TextChange[] = [];
  const values: { before: string; after: string }[] = [];
  for (const field of names) {
    const find = (side: readonly TextField[]) => side.find((each) => each.field === field)?.prose ?? [];
    const found = compareTexts(find(before), find(after), context);
    values.push(...found.values);
    if (found.differs) texts.push({ field, runs: found.runs });
  }
  return { texts, values };
}

export function compareTexts(before: StoredProse, after: StoredProse, context: TextContext): ProseComparison {
  const values = sameParts(before, after, context);
  if (values !== undefined) return { differs: false, runs: [], values };
  return compareTokens(tokensOf(before, context.before, context.laterTarget), tokensOf(after, context.after));
}

/** Values of texts that are written alike, part by part, as most are; undefined where they have to be read. */
function sameParts(
  before: StoredProse,
  after: StoredProse,
  { before: earlier, after: later, laterTarget }: TextContext,
): readonly { readonly before: string; readonly after: string }[] | undefined {
  if (before.length !== after.length) return undefined;
  const values: { before: string; after: string }[] = [];
  for (const [index, one] of before.entries()) {
    const two = after[index];
    if (typeof one === "string" || typeof two === "string") {
      if (one !== two) return undefined;
    } else if ("value" in one) {
      if (two === undefined || !("value" in two)) return undefined;
      if (earlier.values[one.value]?.format !== later.values[two.value]?.format) return undefined;
      values.push({ before: one.value, after: two.value });
    } else if ("target" in one) {
      if (two === undefined || !("target" in two) || laterTarget(one.target) !== two.target) return undefined;
    } else {
      if (two === undefined || !("citations" in two)) return undefined;
      if (one.citations.join(";") !== two.citations.join(";")) return undefined;
    }
  }
  return values;
}

export interface ProseComparison {
  /** Whether words differ, values set aside. */
  readonly differs: boolean;
  readonly runs: readonly TextRun[];
  /** Values that stand at the same place of both, by id. */
  readonly values: readonly { readonly before: string; readonly after: string }[];
}

/** Holds two texts against each other by words. Values are recognised by the words around them. */
export function compareTokens(before: readonly Token[], after: readonly Token[]): ProseComparison {
  const runs = alignTokens(before, after);
  const values: { before: string; after: string }[] = [];
  const out: TextRun[] = [];
  let differs = false;
  const say = (kind: "same" | "removed" | "added", text: string) => {
    const last = out.at(-1);
    if (text === "") return;
    if (last?.kind === "same" && kind === "same") out[out.length - 1] = { kind, text: last.text + text };
    else out.push({ kind, text });
  };
  for (const run of runs) {
    if (run.kind === "changed") {
      for (const { kind, text } of spelled(pick(run.before, before), pick(run.after, after))) {
        differs ||= kind !== "same";
        say(kind, text);
      }
      continue;
    }
    let same = "";
    for (const [index, place] of run.after.entries()) {
      const later = after[place];
      const earlier = before[run.before[index] ?? -1];
      if (later?.value === undefined || earlier?.value === undefined) {
        same += later?.text ?? "";
        continue;
      }
      values.push({ before: earlier.value, after: later.value });
      const blank = /^\s*/.exec(later.text)?.[0] ?? "";
      say("same", same + blank);
      same = "";
      out.push({ kind: "value", id: later.value, was: earlier.text.trim(), is: later.text.trim() });
    }
    say("same", same);
  }
  return { differs, runs: out, values };
}

function pick(places: readonly number[], tokens: readonly Token[]): readonly Token[] {
  return places.flatMap((place) => tokens[place] ?? []);
}

type PlainRun = Extract<TextRun, { kind: "same" | "removed" | "added" }>;

/**
 * What differs between tokens of two sides, as a reader sees it: that words became a value, or two values one, is no
 * difference where they read the same.
 */
function spelled(before: readonly Token[], after: readonly Token[]): readonly PlainRun[] {
  const whole = (words: readonly string[]) => words.join("");
  const [earlier, later] = [before.flatMap(wordsOfToken), after.flatMap(wordsOfToken)];
  if (![...before, ...after].some(({ value }) => value !== undefined)) {
    return [
      { kind: "removed", text: whole(earlier) },
      { kind: "added", text: whole(later) },
    ];
  }
  const key = (word: string) => word.replace(/\s+/g, " ");
  const part = (places: readonly number[], words: readonly string[]) =>
    whole(places.map((place) => words[place] ?? ""));
  return align(earlier.map(key), later.map(key)).flatMap((run): readonly PlainRun[] =>
    run.kind === "same"
      ? [{ kind: "same", text: part(run.after, later) }]
      : [
          { kind: "removed", text: part(run.before, earlier) },
          { kind: "added", text: part(run.after, later) },
        ],
  );
}

/** First with the numbers that values have, then, where that leaves something over, by their formats alone. */
function alignTokens(before: readonly Token[], after: readonly Token[]): readonly Run[] {
  const general = (tokens: readonly Token[]) => tokens.map(({ key }) => key);
  const exact = (tokens: readonly Token[]) =>
    tokens.map(({ key, text, value }) => (value === undefined ? key : `${key}\0${text}`));
  if (before.length === after.length && before.every(({ key }, index) => key === after[index]?.key)) {
    return before.length === 0
      ? []
      : [{ kind: "same", before: [...before.keys()], after: [...after.keys()] }];
  }
  return align(exact(before), exact(after)).flatMap((run) => {
    if (run.kind === "same") return [run];
    const keys = (places: readonly number[], all: readonly string[]) =>
      places.map((place) => all[place] ?? "");
    return align(keys(run.before, general(before)), keys(run.after, general(after))).map((inner) => ({
      kind: inner.kind,
      before: inner.before.map((index) => run.before[index] ?? 0),
      after: inner.after.map((index) => run.after[index] ?? 0),
    }));
  });
}
