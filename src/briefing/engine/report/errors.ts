import type { Position } from "../../lib/position.js";
import { BriefingError } from "../../model/errors.js";
import type { Place } from "../../model/report.js";
import type { Cell } from "../notebook/contract.js";
import { describePlace, inFile } from "../notebook/place.js";

/** Content of a notebook that a report cannot hold. */
export class ReportError extends BriefingError {}

/** A citation, a cross-reference or the list of references is invalid. */
export class CitationError extends BriefingError {}

/** Where the cells of text notebooks begin; the places themselves are published, without lines. */
const firstLines = new WeakMap<Place, number>();

/** The place of a cell, for a report and for messages. */
export function placeIn(notebook: string, { id, line }: Pick<Cell, "id" | "line">): Place {
  const place = { notebook, cell: id };
  if (line !== undefined) firstLines.set(place, line);
  return place;
}

/** "notebooks/01.ipynb, cell peak" or "notebooks/01.md:21:1": how every message names a place. */
export function placeName(place: Place, at?: Position): string {
  const { notebook, cell } = place;
  const line = firstLines.get(place);
  if (line !== undefined) return describePlace(notebook, undefined, inFile({ line }, at));
  return `${notebook}, cell ${cell}${at === undefined ? "" : `, line ${at.line}`}`;
}
