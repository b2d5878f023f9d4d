import type { Draft } from "./kinds/context.js";

/**
 * For a change that came or went with something larger: the key of that. Everything in an added or removed chapter
 * belongs to it, values and outputs to the text, figure, table or claim of their cell.
 */
export function belonging(drafts: readonly Draft[]): (draft: Draft) => string | undefined {
  const owners = new Map<string, string>();
  for (const draft of drafts) {
    const place = draft.after ?? draft.before;
    if (draft.status === "changed" || place === undefined) continue;
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
    const isOwn = draft.kind !== "value" && draft.kind !== "code" && draft.kind !== "output";
    return isOwn ? undefined : owners.get(`${draft.status} ${place.section} ${place.cell}`);
  };
}
