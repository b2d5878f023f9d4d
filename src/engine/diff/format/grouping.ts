import type { Change } from "../comparison.js";
import { cellOfInput } from "../match/rename.js";

export interface ChangeGroup {
  /** The same edit in several places, or the same number with the same causes. */
  readonly same: readonly [Change, ...Change[]];
  readonly following: readonly Change[];
}

/** Related changes share one entry, in the place of the first. */
export function groupChanges(changes: readonly Change[]): readonly ChangeGroup[] {
  const known = new Map(changes.map((change) => [change.key, change]));
  const found = new Map<string, { readonly head: Change; readonly all: Change[] }>();
  for (const change of changes) {
    const head = (change.kind === "value" && known.get(change.toldWith ?? "")) || change;
    const name = nameOf(head);
    const together = found.get(name);
    if (together === undefined) found.set(name, { head, all: [change] });
    else together.all.push(change);
  }
  return [...found].map(([name, { head, all }]) => ({
    same: [head, ...all.filter((change) => change !== head && nameOf(change) === name)],
    following: all.filter((change) => change !== head && nameOf(change) !== name),
  }));
}

/** Identical for changes that read the same. */
const nameOf = (change: Change): string => sameness(change) ?? change.key;

/** The direct causes other than cells, because each place of a number or word has its own cells. */
const behind = ({ why }: Change): readonly string[] =>
  why.causes.flatMap(({ input, strength }) =>
    strength === "direct" && cellOfInput(input) === undefined ? input : [],
  );

function sameness(change: Change): string | undefined {
  if (change.status !== "changed") return undefined;
  const { status } = change.why;
  if (change.kind === "value" && change.was?.text !== change.is?.text)
    return JSON.stringify([
      change.was?.text,
      change.is?.text,
      change.delta?.text,
      change.aspects,
      status,
      behind(change),
    ]);
  const causes = change.why.causes.map(({ input }) => input);
  if (!("runs" in change) || change.runs.some((run) => run.kind === "value" && run.was !== run.is))
    return undefined;
  const edits = change.runs.flatMap((run) =>
    run.kind === "same" || run.kind === "value" ? [] : [run.kind, run.text],
  );
  return edits.length === 0 ? undefined : JSON.stringify([change.kind, edits, status, causes]);
}
