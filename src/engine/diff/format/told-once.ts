import type { Change } from "../comparison.js";

/** The same edit in several places, and the same number with the same causes, is one entry with its places. */
export function toldOnce(changes: readonly Change[]): readonly (readonly [Change, ...Change[]])[] {
  const found = new Map<string, [Change, ...Change[]]>();
  for (const change of changes) {
    const name = sameness(change) ?? change.key;
    const known = found.get(name);
    if (known === undefined) found.set(name, [change]);
    else known.push(change);
  }
  return [...found.values()];
}

function sameness(change: Change): string | undefined {
  if (change.status !== "changed") return undefined;
  const { status } = change.why;
  const causes = change.why.causes.map(({ input }) => input);
  if (change.kind === "value" && change.delta !== undefined)
    return JSON.stringify([
      change.was?.text,
      change.is?.text,
      change.delta.text,
      change.aspects,
      status,
      causes,
    ]);
  if (!("runs" in change) || change.runs.some((run) => run.kind === "value" && run.was !== run.is))
    return undefined;
  const edits = change.runs.flatMap((run) =>
    run.kind === "same" || run.kind === "value" ? [] : [run.kind, run.text],
  );
  return edits.length === 0 ? undefined : JSON.stringify([change.kind, edits, status, causes]);
}
