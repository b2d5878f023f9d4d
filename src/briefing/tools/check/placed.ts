import { inFile } from "../../engine/notebook/place.js";
import type { CheckedFile, Found } from "./contract.js";

/** A finding at its position in the file, if that is a text notebook; in an .ipynb file, positions are those in cells. */
export function placed<F extends Pick<Found, "cell" | "line" | "column">>(
  found: F,
  { notebook }: Pick<CheckedFile, "notebook">,
): F {
  const cell = found.cell && notebook.cells[found.cell.index];
  return cell === undefined ? found : { ...found, ...inFile(cell, found) };
}
