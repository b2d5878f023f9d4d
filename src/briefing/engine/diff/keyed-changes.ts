import type { StoredReport } from "../report/stored-report.js";
import { UnusedNames } from "../../lib/unused-names.js";
import { sideNames, type Sides } from "./briefing.js";
import { cellsOf } from "./causes/explain.js";
import type { CompareOptions } from "./comparison.js";
import { changedSettings } from "./edited-cells.js";
import { fingerprinting, fingerprintingOfVersion1 } from "./fingerprint.js";
import { kindOf, type Change, type Draft } from "./kinds/index.js";
import { firstPageParts, partId, valuesIn } from "./match/blocks.js";

type Keyed = Draft & Pick<Change, "key" | "why">;

/** Changes with their keys, and the added or removed changes that they are a part of. */
export function keyedChanges(
  explained: readonly (Draft & Pick<Change, "why">)[],
  reports: Sides<StoredReport>,
  { accepted }: Pick<CompareOptions, "accepted">,
): readonly Change[] {
  const drafts = withKeys(withoutFollowers(explained));
  const quoted = new Set(sideNames.flatMap((side) => [...partsOfValues(reports[side]).keys()]));
  const fingerprintOf = fingerprinting(reports);
  const hasFormer = accepted !== undefined && accepted.version1.size > 0;
  const formerOf = hasFormer ? fingerprintingOfVersion1(reports) : undefined;
  const parentOf = parentChanges(drafts, reports);
  const settings = changedSettings(drafts, reports.after);
  return drafts.map((draft): Change => {
    const partOf = parentOf(draft);
    const fingerprint = fingerprintOf(draft, draft.why);
    const former = formerOf?.(draft, draft.why);
    const isAccepted =
      accepted?.current.has(fingerprint) === true ||
      (former !== undefined && accepted?.version1.has(former) === true);
    return {
      ...draft,
      fingerprint,
      // A reviewer accepts what readers see, not that it is out of date.
      ...(draft.kind !== "stale" && isAccepted && { accepted: true as const }),
      ...(quoted.has(draft.id) &&
        ["value", "sentence"].includes(draft.kind) && { onFirstPage: true as const }),
      ...(partOf !== undefined && { partOf }),
      ...(settings.has(draft) && { setting: true as const }),
    };
  });
}

function withKeys<D extends Draft>(drafts: readonly D[]): readonly (D & { readonly key: string })[] {
  const keys = new UnusedNames([], "~");
  return drafts.map((draft) => ({ key: keys.take(`${draft.kind}:${draft.id}`), ...draft }));
}

/**
 * The key of the larger change with which this one was added or removed. Everything in an added or removed chapter
 * belongs to it; values and outputs belong to their part of the first page or to the block of their cell.
 */
function parentChanges(drafts: readonly Keyed[], reports: Sides<StoredReport>) {
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
  return (draft: Draft) => {
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

/** For the values of the first page, the id of the part they stand in. */
function partsOfValues(report: StoredReport): ReadonlyMap<string, string> {
  return new Map(
    firstPageParts(report).flatMap((part) => valuesIn(part.text).map((id) => [id, partId(part)])),
  );
}

/** Code and output that only moved along with something else of the same cells add nothing. */
function withoutFollowers<D extends Draft>(drafts: readonly D[]): readonly D[] {
  const moved = drafts.filter((draft) => draft.moved === true);
  const leaders = new Set(moved.filter((draft) => !("lines" in draft)).map(cellsOf));
  const movers = new Set(moved.filter(({ kind }) => kind === "code").map(cellsOf));
  return drafts.filter((draft) => {
    if (draft.moved !== true || !("lines" in draft) || draft.lines.length > 0) return true;
    return !leaders.has(cellsOf(draft)) && !(draft.kind === "output" && movers.has(cellsOf(draft)));
  });
}
