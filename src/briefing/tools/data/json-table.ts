/** A table in JSON: an array of objects. */
import { csvFormatRows } from "d3-dsv";
import { findJsonFault } from "../../lib/json-fault.js";
import { quoted } from "../../lib/quoted.js";
import { BriefingError } from "../../model/errors.js";
import type { TypedTable } from "./typed-table.js";

/** An array of objects as CSV: the columns are all their names, in order of first appearance. */
export function jsonTable(text: string, file: string): TypedTable {
  const fail = (message: string, hint: string): never => {
    throw new BriefingError(`${file}${message}`, { hint });
  };
  const shape =
    'A table in JSON is an array of objects with plain values: [{ "year": 2018, "papers": 12 }, …]';
  const records = parse(text, fail);
  if (!Array.isArray(records)) return fail(": this is not an array.", shape);
  const names = new Map<string, number>();
  const plain = new Set<string>();
  const rows = records.map((record: unknown, index) => {
    if (typeof record !== "object" || record === null || Array.isArray(record))
      return fail(`: item ${index + 1} is ${quoted(record)}, not an object.`, shape);
    const cells: string[] = [];
    for (const [name, value] of Object.entries(record)) {
      let at = names.get(name);
      if (at === undefined) names.set(name, (at = names.size));
      if (typeof value === "number") plain.add(name.trim());
      cells[at] = cellOf(value, (why) => fail(`: item ${index + 1}, "${name}" ${why}.`, shape));
    }
    return cells;
  });
  if (names.size === 0) return fail(": the array has no objects with values.", shape);
  const whole = rows.map((cells) => Array.from({ length: names.size }, (_, at) => cells[at] ?? ""));
  return { text: `${csvFormatRows([[...names.keys()], ...whole])}\n`, plain, change: "JSON became CSV" };
}

function parse(text: string, fail: (message: string, hint: string) => never): unknown {
  const json = text.replace(/^\ufeff/, "");
  try {
    return JSON.parse(json) as unknown;
  } catch (error) {
    const fault = findJsonFault(json);
    const [place, why] =
      fault === undefined
        ? ["", (error as Error).message]
        : [`:${fault.line}:${fault.column}`, `expected ${fault.expected} here`];
    return fail(`${place}: not JSON: ${why}.`, "Correct it there, or download the file again.");
  }
}

function cellOf(value: unknown, fail: (why: string) => never): string {
  if (value === null) return "";
  if (typeof value === "string" || typeof value === "boolean") return String(value);
  if (typeof value !== "number") return fail("holds a list or an object");
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    return fail("has more digits than a number can represent; write it as text, in quotes");
  return String(value);
}
