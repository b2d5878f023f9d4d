import type { TextRun } from "../contract/text.js";
import { align, type Run } from "./align.js";
import type { Token } from "./tokens.js";

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
  const say = (kind: "same" | "removed" | "added", text: string) => {
    if (text !== "") out.push({ kind, text });
  };
  for (const run of runs) {
    if (run.kind === "changed") {
      say("removed", textOf(run.was, was));
      say("added", textOf(run.is, is));
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
  return { differs: runs.some(({ kind }) => kind === "changed"), runs: out, values };
}

function textOf(places: readonly number[], tokens: readonly Token[]): string {
  return places.map((place) => tokens[place]?.text ?? "").join("");
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
    const pick = (places: readonly number[], keys: readonly string[]) =>
      places.map((place) => keys[place] ?? "");
    return align(pick(run.was, general(was)), pick(run.is, general(is))).map((inner) => ({
      kind: inner.kind,
      was: inner.was.map((index) => run.was[index] ?? 0),
      is: inner.is.map((index) => run.is[index] ?? 0),
    }));
  });
}
