import type { StoredReport } from "../report/stored-report.js";
import { kindOf, type Change, type Draft } from "./kinds/index.js";
import type { Reports } from "./kinds/kind.js";
import { firstPageParts, partId } from "./match/blocks.js";

type Keyed = Draft & Pick<Change, "key">;

/**
 * For a change that was added or removed with something larger: the key of that. Everything in an added or removed
 * chapter goes with it, values and outputs with the part of the first page they stand in or with the block of their
 * cell.
 */
export function parentChanges(
  drafts: readonly Keyed[],
  reports: Reports,
): (draft: Draft) => string | undefined {
  const parents = new Map<string, string>();
  const firstPage = { added: partsOfValues(reports.after), removed: partsOfValues(reports.before) };
  for (const draft of drafts) {
    const { status, key } = draft;
    const place = draft.after ?? draft.before;
    if (status === "changed") continue;
    if (draft.kind === "first-page") parents.set(`${status} first page ${draft.id}`, key);
    if (place === undefined) continue;
    const { role } = kindOf(draft);
    if (role === "chapter") parents.set(`${status} ${place.section}`, key);
    const cell = `${status} ${place.section} ${place.cell}`;
    if (role === "block" && !parents.has(cell)) parents.set(cell, key);
  }
  return (draft) => {
    const { status } = draft;
    const place = draft.after ?? draft.before;
    const { role } = kindOf(draft);
    if (status === "changed" || role === "chapter" || place === undefined) return undefined;
    const part = draft.kind === "value" ? firstPage[status].get(draft.id) : undefined;
    return (
      parents.get(`${status} ${place.section}`) ??
      parents.get(`${status} first page ${part ?? ""}`) ??
      (role === "part" ? parents.get(`${status} ${place.section} ${place.cell}`) : undefined)
    );
  };
}

/** For the values of the first page the id of the part that they stand in. */
function partsOfValues(report: StoredReport): ReadonlyMap<string, string> {
  return new Map(
    firstPageParts(report).flatMap((part) =>
      part.text.flatMap((each) =>
        typeof each === "object" && "value" in each ? [[each.value, partId(part)] as const] : [],
      ),
    ),
  );
}

/** Code and output that only moved along with something of the same cells say nothing new. */
export function withoutFollowers(drafts: readonly Draft[]): readonly Draft[] {
  const place = ({ before, after }: Draft) =>
    [before, after].map((at) => `${at?.notebook ?? ""}#${at?.cell ?? ""}`).join("\n");
  const moved = drafts.filter((draft) => draft.moved === true);
  const leaders = new Set(moved.filter((draft) => !("lines" in draft)).map(place));
  const movers = new Set(moved.filter(({ kind }) => kind === "code").map(place));
  return drafts.filter((draft) => {
    if (draft.moved !== true || !("lines" in draft) || draft.lines.length > 0) return true;
    return !leaders.has(place(draft)) && !(draft.kind === "output" && movers.has(place(draft)));
  });
}
