/** What a figure is about, by its colours: its subject is in colour, everyone else in grey. */
import { isRecord } from "../../../lib/is-record.js";
import { palette, roles } from "../../../model/palette.js";
import { rowsOfView, viewsIn, type SpecRow } from "./spec-rows.js";

const ranks: ReadonlyMap<string, number> = new Map([
  [palette[roles.accent].light, 0],
  [palette[roles.first].light, 1],
  [palette[roles.second].light, 1],
  [palette.muted.light, 3],
  [palette[roles.others].light, 4],
]);
/** Of what has another colour, or none. */
const usual = 2;

/** The rank of a row of the figure's data: the smallest is its subject. */
export function prominence(spec: SpecRow): (cells: readonly string[]) => number {
  const found = new Map<string, number>();
  for (const view of viewsIn(spec)) {
    for (const [name, colour] of coloursOf(view)) found.set(name, ranks.get(colour) ?? usual);
    for (const cell of alone(view)) found.set(cell, 0);
  }
  return (cells) => {
    const own = cells.flatMap((cell) => found.get(cell) ?? []);
    return own.length === 0 ? usual : Math.min(...own);
  };
}

/** The series of a scale, each with its colour. */
function coloursOf(view: SpecRow): readonly (readonly [string, string])[] {
  const scale = isRecord(view["color"]) ? view["color"]["scale"] : undefined;
  if (!isRecord(scale) || !Array.isArray(scale["domain"]) || !Array.isArray(scale["range"])) return [];
  const range = scale["range"].map(String);
  return scale["domain"].flatMap((name, index) => {
    const colour = range[index];
    return colour === undefined ? [] : [[String(name), colour] as const];
  });
}

/** The number of a view that draws the subject alone. */
function alone(view: SpecRow): readonly string[] {
  const rows = rowsOfView(view);
  const encoding = isRecord(view["encoding"]) ? view["encoding"] : {};
  const colour = isRecord(encoding["color"]) ? encoding["color"]["value"] : undefined;
  const mark = isRecord(view["mark"]) ? view["mark"]["color"] : undefined;
  if (rows.length !== 1 || ![colour, mark].includes(palette[roles.accent].light)) return [];
  // Whole numbers, such as positions, may occur in any row.
  return rows.flatMap((row) =>
    Object.values(row).flatMap((cell) =>
      typeof cell === "number" && !Number.isInteger(cell) ? [String(cell)] : [],
    ),
  );
}
