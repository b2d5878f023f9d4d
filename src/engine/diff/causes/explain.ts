import { sideNames, type Briefing, type Sides } from "../briefing.js";
import type { Compared, Draft } from "../kinds/index.js";
import type { Why } from "../kinds/shapes.js";
import type { Alignment } from "../match/align.js";
import { changedInputs, type ChangedInputs } from "./changed-inputs.js";
import { codeChanges, lineagesOf } from "./lineage.js";
import { whyFinder } from "./why.js";

export interface Explained {
  /** With places under the names their own side uses. */
  readonly changes: readonly (Draft & { readonly why: Why })[];
  readonly changed: ChangedInputs;
  /** Inputs that affect any difference, including those within the tolerance and of values without a reader. */
  readonly effective: ReadonlySet<string>;
}

/** Why each change happened: the inputs that differ, and which of them the change depends on. */
export function explain(
  { drafts, tolerated }: Compared,
  { briefings, alignment }: { readonly briefings: Sides<Briefing>; readonly alignment: Alignment },
): Explained {
  const { before, after } = briefings;
  const changed = changedInputs({ before: { ...before, report: alignment.before }, after });
  const isFunctionChanged = codeChanges(alignment);
  const lineages = {
    before: lineagesOf({ report: alignment.before, isFunctionChanged }, changed),
    after: lineagesOf({ report: alignment.after, isFunctionChanged }, changed),
  };
  const whyOf = whyFinder(alignment, lineages, changed);
  const explained = drafts.map((draft) => ({ draft, why: whyOf(draft) }));
  const lists = new Set(explained.map(({ why }) => why.causes));
  const effective = new Set([...lists].flatMap((causes) => causes.map(({ input }) => input)));
  const alone = drafts.filter(({ kind, status }) => kind === "value" && status !== "changed");
  for (const places of [...tolerated, ...alone])
    for (const side of sideNames) {
      const place = places[side];
      for (const input of place === undefined ? [] : lineages[side](place).changedInputs.keys())
        effective.add(input);
    }
  const changes = explained.map(({ draft, why }) => ({
    ...draft,
    ...(draft.before && { before: alignment.formerPlace(draft.before) }),
    why,
  }));
  return { changes, changed, effective };
}
