import type { Run } from "../words/align.js";
import type { Token } from "../words/tokens.js";

/** Inserted or removed words begin after the end of a sentence rather than with it: both read the same. */
export function withWholeSentences(runs: readonly Run<Token>[]): readonly Run<Token>[] {
  const found = [...runs];
  for (const [index, run] of found.entries()) {
    const previous = found[index - 1];
    const next = found[index + 1];
    const isInsertion = run.before.length === 0;
    if (run.kind === "same" || previous?.kind !== "same" || next?.kind !== "same") continue;
    if (!isInsertion && run.after.length > 0) continue;
    const [end, ...rest] = isInsertion ? run.after : run.before;
    const [before, ...othersBefore] = next.before;
    const [after, ...othersAfter] = next.after;
    if (end === undefined || before === undefined || after === undefined) continue;
    if (!/^\u2040?[.!?]$/.test(end.key) || after.key !== end.key) continue;
    found[index - 1] = {
      kind: "same",
      before: [...previous.before, isInsertion ? before : end],
      after: [...previous.after, isInsertion ? end : after],
    };
    found[index] = {
      kind: "changed",
      before: isInsertion ? [] : [...rest, before],
      after: isInsertion ? [...rest, after] : [],
    };
    found[index + 1] = { kind: "same", before: othersBefore, after: othersAfter };
  }
  return found.filter(({ before, after }) => before.length + after.length > 0);
}
