import type { TextRun } from "../contract/text.js";
import { align, type Run } from "./align.js";
import { type Token, wordsOfToken } from "./tokens.js";

export interface ProseComparison {
  /** Whether words differ, values set aside. */
  readonly differs: boolean;
  readonly runs: readonly TextRun[];
  /** Values that stand at the same place of both, by id. */
  readonly values: readonly { readonly was: string; readonly is: string }[];
}

/** Holds two texts against each other by words. Values are recognised by the words around them. */
export function compareTokens(was: readonly Token[], is: readonly Token[]): ProseComparison {
  const runs = alignTokens(was, is);
  const values: { was: string; is: string }[] = [];
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
      for (const { kind, text } of spelled(pick(run.was, was), pick(run.is, is))) {
        differs ||= kind !== "same";
        say(kind, text);
      }
      continue;
    }
    let same = "";
    for (const [index, place] of run.is.entries()) {
      const after = is[place];
      const before = was[run.was[index] ?? -1];
      if (after?.value === undefined || before?.value === undefined) {
        same += after?.text ?? "";
        continue;
      }
      values.push({ was: before.value, is: after.value });
      const blank = /^\s*/.exec(after.text)?.[0] ?? "";
      say("same", same + blank);
      same = "";
      out.push({ kind: "value", id: after.value, was: before.text.trim(), is: after.text.trim() });
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
function spelled(was: readonly Token[], is: readonly Token[]): readonly PlainRun[] {
  const whole = (words: readonly string[]) => words.join("");
  const [before, after] = [was.flatMap(wordsOfToken), is.flatMap(wordsOfToken)];
  if (![...was, ...is].some(({ value }) => value !== undefined)) {
    return [
      { kind: "removed", text: whole(before) },
      { kind: "added", text: whole(after) },
    ];
  }
  const key = (word: string) => word.replace(/\s+/g, " ");
  const part = (places: readonly number[], words: readonly string[]) =>
    whole(places.map((place) => words[place] ?? ""));
  return align(before.map(key), after.map(key)).flatMap((run): readonly PlainRun[] =>
    run.kind === "same"
      ? [{ kind: "same", text: part(run.is, after) }]
      : [
          { kind: "removed", text: part(run.was, before) },
          { kind: "added", text: part(run.is, after) },
        ],
  );
}

/** First with the numbers that values have, then, where that leaves something over, by their formats alone. */
function alignTokens(was: readonly Token[], is: readonly Token[]): readonly Run[] {
  const general = (tokens: readonly Token[]) => tokens.map(({ key }) => key);
  const exact = (tokens: readonly Token[]) =>
    tokens.map(({ key, text, value }) => (value === undefined ? key : `${key}\0${text}`));
  if (was.length === is.length && was.every(({ key }, index) => key === is[index]?.key)) {
    return was.length === 0 ? [] : [{ kind: "same", was: [...was.keys()], is: [...is.keys()] }];
  }
  return align(exact(was), exact(is)).flatMap((run) => {
    if (run.kind === "same") return [run];
    const keys = (places: readonly number[], all: readonly string[]) =>
      places.map((place) => all[place] ?? "");
    return align(keys(run.was, general(was)), keys(run.is, general(is))).map((inner) => ({
      kind: inner.kind,
      was: inner.was.map((index) => run.was[index] ?? 0),
      is: inner.is.map((index) => run.is[index] ?? 0),
    }));
  });
}
