import type { Change } from "../contract.js";

export interface Grouped {
  readonly own: readonly Change[];
  /** By the key of what they came or went with. */
  readonly companions: ReadonlyMap<string, readonly Change[]>;
}

/** What came or went with something larger is told with that. */
export function withCompanions(changes: readonly Change[]): Grouped {
  const keys = new Set(changes.map(({ key }) => key));
  const isCompanion = ({ partOf }: Change) => partOf !== undefined && keys.has(partOf);
  const companions = new Map<string, Change[]>();
  for (const change of changes) {
    if (change.partOf === undefined || !isCompanion(change)) continue;
    const all = companions.get(change.partOf) ?? [];
    all.push(change);
    companions.set(change.partOf, all);
  }
  return { own: changes.filter((change) => !isCompanion(change)), companions };
}
