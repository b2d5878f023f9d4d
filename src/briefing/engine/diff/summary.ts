import { countedPhrase } from "./kinds/kind.js";
import { limited, listed, plural } from "../../lib/plural.js";
import type { Cause } from "./shapes.js";
import type { Comparison, Summary } from "./comparison.js";
import { cellsOf } from "./causes/explain.js";
import { kindNamed, kindOf, type Change } from "./kinds/index.js";
import { changeKinds, type ChangeKind } from "./kinds/names.js";
import { inputWords } from "./causes/input-change.js";
import { isSameText } from "./rank.js";
import { capital, clip } from "./kinds/description.js";
import { hasMoved } from "./kinds/value.js";
import { staleSentence } from "./kinds/stale.js";
import { groupBy } from "./match/pairing.js";
import { relativeSize, signedTexts } from "./numbers.js";
import { isCounted, shorten } from "./words/tokens.js";
import { own } from "../../lib/own.js";

interface Compared extends Pick<Comparison, "changes" | "inputs"> {
  /** How many numbers differ within the tolerance. */
  readonly withinTolerance: number;
  /** The current headline, if it exists and changed. */
  readonly headline?: string | undefined;
}

/** A summary of all changes in three sentences at most, after one on what has to be built first. */
export function summarise({ changes: all, inputs, withinTolerance, headline }: Compared): Summary {
  const stale = all.filter((change) => change.kind === "stale");
  const changes = all.filter((change) => change.kind !== "stale");
  const single = changes.filter((change) => change.partOf === undefined && !isSameText(change));
  const nonDeterministic = changes.filter(({ why }) => why.status === "non-deterministic").length;
  const phrases = [
    ...changeKinds.flatMap((kind) => headlineOf(kind, single)),
    ...typedPhrase(single.filter(isTyped)),
    ...addedAndRemoved(single.filter((change) => !isTyped(change))),
    ...movedPhrases(single),
    ...countedPhrase(single.filter(isSetting).length, "changed in code", "setting"),
    ...countedPhrase(
      changes.filter(isSameText).length,
      "without changing the text",
      "value was added or removed",
      "values were added or removed",
    ),
  ];
  const counts = { nonDeterministic, withinTolerance };
  const sentences = [
    ...stale.map(staleSentence),
    untrueSentence(single),
    headlineSentence(single, headline),
    countSentence(changes, phrases, counts, stale.length > 0 ? "Otherwise no differences" : "No differences"),
    causeSentence(mainCauses(changes, inputs), single),
  ];
  return { line: sentences.filter((each) => each !== "").join(" "), ...counts };
}

const isTyped = (change: Change): boolean => change.kind === "value" && change.typed === true;

const isSetting = (change: Change): boolean => change.kind === "code" && change.setting === true;

/** Numbers that new data no longer change, by name. */
function typedPhrase(typed: readonly Change[]): readonly string[] {
  if (typed.length === 0) return [];
  const count = plural(typed.length, "computed value is", "computed values are");
  return [
    `${count} now typed (${listed(
      typed.map(({ id }) => id),
      mostNamed,
    )})`,
  ];
}

/** What readers find elsewhere, each by its name and both places; code moves along. */
function movedPhrases(changes: readonly Change[]): readonly string[] {
  const moved = changes.filter(
    (change) => change.status === "changed" && change.moved === true && isOnPage(change),
  );
  const nounsOf = (change: Change) => kindOf(change).nounsOf?.(change) ?? kindOf(change).nouns;
  return [...groupBy(moved, (change) => nounsOf(change).join()).values()].map((members) => {
    const [one = "", many = ""] = members.slice(0, 1).flatMap(nounsOf);
    return `${plural(members.length, one, many)} moved (${listed(members.map(moveWords), mostNamed)})`;
  });
}

const isOnPage = ({ kind }: Change): boolean =>
  ["section", "figure", "table", "claim", "image", "prose"].includes(kind);

/** `“How it was measured”: place 2 → 3`, `flow: 01-rivers → 02-weirs`. */
function moveWords(change: Change): string {
  const name = change.kind === "section" || change.kind === "prose" ? quoted(change.title) : change.id;
  if (change.kind === "section") {
    const { was = 0, is = 0 } = change.order;
    return `${name}: place ${was + 1} → ${is + 1}`;
  }
  const { before, after } = change;
  if (before === undefined || after === undefined) return name;
  if (before.section !== after.section) return `${name}: ${before.section} → ${after.section}`;
  if (before.cell !== after.cell) return `${name}: cell ${before.cell} → ${after.cell}`;
  return `${name}, within ${after.section}`;
}

const quoted = (title: string): string => `“${clip(title, widestName)}”`;

function headlineOf(kind: ChangeKind, changes: readonly Change[]): readonly string[] {
  const { headline, nouns } = kindNamed(kind);
  const ofKind = changes.filter((change) => change.kind === kind);
  if (headline === undefined) return [];
  if (typeof headline === "function") return headline(ofKind);
  return countedPhrase(ofKind.filter(({ status }) => status === "changed").length, headline, ...nouns);
}

/** What readers of the first page should know: the headline, and verdicts by the names of their claims. */
function headlineSentence(changes: readonly Change[], headline: string | undefined): string {
  const flipped = changes
    .filter(
      (change) => change.kind === "claim" && change.status === "changed" && change.verdict !== undefined,
    )
    .map(({ id }) => id);
  const parts: string[] = [];
  if (headline !== undefined)
    parts.push(`the headline now reads “${shorten(headline, widest).replace(/\.$/, "")}”`);
  if (flipped.length > 0)
    parts.push(`${plural(flipped.length, "verdict")} flipped (${listed(flipped, mostNamed)})`);
  return parts.length === 0 ? "" : `${capital(parts.join("; "))}.`;
}

const isUntrue = (change: Change): boolean => change.kind === "sentence" && !change.holds;

/** Sentences that new data or another condition made false. */
function untrueSentence(changes: readonly Change[]): string {
  const { length } = changes.filter(isUntrue);
  return length === 0 ? "" : `${plural(length, "sentence is", "sentences are")} no longer true.`;
}

const widest = 160;
const widestSubject = 90;
const widestName = 60;
const mostPhrases = 5;

function countSentence(
  changes: readonly Change[],
  phrases: readonly string[],
  { nonDeterministic, withinTolerance: within }: Pick<Summary, "nonDeterministic" | "withinTolerance">,
  none: string,
): string {
  if (changes.length === 0) {
    return within === 0
      ? `${none}.`
      : `${none} beyond the tolerance; ${plural(within, "number differs", "numbers differ")} within it.`;
  }
  // The sentence before has these.
  const others = changes.some(isUntrue)
    ? []
    : [`${plural(changes.length, "change")} of order, code or style`];
  const said = phrases.length > 0 ? phrases : others;
  const unexplained =
    nonDeterministic > 0 ? [`${nonDeterministic} without a changed input (non-deterministic)`] : [];
  const parts = [
    ...limited(said, mostPhrases, (left) => `${plural(left, "other kind")} of change`),
    ...unexplained,
  ];
  return parts.length === 0 ? "" : `${capital(parts.join(", "))}${largest(changes)}.`;
}

/** The visible number that changed most, relatively; in a text that was edited, it may be another quantity. */
function largest(changes: readonly Change[]): string {
  const edited = new Set(
    changes.filter(({ kind }) => kind === "prose" || kind === "first-page").map(cellsOf),
  );
  const moved = changes.flatMap((change) =>
    change.kind === "value" && change.delta !== undefined && hasMoved(change) && !edited.has(cellsOf(change))
      ? [change]
      : [],
  );
  // Values that are numbered within their text are recognised by the words around them alone.
  const [most] = moved.toSorted(
    (a, b) =>
      Number(isCounted(a.id)) - Number(isCounted(b.id)) ||
      relativeSize(b.delta) - relativeSize(a.delta) ||
      (a.key < b.key ? -1 : 1),
  );
  if (moved.length < 2 || most?.was === undefined || most.is === undefined) return "";
  const [before, after] = signedTexts([most.was.raw, most.was.text], [most.is.raw, most.is.text]);
  return `; the largest, ${most.is.label ?? `“${clip(most.title, widestSubject)}”`}: ${before} → ${after}`;
}

/** If nobody knows why the others changed, of how many changes it is the cause. */
function causeSentence(causes: readonly string[], changes: readonly Change[]): string {
  const explained = changes.filter(({ why }) => why.causes.length > 0).length;
  const unknown = changes.filter(({ why }) => why.status === "unknown").length;
  const some = `${explained} of ${plural(explained + unknown, "change")}`;
  const isMany = causes.length > mostNamed;
  const ofAll = isMany ? "Changed inputs behind it" : "Cause";
  const ofSome = isMany ? `Changed inputs behind ${some}` : `Cause of ${some}`;
  const title = unknown === 0 ? ofAll : ofSome;
  return causes.length === 0 ? "" : `${title}: ${causes.join("; ")}.`;
}

/** `1 chapter added`, `2 pictures removed`: what matters most first. */
function addedAndRemoved(changes: readonly Change[]): readonly string[] {
  return changeKinds
    .map((name) => ({ name, ...kindNamed(name) }))
    .filter(({ headline }) => headline !== undefined)
    .sort((a, b) => b.presence - a.presence)
    .flatMap(({ name, nouns, nounsOf = () => nouns }) =>
      (["added", "removed"] as const).flatMap((status) => {
        const own = changes.filter((change) => change.kind === name && change.status === status);
        const named = groupBy(own, (change) => nounsOf(change).join());
        return [...named.values()].flatMap((members) =>
          countedPhrase(members.length, status, ...(members[0] === undefined ? nouns : nounsOf(members[0]))),
        );
      }),
    );
}

const mostNamed = 3;

/** How many changes depend on each input; what was added or removed with something larger has no cause of its own. */
export function usesOfInputs(changes: readonly Change[], isWanted: (cause: Cause) => boolean = () => true) {
  const own = changes.filter(({ partOf }) => partOf === undefined);
  const uses = new Map<string, number>();
  // Many changes share one list of causes.
  const lists = new Map<readonly Cause[], number>();
  for (const { why } of own) lists.set(why.causes, (lists.get(why.causes) ?? 0) + 1);
  for (const [causes, count] of lists)
    for (const { input } of causes.filter(isWanted)) uses.set(input, (uses.get(input) ?? 0) + count);
  return uses;
}

/** The inputs behind most changes; those that were only loaded count only if there are no others. */
function mainCauses(changes: readonly Change[], inputs: Comparison["inputs"]): readonly string[] {
  const direct = usesOfInputs(changes, ({ strength }) => strength === "direct");
  const words = [...(direct.size > 0 ? direct : usesOfInputs(changes))]
    .sort(([a, one], [b, two]) => two - one || (a < b ? -1 : 1))
    .flatMap(([key]) => own(inputs, key) ?? [])
    .map(inputWords);
  return limited(words, mostNamed, (left) => `${left} more`);
}
