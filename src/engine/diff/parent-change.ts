import type { StoredReport } from "../report/stored-report.js";
import type { Draft } from "./kinds/index.js";
import { kindOf } from "./kinds/index.js";
import { firstPageParts, partId } from "./match/first-page.js";

interface Reports {
  readonly before: StoredReport;
  readonly after: StoredReport;
}

/**
 * For a change that came or went with something larger: the key of that. Everything in an added or removed chapter
 * goes with it, values and outputs with the part of the first page they stand in or with the block of their cell.
 */
export function parentChanges(
  drafts: readonly Draft[],
  reports: Reports,
): (draft: Draft) => string | undefined {
  const parents = new Map<string, string>();
  const parts = { added: partOfValue(reports.after), removed: partOfValue(reports.before) };
  for (const draft of drafts) {
    const place = draft.after ?? draft.before;
    if (draft.status === "changed") continue;
    if (draft.kind === "first-page") parents.set(`${draft.status} first page ${draft.id}`, draft.key);
    if (place === undefined) continue;
    const { role } = kindOf(draft);
    if (role === "chapter") parents.set(`${draft.status} ${place.section}`, draft.key);
    const mark = `${draft.status} ${place.section} ${place.cell}`;
    if (role === "block" && !parents.has(mark)) parents.set(mark, draft.key);
  }
  return (draft) => {
    const place = draft.after ?? draft.before;
    const { role } = kindOf(draft);
    if (draft.status === "changed" || role === "chapter" || place === undefined) return undefined;
    const section = parents.get(`${draft.status} ${place.section}`);
    if (section !== undefined) return section;
    const part = draft.kind === "value" ? parts[draft.status].get(draft.id) : undefined;
    const ofFirstPage = part === undefined ? undefined : parents.get(`${draft.status} first page ${part}`);
    if (ofFirstPage !== undefined || role !== "part") return ofFirstPage;
    return parents.get(`${draft.status} ${place.section} ${place.cell}`);
  };
}

/** For the values of the first page the id of the part that they stand in. */
function partOfValue(report: StoredReport): ReadonlyMap<string, string> {
  return new Map(
    firstPageParts(report).flatMap((part) =>
      part.text.flatMap((each) =>
        typeof each === "object" && "value" in each ? [[each.value, partId(part)] as const] : [],
      ),
    ),
  );
}

/**
 * Code and output that only moved along with something of the same cells that is reported to have moved say nothing
 * new.
 */
export function withoutFollowers(drafts: readonly Draft[]): readonly Draft[] {
  const cell = (at: Draft["before"]) => `${at?.notebook ?? ""}#${at?.cell ?? ""}`;
  const place = ({ before, after }: Draft) => `${cell(before)}\n${cell(after)}`;
  const moved = drafts.filter((draft) => draft.moved === true);
  const isFollower = ({ kind }: Draft) => kind === "code" || kind === "output";
  const leaders = new Set(moved.filter((draft) => !isFollower(draft)).map(place));
  const movers = new Set(moved.filter(({ kind }) => kind === "code").map(place));
  return drafts.filter((draft) => {
    if (draft.moved !== true || !("lines" in draft) || draft.lines.length > 0) return true;
    if (draft.kind === "output" && movers.has(place(draft))) return false;
    return !leaders.has(place(draft));
  });
}
