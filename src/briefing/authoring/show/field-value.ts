/** Format of a number of a row from `load` that appears alone in prose: as its column in a table. */
import { fieldNote, type LooseRecord } from "../load/records.js";
import { columnStyle } from "./column-style.js";
import * as fmt from "./fmt.js";
import { own } from "../../lib/own.js";
import type { Value } from "../../model/value.js";

/** Called by the kernel for `row.visits`, with the row and "visits"; undefined for rows of other origin. */
function fieldValue(row: object, field: string): Value | undefined {
  const note = fieldNote([row], field);
  const record = row as LooseRecord;
  const cell = own(record, field);
  if (note === undefined || typeof cell !== "number") return undefined;
  const { title: label, format, digits } = columnStyle([record], { field });
  if (format === "year") return fmt.year(cell);
  const options = { ...(label !== undefined && { label }), ...(digits !== undefined && { digits }) };
  return format === "percent" ? fmt.percent(cell, options) : fmt.number(cell, options);
}

Object.assign(globalThis, { [Symbol.for("Jupyter.field")]: fieldValue });
