import type { Change, ChangeKind, Summary } from "./contract.js";
import type { Cause, InputChange } from "./contract/inputs.js";
import { isSameText, relativeChange } from "./rank.js";
import { counted, inputWords } from "./why/input-words.js";

export const changeKinds: readonly ChangeKind[] = [
  "claim",
  "value",
  "table",
  "figure",
  "prose",
  "first-page",
  "citation",
  "section",
  "front-matter",
  "source",
  "indicator",
  "code",
  "image",
  "output",
];

const much = 0.01;
const narrowSpace = "\u202f";

/** What there is to say about all changes in one sentence, and the numbers behind it. */
export function summarise(
  changes: readonly Change[],
  inputs: Readonly<Record<string, InputChange>>,
  withinTolerance: number,
): Summary {
  const flipped = changes.filter(isFlip);
  const moved = changes.filter((change) => change.kind === "value" && change.aspects.includes("number"));
  const movedMuch = moved.filter((change) => relativeChange(change) > much);
  const figures = changes.filter((change) => change.kind === "figure" && change.status === "changed");
  const inData = figures.filter(
    (change) => change.kind === "figure" && (change.data !== undefined || change.unread?.includes("data")),
  );
  const others = figures.filter((change) => !inData.includes(change));
  const inStyle = others.filter(
    (change) =>
      change.kind === "figure" &&
      (change.spec.length > 0 || (change.picture === "differs" && change.texts.length === 0)),
  );
  const inWords = others.filter(
    (change) => change.kind === "figure" && !inStyle.includes(change) && change.texts.length > 0,
  );
  const without = changes.filter(({ why }) => why.status === "non-deterministic");
  const byKind = Object.fromEntries(
    changeKinds.map((kind) => [kind, changes.filter((change) => change.kind === kind).length]),
  ) as Record<ChangeKind, number>;
  const numbers = {
    verdictsFlipped: flipped.length,
    valuesMoved: moved.length,
    valuesMovedMuch: movedMuch.length,
    figuresInData: inData.length,
    figuresInStyle: inStyle.length,
    figuresInWords: inWords.length,
    nonDeterministic: without.length,
    byKind,
    withinTolerance,
  };
  return { line: sentence(changes, inputs, numbers), ...numbers };
}

function isFlip(change: Change): boolean {
  return change.kind === "claim" && change.status === "changed" && change.verdict !== undefined;
}

function sentence(
  changes: readonly Change[],
  inputs: Readonly<Record<string, InputChange>>,
  summary: Omit<Summary, "line">,
): string {
  const within = summary.withinTolerance;
  if (changes.length === 0) {
    return within === 0
      ? "No differences."
      : `No differences beyond the tolerance; ${counted(within, "number differs", "numbers differ")} within it.`;
  }
  const found = findings(changes, summary);
  const causes = mainCauses(changes, inputs);
  const cause = causes.length === 0 ? "" : `; cause: ${causes.join("; ")}`;
  return `${found.join(", ")}${cause}.`;
}

function findings(changes: readonly Change[], summary: Omit<Summary, "line">): readonly string[] {
  const {
    valuesMoved,
    valuesMovedMuch,
    verdictsFlipped,
    figuresInData,
    figuresInStyle,
    figuresInWords,
    nonDeterministic,
  } = summary;
  const little = valuesMoved - valuesMovedMuch;
  const sameText = changes.filter(isSameText).length;
  const own = changes.filter((change) => change.partOf === undefined && !isSameText(change));
  const words = own.filter(
    ({ kind, ...change }) => kind === "value" && "aspects" in change && change.aspects.includes("words"),
  );
  const tables = own.filter(({ kind, status }) => kind === "table" && status === "changed");
  const texts = own.filter(({ kind, status }) => kind === "prose" && status === "changed");
  const firstPage = own.filter(({ kind, status }) => kind === "first-page" && status === "changed");
  const pictures = own.filter((change) => change.kind === "image" && change.picture === "differs");
  const outputs = own.filter(
    (change) => change.kind === "output" && change.status === "changed" && change.lines.length > 0,
  );
  const chaptersMoved = own.filter(({ kind, moved }) => kind === "section" && moved === true).length;
  const parts = [
    valuesMovedMuch > 0 && `${counted(valuesMovedMuch, "value")} moved more than 1${narrowSpace}%`,
    little > 0 && `${counted(little, "value")} moved by 1${narrowSpace}% at most`,
    words.length > 0 && `${counted(words.length, "computed word")} changed`,
    verdictsFlipped > 0 && `${counted(verdictsFlipped, "verdict")} flipped`,
    tables.length > 0 && `${counted(tables.length, "table")} changed`,
    figuresInData > 0 && `${counted(figuresInData, "figure")} changed in data`,
    figuresInStyle > 0 && `${figures(figuresInStyle, figuresInData)} only in style`,
    figuresInWords > 0 && `${figures(figuresInWords, figuresInData + figuresInStyle)} only in words`,
    pictures.length > 0 && `${counted(pictures.length, "picture")} changed`,
    outputs.length > 0 && `${counted(outputs.length, "output")} changed`,
    firstPage.length > 0 && `${counted(firstPage.length, "part")} of the first page changed`,
    texts.length > 0 && `${counted(texts.length, "text")} edited`,
    chaptersMoved > 0 && `${counted(chaptersMoved, "chapter")} moved`,
    ...matter.flatMap(([kind, noun]) => {
      const count = own.filter((change) => change.kind === kind && change.status === "changed").length;
      return count === 0 ? [] : [`${counted(count, noun)} changed`];
    }),
    ...cameAndWent(own),
    sameText > 0 &&
      `${counted(sameText, "value comes or goes", "values come or go")} where the page reads the same`,
  ].filter((part) => typeof part === "string");
  const said = parts.length > 0 ? parts : [`${counted(changes.length, "change")} of order, code or style`];
  return nonDeterministic > 0
    ? [...said, `${nonDeterministic} without a changed input (non-deterministic)`]
    : said;
}

/** "2 figures changed", or "2" alone where figures were named before. */
function figures(count: number, before: number): string {
  return before > 0 ? String(count) : `${counted(count, "figure")} changed`;
}

/** What stands around chapters and is said to have changed as it is. */
const matter: readonly (readonly [ChangeKind, string])[] = [
  ["citation", "citation"],
  ["source", "source"],
  ["indicator", "indicator"],
];

const nouns: Readonly<Partial<Record<ChangeKind, readonly [string, string]>>> = {
  section: ["chapter", "chapters"],
  claim: ["claim", "claims"],
  figure: ["figure", "figures"],
  table: ["table", "tables"],
  value: ["value", "values"],
  prose: ["text", "texts"],
  "first-page": ["part of the first page", "parts of the first page"],
  citation: ["citation", "citations"],
  source: ["source", "sources"],
  indicator: ["indicator", "indicators"],
};

function cameAndWent(changes: readonly Change[]): readonly string[] {
  return Object.entries(nouns).flatMap(([kind, [one, many]]) =>
    (["added", "removed"] as const).flatMap((status) => {
      const count = changes.filter((change) => change.kind === kind && change.status === status).length;
      return count === 0 ? [] : [`${counted(count, one, many)} ${status}`];
    }),
  );
}

const named = 3;

/** The inputs that lie behind most changes; those that were only loaded count where there are no others. */
function mainCauses(
  changes: readonly Change[],
  inputs: Readonly<Record<string, InputChange>>,
): readonly string[] {
  const counts = new Map<string, number>();
  // Of a cell that is possible it is known by its names that something rests on it.
  const isMeant = ({ strength, input }: Cause, wanted: Cause["strength"]) =>
    strength === wanted || inputs[input]?.kind === "cell";
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
    const input = inputs[key];
    return input === undefined ? [] : [inputWords(input)];
  });
  return words.length > named ? [...words.slice(0, named), `${words.length - named} more`] : words;
}
