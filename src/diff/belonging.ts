import type { StoredReport } from "../report/stored-report.js";
import type { Draft } from "./kinds/context.js";

/**
 * For a change that came or went with something larger: the key of that. Everything in an added or removed chapter
 * belongs to it, values and outputs to the answer they stand in or to the text, figure, table or claim of their cell.
 */
export function belonging(
  drafts: readonly Draft[],
  reports: { readonly was: StoredReport; readonly is: StoredReport },
): (draft: Draft) => string | undefined {
  const owners = new Map<string, string>();
  const answers = { added: answerOfValue(reports.is), removed: answerOfValue(reports.was) };
  for (const draft of drafts) {
    const place = draft.after ?? draft.before;
    if (draft.status === "changed") continue;
    if (draft.kind === "answer") owners.set(`${draft.status} answer ${draft.id}`, draft.key);
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
    const answer = draft.kind === "value" ? answers[draft.status].get(draft.id) : undefined;
    const said = answer === undefined ? undefined : owners.get(`${draft.status} answer ${answer}`);
    if (said !== undefined) return said;
    const isOwn = draft.kind !== "value" && draft.kind !== "code" && draft.kind !== "output";
    return isOwn ? undefined : owners.get(`${draft.status} ${place.section} ${place.cell}`);
  };
}

/** For the values of the first page the id of the answer that they stand in. */
function answerOfValue({ answer }: StoredReport): ReadonlyMap<string, string> {
  const texts = [
    ...(answer?.headline === undefined ? [] : [{ id: "headline", text: answer.headline }]),
    ...(answer?.sentences ?? []).map(({ section, text }) => ({ id: section, text })),
  ];
  return new Map(
    texts.flatMap(({ id, text }) =>
      text.flatMap((part) =>
        typeof part === "object" && "value" in part ? [[part.value, id] as const] : [],
      ),
    ),
  );
}
