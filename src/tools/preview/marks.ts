import type { Change, Comparison } from "../../engine/diff/comparison.js";
import { safeName } from "../../engine/render/names.js";
import type { Mark } from "./contract.js";

/** What to mark on the page, by effect; what is not on it any more has no place there. */
export function marksOf({ changes }: Comparison): readonly Mark[] {
  return changes.flatMap((change): readonly Mark[] => {
    const place = placeOf(change);
    if (place === undefined || change.status === "removed") return [];
    return [{ kind: change.kind, title: change.title, ...place }];
  });
}

function placeOf(change: Change): Omit<Mark, "kind" | "title"> | undefined {
  switch (change.kind) {
    case "value":
      return { value: `value-${safeName(change.id)}` };
    case "figure":
      return { anchor: `fig-${safeName(change.id)}` };
    case "table":
      return { anchor: `tbl-${safeName(change.id)}` };
    case "claim":
      return { anchor: `claim-${safeName(change.id)}` };
    case "section":
      return { anchor: safeName(change.id) };
    case "prose": {
      const words = change.runs.flatMap((run) => (run.kind === "added" ? [run.text.trim()] : []));
      const chapter = change.after?.section;
      return chapter === undefined
        ? undefined
        : { anchor: safeName(chapter), words: words.filter((word) => word.length > 1) };
    }
    default:
      return undefined;
  }
}
