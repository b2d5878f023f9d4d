import type { Change, ChangeKind } from "../comparison.js";
import { counted } from "../kinds/kind.js";
import { isSameText } from "../rank.js";
import { kindNamed } from "../kinds/index.js";

export interface Grouped {
  readonly own: readonly Change[];
  /** Values that came or went in texts that read the same: named, not described. */
  readonly sameText: readonly Change[];
  /** By the key of what they came or went with. */
  readonly companions: ReadonlyMap<string, readonly Change[]>;
}

/** What came or went with something larger is described with that. */
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
  const rest = changes.filter((change) => !isCompanion(change));
  return {
    own: rest.filter((change) => !isSameText(change)),
    sameText: rest.filter(isSameText),
    companions,
  };
}

/** `12 values came, 3 went, where the page reads the same: …`. */
export function sameTextWords(values: readonly Change[]): string {
  const [came, went] = (["added", "removed"] as const).map(
    (status) => values.filter((change) => change.status === status).length,
  );
  const count = [
    ...(came === 0 ? [] : [`${counted(came ?? 0, "value")} came`]),
    ...(went === 0 ? [] : [`${counted(went ?? 0, "value")} went`]),
  ].join(", ");
  return `${count}, where the page reads the same: ${some(values.map(({ id }) => id))}`;
}

const mostNamed = 8;

/** Counted by kind, those that have a number on the page by name: `2 figures (milk, tea), 3 texts`. */
export function companionWords(companions: readonly Change[]): string {
  const kinds = new Map<ChangeKind, string[]>();
  for (const { kind, id } of companions) kinds.set(kind, [...(kinds.get(kind) ?? []), id]);
  const said = [...kinds].map(([kind, ids]) => {
    const { nouns, role, isText } = kindNamed(kind);
    const count = counted(ids.length, ...nouns);
    return role === "block" && isText !== true ? `${count} (${some(ids)})` : count;
  });
  return said.join(", ");
}

function some(names: readonly string[]): string {
  const left = names.length - mostNamed;
  return `${names.slice(0, mostNamed).join(", ")}${left > 0 ? ` and ${left} more` : ""}`;
}
