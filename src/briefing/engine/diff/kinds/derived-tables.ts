/** Specifications of chart functions: their tables are computed for drawing from the rows beside the figure. */
import { isRecord } from "../../../lib/is-record.js";
import { parseJson } from "../../../lib/parse-json.js";
import { derivedTables } from "../../../model/display.js";
import type { Sides } from "../briefing.js";
import { compareSpecs, drawnTables, type Json, type SpecChange } from "./figure-spec.js";

const usermetaOf = (spec: Json) => (isRecord(spec) && isRecord(spec["usermeta"]) ? spec["usermeta"] : {});

/** Whether the tables of a specification are not data. Those of earlier reports, and of authors' own specifications, are. */
export const hasDerivedTables = (spec: Json): boolean => usermetaOf(spec)["tables"] === derivedTables;

/** Changed events, spans and reference levels, which authors give besides rows. */
export function compareAnnotations(specs: Sides<Json>): readonly SpecChange[] {
  if (!hasDerivedTables(specs.before) || !hasDerivedTables(specs.after)) return [];
  const all = (spec: Json): Json => ({ annotations: usermetaOf(spec)["annotations"] ?? {} });
  return compareSpecs(all(specs.before), all(specs.after));
}

/** What a chart function draws, apart from its tables: what else follows from a difference is left out. */
export function compareDerivedSpecs(
  specs: Sides<Json>,
  { isOtherData }: { readonly isOtherData: boolean },
): readonly SpecChange[] {
  const annotations = compareAnnotations(specs);
  const all = compareSpecs(withoutPixels(specs.before), withoutPixels(specs.after));
  const domains = new Set(all.flatMap(({ aspect, path }) => (aspect === "domain" ? [channelOf(path)] : [])));
  const isTurned = areExchanged(all);
  const settings = all.filter(({ aspect, path, was, is }) => {
    if (isTurned) return !ofPlaces.includes(aspect);
    // Lines, labels and bands of events and levels are layers of their own.
    if (annotations.length > 0 && aspect === "layers" && (was === undefined || is === undefined))
      return false;
    // Ticks follow the domain.
    return !/\.axis\.values$/.test(path) || !domains.has(channelOf(path));
  });
  const found = isOtherData ? settings.map(following) : settings;
  return [...annotations, ...(isTurned ? [turned] : []), ...found];
}

const turned: SpecChange = { aspect: "encoding", path: "encoding", was: "x and y", is: "y and x" };
/** What follows if marks lie instead of standing. */
const ofPlaces: readonly SpecChange["aspect"][] = [
  "encoding",
  "mark",
  "axis",
  "title",
  "size",
  "scale",
  "domain",
];

/** Whether what was drawn along x is drawn along y, and the reverse. */
function areExchanged(changes: readonly SpecChange[]): boolean {
  const has = (channel: string, side: "was" | "is") =>
    changes.some(({ path, ...states }) => {
      const at = new RegExp(`(?:^|\\.)encoding\\.${channel}$`).test(path);
      return at && states[side] !== undefined && (states.was === undefined || states.is === undefined);
    });
  return has("x", "was") && has("y", "is") && has("y", "was") && has("x", "is");
}

const channelOf = (path: string): string => path.replace(/\.(?:scale\.domain|axis\.values).*$/, "");

/** A domain that the author did not fix follows the rows; one that begins at zero, or does no longer, is an option. */
function following(change: SpecChange): SpecChange {
  const { aspect, path, was, is } = change;
  if (aspect !== "domain" && !/\.axis\.values$/.test(path)) return change;
  const zeros = [was, is].map((side) =>
    (parseJson(side ?? "") as unknown[] | undefined)?.map((end) => end === 0),
  );
  const isOption = aspect === "domain" && JSON.stringify(zeros[0]) !== JSON.stringify(zeros[1]);
  return isOption ? change : { ...change, automatic: true };
}

/** Without the heights in pixels between which positions are drawn: they leave room for labels. */
function withoutPixels(spec: Json): Json {
  const text = JSON.stringify(spec, (name, value: Json) =>
    name === "range" && Array.isArray(value) && value.every((end) => typeof end === "number")
      ? undefined
      : value,
  );
  return JSON.parse(text) as Json;
}

/**
 * Differences between tables for drawing. Their words are read, such as labels; their numbers are places, which follow
 * from the rows, the axes and the size.
 */
export function compareDerived(
  specs: Sides<Json>,
  labels: ReadonlyMap<string, string> = new Map(),
): readonly SpecChange[] {
  const before = drawnTables(specs.before);
  const after = drawnTables(specs.after);
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const annotations = JSON.stringify(compareAnnotations(specs));
  const earlier = new Set([...wordsIn(before)].map((word) => renamed(word, labels)));
  const later = wordsIn(after);
  // A word may stand in an outline, a tooltip and a label.
  const onlyIn = (words: ReadonlySet<string>, others: ReadonlySet<string>) =>
    [...words].filter(
      (word) => !others.has(word) && !annotations.includes(JSON.stringify(word).slice(1, -1)),
    );
  const gone = onlyIn(earlier, later);
  const come = onlyIn(later, earlier);
  if (gone.length + come.length === 0) return [{ aspect: "layout", path: "data" }];
  return [
    {
      aspect: "label",
      path: "data",
      ...(gone.length > 0 && { was: gone.join("; ") }),
      ...(come.length > 0 && { is: come.join("; ") }),
    },
  ];
}

/** Names of pieces of a line contain that of its series. */
function renamed(word: string, labels: ReadonlyMap<string, string>): string {
  for (const [was, is] of labels)
    if (word.startsWith(`${was} `) || word === was) return is + word.slice(was.length);
  return word;
}

const wordsIn = (tables: ReturnType<typeof drawnTables>): ReadonlySet<string> =>
  new Set(
    tables
      .flat()
      .flatMap((row) => Object.values(row).filter((cell) => typeof cell === "string" && cell !== "")),
  ) as ReadonlySet<string>;
