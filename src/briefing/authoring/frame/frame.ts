/** Frames from rows. */
import { fieldNotes, type Frame, recordsOf } from "../load/records.js";
import { AuthoringError } from "../errors.js";
import { loadDanfojs } from "./danfojs.js";
import { DataFrame } from "./data-frame.js";

/**
 * A frame of the project's danfojs-node with typed columns: `frame(load("visits")).groupby(["year"]).col(["visits"]).sum()`.
 * It keeps titles and units, and throws where danfojs would silently compute something else. Accepts records, whose keys
 * may come in any order, or a DataFrame of danfojs.
 */
export function frame<Row extends object>(rows: readonly Row[]): DataFrame<Row>;
export function frame(rows: Frame): DataFrame;
export function frame(rows: readonly object[] | Frame): DataFrame {
  const danfojs = loadDanfojs();
  const records = recordsOf(rows);
  if (records === undefined)
    throw new AuthoringError("frame: the rows are missing.", {
      hint: "Pass an array of records or a DataFrame of danfojs-node.",
    });
  const positions = new Map<string, number>();
  for (const record of records)
    for (const name of Object.keys(record)) if (!positions.has(name)) positions.set(name, positions.size);
  // The columns of a frame without rows.
  if (!Array.isArray(rows))
    for (const name of (rows as Frame).columns) if (!positions.has(name)) positions.set(name, positions.size);
  const cells = records.map((record) => {
    const row = new Array<unknown>(positions.size).fill(null);
    for (const [name, cell] of Object.entries(record)) row[positions.get(name) ?? 0] = cell ?? null;
    return row;
  });
  return new DataFrame(danfojs, {
    names: [...positions.keys()],
    cells,
    index: cells.map((_, at) => at),
    notes: fieldNotes(records),
  });
}
