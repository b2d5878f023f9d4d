import { countedPhrase } from "./kinds/kind.js";
import { plural } from "../../lib/plural.js";
import type { Cause } from "./kinds/shapes.js";
import type { Summary } from "./comparison.js";
import { capital, changeKinds, kindNamed, type Change, type ChangeKind } from "./kinds/index.js";
import type { HeadlineCounts, Tally } from "./kinds/kind.js";
import { inputWords, type InputChange } from "./causes/input-change.js";
import { isSameText } from "./rank.js";
import { shorten } from "./words/tokens.js";
import { own } from "../../lib/own.js";

/** What a summary is made of. */
interface Compared {
  readonly changes: readonly Change[];
  readonly inputs: Readonly<Record<string, InputChange>>;
  /** How many numbers differ within the tolerance. */
  readonly withinTolerance: number;
  /** The headline as it is now, where it is there and was another. */
  readonly headline?: string | undefined;
}

/** What there is to say about all changes in three sentences at most, and the numbers behind it. */
export function summarise({ changes, inputs, withinTolerance, headline }: Compared): Summary {
  const own = changes.filter((change) => change.partOf === undefined && !isSameText(change));
  const tallies = changeKinds.map((kind) =>
    tallyOf(
      kind,
      own.filter((change) => change.kind === kind),
    ),
  );
  const nothing: HeadlineCounts = {
    verdictsFlipped: 0,
    valuesMoved: 0,
    valuesMovedMuch: 0,
    figuresInData: 0,
    figuresInStyle: 0,
    figuresInWords: 0,
  };
  const nonDeterministic = changes.filter(({ why }) => why.status === "non-deterministic").length;
  const byKind = Object.fromEntries(
    changeKinds.map((kind) => [kind, changes.filter((change) => change.kind === kind).length]),
  ) as Record<ChangeKind, number>;
  const phrases = [
    ...tallies.flatMap((tally) => tally.phrases),
    ...addedAndRemoved(own),
    ...countedPhrase(
      changes.filter(isSameText).length,
      "without changing the text",
      "value was added or removed",
      "values were added or removed",
    ),
  ];
  return {
    line: [
      saidOtherwise(own, headline),
      found(changes, phrases, { nonDeterministic, withinTolerance }),
      causeSentence(changes, inputs),
    ]
      .filter((each) => each !== "")
      .join(" "),
    ...tallies.reduce((sum: HeadlineCounts, tally) => ({ ...sum, ...tally.counts }), nothing),
    nonDeterministic,
    byKind,
    withinTolerance,
  };
}

/** What the headline says of what changed of a kind. */
function tallyOf(kind: ChangeKind, changes: readonly Change[]): Tally {
  const { headline, nouns } = kindNamed(kind);
  if (headline === undefined) return { phrases: [] };
  if (typeof headline === "function") return headline(changes);
  const count = changes.filter(({ status }) => status === "changed").length;
  return { phrases: countedPhrase(count, headline, ...nouns) };
}

/** What a reader of the first page would hear of: the headline, and verdicts by the names of their claims. */
function saidOtherwise(changes: readonly Change[], headline: string | undefined): string {
  const flipped = changes.flatMap((change) =>
    change.kind === "claim" && change.verdict !== undefined ? [change.id] : [],
  );
  const parts = [
    ...(headline === undefined
      ? []
      : [`the headline now reads “${shorten(headline, widest).replace(/\.$/, "")}”`]),
    ...countedPhrase(flipped.length, "flipped", "verdict").map((words) => `${words} (${some(flipped)})`),
  ];
  return parts.length === 0 ? "" : `${capital(parts.join("; "))}.`;
}

const widest = 160;
const mostPhrases = 5;

function found(
  changes: readonly Change[],
  phrases: readonly string[],
  { nonDeterministic, withinTolerance: within }: Pick<Summary, "nonDeterministic" | "withinTolerance">,
): string {
  if (changes.length === 0) {
    return within === 0
      ? "No differences."
      : `No differences beyond the tolerance; ${plural(within, "number differs", "numbers differ")} within it.`;
  }
  const said = phrases.length > 0 ? phrases : [`${plural(changes.length, "change")} of order, code or style`];
  const left = said.length - mostPhrases;
  const unexplained =
    nonDeterministic > 0 ? [`${nonDeterministic} without a changed input (non-deterministic)`] : [];
  const parts = [
    ...said.slice(0, mostPhrases),
    ...(left > 0 ? [`${left} more sorts of change`] : []),
    ...unexplained,
  ];
  return `${capital(parts.join(", "))}${largest(changes)}.`;
}

/** The number that moved most of those that a reader sees. */
function largest(changes: readonly Change[]): string {
  const moved = changes.filter((change) => change.kind === "value" && change.delta !== undefined);
  const [most] = moved.filter(({ status }) => status === "changed");
  if (moved.length < 2 || most?.kind !== "value") return "";
  const { was, is, delta } = most;
  return was === undefined || is === undefined
    ? ""
    : `; the largest from ${was.text} to ${is.text}, ${delta?.text ?? ""}`;
}

function causeSentence(changes: readonly Change[], inputs: Readonly<Record<string, InputChange>>): string {
  const causes = mainCauses(changes, inputs);
  return causes.length === 0 ? "" : `Cause: ${causes.join("; ")}.`;
}

function some(names: readonly string[]): string {
  const left = names.length - mostNamed;
  return `${names.slice(0, mostNamed).join(", ")}${left > 0 ? ` and ${left} more` : ""}`;
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
  const counts = new Map<string, number>();
  // Of a cell that is possible it is known by its names that something rests on it.
  const isMeant = ({ strength, input }: Cause, wanted: Cause["strength"]) =>
    strength === wanted || own(inputs, input)?.kind === "cell";
  const count = (strength: Cause["strength"]) => {
    for (const { why } of changes) {
      for (const cause of why.causes) {
        if (isMeant(cause, strength)) counts.set(cause.input, (counts.get(cause.input) ?? 0) + 1);
      }
    }
  };
  count("direct");
  if (counts.size === 0) count("possible");
  const sorted = [...counts].sort(([a, one], [b, two]) => two - one || (a < b ? -1 : 1));
  const words = sorted.flatMap(([key]) => {
    const input = own(inputs, key);
    return input === undefined ? [] : [inputWords(input)];
  });
  return words.length > mostNamed
    ? [...words.slice(0, mostNamed), `${words.length - mostNamed} more`]
    : words;
}
