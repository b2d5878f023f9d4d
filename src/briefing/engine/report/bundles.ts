import type * as z from "zod";
import { cellFacts } from "../../model/emitted.js";
import { bundleVersion, metadataKey } from "../../model/mime.js";
import type { Place } from "../../model/report.js";
import type { CellFacts, InlineResult } from "../../model/trace.js";
import type { Cell } from "../notebook/contract.js";
import { inlineExpressions } from "../notebook/inline.js";
import { objectOf } from "../notebook/json.js";
import { issueText, withInput } from "../../lib/issue.js";
import { placeName, ReportError } from "./errors.js";

/** A preview passes unchanged notebooks as the same objects, so what was read of them is kept. */
const known = new WeakMap<object, Map<unknown, unknown>>();

function parsed<T>(schema: z.ZodType<T>, data: unknown): z.ZodSafeParseResult<T> {
  if (typeof data !== "object" || data === null) return schema.safeParse(data, withInput);
  const results = known.get(data) ?? new Map<unknown, unknown>();
  known.set(data, results);
  const before = results.get(schema) as z.ZodSafeParseResult<T> | undefined;
  if (before !== undefined) return before;
  const result = schema.safeParse(data, withInput);
  results.set(schema, result);
  return result;
}

/** What the engine recorded of a cell, if it is a record of an execution. */
export function recordedFacts(cell: Cell): CellFacts | undefined {
  return withCurrentIds(parsed(cellFacts, cell.metadata[metadataKey]).data, cell);
}

/** As `recordedFacts`, but an unreadable record is an error that names the cell. */
export function readCellFacts(cell: Cell, place: Place): CellFacts | undefined {
  const facts = cell.metadata[metadataKey];
  // The same key also holds settings by the author (a timeout), which are not a record of an execution.
  if (typeof facts !== "object" || facts === null || !("status" in facts)) return undefined;
  return withCurrentIds(readBundle(cellFacts, "record of the cell's execution", facts, place), cell);
}

/** The cell with other results, which have been read already. */
export function withResults(cell: Cell, inline: readonly InlineResult[]): Cell {
  const published = cell.metadata[metadataKey];
  const read = parsed(cellFacts, published);
  const facts = { ...objectOf(published), inline };
  if (read.success) known.set(facts, new Map([[cellFacts, { ...read, data: { ...read.data, inline } }]]));
  return { ...cell, metadata: { ...cell.metadata, [metadataKey]: facts } };
}

/** Notebooks that an earlier version executed have results under the ids of that version, at the same positions. */
function withCurrentIds<F extends CellFacts | undefined>(facts: F, cell: Cell): F {
  if (facts?.inline === undefined || cell.cell_type === "code") return facts;
  const asked = inlineExpressions(cell);
  const ids = new Set(asked.map(({ id }) => id));
  if (facts.inline.every(({ id }) => ids.has(id))) return facts;
  const inline = facts.inline.map((result) => {
    const same = asked.find(
      ({ line, column, expression }) =>
        line === result.line && column === result.column && expression === result.expression,
    );
    return same === undefined ? result : { ...result, id: same.id };
  });
  return { ...facts, inline };
}

/** Reads one bundle, or reports which notebook and cell emitted it and what is wrong with it. */
export function readBundle<T>(schema: z.ZodType<T>, what: string, data: unknown, place: Place): T {
  const version = (data as { version?: unknown } | null)?.version;
  if (typeof version === "number" && version > bundleVersion) {
    throw new ReportError(
      `${placeName(place)}: the ${what} has version ${version}; this program reads up to ${bundleVersion}.`,
      { hint: "Update briefing, or execute the notebook with the version installed here." },
    );
  }
  const read = parsed(schema, data);
  if (read.success) return read.data;
  const faults = read.error.issues.slice(0, 5).map((issue) => `  ${issueText(issue, "(whole)")}`);
  throw new ReportError(`${placeName(place)}: the ${what} is malformed:\n${faults.join("\n")}`, {
    hint: "Emit it with figure(), table(), claim() or fmt.* of the package briefing rather than by hand.",
  });
}
