/** Specifications of chart functions: their tables are computed for drawing from the rows beside the figure. */
import { isRecord } from "../../../lib/is-record.js";
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

/**
 * Differences between tables for drawing. Their words are read, such as labels; their numbers are places, which follow
 * from the rows, the axes and the size.
 */
export function compareDerived(specs: Sides<Json>): readonly SpecChange[] {
  const before = drawnTables(specs.before);
  const after = drawnTables(specs.after);
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const annotations = JSON.stringify(compareAnnotations(specs));
  const earlier = wordsIn(before);
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

const wordsIn = (tables: ReturnType<typeof drawnTables>): ReadonlySet<string> =>
  new Set(
    tables
      .flat()
      .flatMap((row) => Object.values(row).filter((cell) => typeof cell === "string" && cell !== "")),
  ) as ReadonlySet<string>;
