import { countedPhrase } from "./kinds/kind.js";
import { plural } from "../../lib/plural.js";
import { groupBy } from "./match/pairing.js";
import type { Summary } from "./comparison.js";
import { changeKinds, kindNamed, type Change, type ChangeKind } from "./kinds/index.js";
import { inputWords, type InputChange } from "./causes/input-change.js";
import { isSameText } from "./rank.js";

/** What there is to say about all changes in one sentence, and what is not among them. */
export function summarise(
  changes: readonly Change[],
  inputs: Readonly<Record<string, InputChange>>,
  withinTolerance: number,
): Summary {
  const own = changes.filter((change) => change.partOf === undefined && !isSameText(change));
  const nonDeterministic = changes.filter(({ why }) => why.status === "non-deterministic").length;
  const phrases = [
    ...changeKinds.flatMap((kind) => headlineOf(kind, own)),
    ...addedAndRemoved(own),
    ...countedPhrase(
      changes.filter(isSameText).length,
      "without changing the text",
      "value was added or removed",
      "values were added or removed",
    ),
  ];
  const line = sentence(changes, phrases, nonDeterministic, withinTolerance, inputs);
  return { line, nonDeterministic, withinTolerance };
}

/** What the headline says of what changed of a kind. */
function headlineOf(kind: ChangeKind, changes: readonly Change[]): readonly string[] {
  const { headline, nouns } = kindNamed(kind);
  const own = changes.filter((change) => change.kind === kind);
  if (headline === undefined) return [];
  if (typeof headline === "function") return headline(own);
  return countedPhrase(own.filter(({ status }) => status === "changed").length, headline, ...nouns);
}

function sentence(
  changes: readonly Change[],
  phrases: readonly string[],
  nonDeterministic: number,
  within: number,
  inputs: Readonly<Record<string, InputChange>>,
): string {
  if (changes.length === 0) {
    return within === 0
      ? "No differences."
      : `No differences beyond the tolerance; ${plural(within, "number differs", "numbers differ")} within it.`;
  }
  const found =
    phrases.length > 0 ? phrases : [`${plural(changes.length, "change")} of order, code or style`];
  const unexplained =
    nonDeterministic > 0 ? [`${nonDeterministic} without a changed input (non-deterministic)`] : [];
  const causes = mainCauses(changes, inputs);
  const cause = causes.length === 0 ? "" : `; cause: ${causes.join("; ")}`;
  return `${[...found, ...unexplained].join(", ")}${cause}.`;
}

/** `1 chapter added`, `2 pictures removed`: what matters most first. */
function addedAndRemoved(changes: readonly Change[]): readonly string[] {
  return changeKinds
    .map((name) => ({ name, ...kindNamed(name) }))
    .filter(({ headline }) => headline !== undefined)
    .sort((a, b) => b.presence - a.presence)
    .flatMap(({ name, nouns }) =>
      (["added", "removed"] as const).flatMap((status) =>
        countedPhrase(
          changes.filter((change) => change.kind === name && change.status === status).length,
          status,
          ...nouns,
        ),
      ),
    );
}

const mostNamed = 3;

/** The inputs that lie behind most changes; those that were only loaded count where there are no others. */
function mainCauses(
  changes: readonly Change[],
  inputs: Readonly<Record<string, InputChange>>,
): readonly string[] {
  const all = changes.flatMap(({ why }) => why.causes);
  // Of a cell that is possible it is known by its names that something rests on it.
  const known = all.filter(({ strength, input }) => strength === "direct" || inputs[input]?.kind === "cell");
  const uses = groupBy(known.length > 0 ? known : all, ({ input }) => input);
  const words = [...uses]
    .sort(([a, one], [b, two]) => two.length - one.length || (a < b ? -1 : 1))
    .flatMap(([key]) => inputs[key] ?? [])
    .map(inputWords);
  const left = words.length - mostNamed;
  return [...words.slice(0, mostNamed), ...(left > 0 ? [`${left} more`] : [])];
}
