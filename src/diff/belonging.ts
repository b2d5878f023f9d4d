import type { StoredReport } from "../report/stored-report.js";
import { firstPageParts, partId } from "./pair/first-page.js";
import type { Draft } from "./kinds/context.js";

/**
 * For a change that came or went with something larger: the key of that. Everything in an added or removed chapter
 * belongs to it, values and outputs to the part of the first page they stand in or to the text, figure, table or claim of their cell.
 */
export function belonging(
  drafts: readonly Draft[],
  reports: { readonly was: StoredReport; readonly is: StoredReport },
): (draft: Draft) => string | undefined {
  const owners = new Map<string, string>();
  const parts = { added: partOfValue(reports.is), removed: partOfValue(reports.was) };
  for (const draft of drafts) {
    const place = draft.after ?? draft.before;
    if (draft.status === "changed") continue;
    if (draft.kind === "first-page") owners.set(`${draft.status} first page ${draft.id}`, draft.key);
    if (place === undefined) continue;
    if (draft.kind === "section") owners.set(`${draft.status} ${place.section}`, draft.key);
    else if (["prose", "figure", "table", "claim"].includes(draft.kind)) {
      const mark = `${draft.status} ${place.section} ${place.cell}`;
      if (!owners.has(mark)) owners.set(mark, draft.key);
    }
  }
  return (draft) => {
    const place = draft.after ?? draft.before;
    if (draft.status === "changed" || draft.kind === "section" || place === undefined) return undefined;
    const section = owners.get(`${draft.status} ${place.section}`);
    if (section !== undefined) return section;
    const part = draft.kind === "value" ? parts[draft.status].get(draft.id) : undefined;
    const said = part === undefined ? undefined : owners.get(`${draft.status} first page ${part}`);
    if (said !== undefined) return said;
    const isOwn = draft.kind !== "value" && draft.kind !== "code" && draft.kind !== "output";
    return isOwn ? undefined : owners.get(`${draft.status} ${place.section} ${place.cell}`);
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
