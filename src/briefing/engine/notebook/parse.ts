/** Parses the text of a notebook file, by its name: NAME.ipynb, or NAME.md for a text notebook. */
import type { Json, JsonObject } from "../client/contract.js";
import { quoted } from "../../lib/quoted.js";
import { isTooDeep, mostLevels } from "../../lib/nesting.js";
import { shellWord } from "../../lib/shell-word.js";
import { UnusedNames } from "../../lib/unused-names.js";
import { sha256 } from "../../lib/hash.js";
import type { Cell, Notebook, Output } from "./contract.js";
import { isTextNotebook } from "../../lib/notebook-name.js";
import { cellId } from "./cell-id.js";
import { NotebookFormatError, type OnFault } from "./errors.js";
import { findJsonFault } from "../../lib/json-fault.js";
import { positionAt } from "../../lib/position.js";
import { isJsonObject, isStringArray, kindOf, multilineText, objectOf } from "./json.js";
import { joinBundle, mapBundles, normalizeLineEnds, withCurrentNames } from "./stored-text.js";
import { parseTextNotebook } from "./text/read.js";
import { upgradeNotebook } from "./upgrade.js";

/**
 * Reads nbformat 4.0 to 4.5 and later minors. The result is complete (ids, metadata, outputs) and in nbformat 4.5; on
 * failure, throws a NotebookFormatError that names the path and the place.
 */
export function parseNotebook(text: string, path: string): Notebook {
  const rethrow: OnFault = (error) => {
    throw error;
  };
  if (isTextNotebook(path)) return parseTextNotebook(text, path, rethrow);
  const { nbformat, stored } = readStored(text, path);
  if (nbformat < 4)
    fail(
      `${path}: nbformat ${nbformat} cannot be executed; it must be 4.`,
      `Convert it: jupyter nbconvert --to notebook --nbformat 4 --inplace ${shellWord(path)}`,
    );
  return readNotebook(stored, path, rethrow);
}

/**
 * The same for a notebook of any origin that is only displayed: also reads nbformat 2 and 3; calls `onFault` for each
 * faulty cell or output and keeps the rest.
 */
export function parseForeignNotebook(text: string, path: string, onFault: OnFault): Notebook {
  if (isTextNotebook(path)) return parseTextNotebook(text, path, onFault);
  const { nbformat, stored } = readStored(text, path);
  return readNotebook(nbformat < 4 ? upgradeNotebook(stored) : stored, path, onFault);
}

function fail(message: string, hint?: string, cause?: { readonly cause: unknown }): never {
  throw new NotebookFormatError(message, { ...cause, ...(hint !== undefined && { hint }) });
}

function readStored(text: string, path: string): { readonly nbformat: number; readonly stored: JsonObject } {
  const stored = parseJson(text.replace(/^\uFEFF/, ""), path);
  if (!isJsonObject(stored)) fail(`${path}: not a notebook: it is JSON, but ${kindOf(stored)}.`);
  if (isTooDeep(stored.metadata)) fail(`${path}: its metadata are ${nested}.`, flatten);
  const { nbformat } = stored;
  if (typeof nbformat !== "number") fail(`${path}: not a notebook: "nbformat" is ${kindOf(nbformat)}.`);
  if (nbformat > 4)
    fail(
      `${path}: nbformat ${nbformat} is newer than this program, which reads 4.`,
      "Save it as nbformat 4, or install a newer version of briefing.",
    );
  return { nbformat, stored };
}

function parseJson(text: string, path: string): Json {
  if (text.trim() === "")
    fail(`${path}: the file is empty.`, "Delete it, or restore it from version control.");
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    const conflict = /^(?:<{7}|={7}|>{7})(?: |$)/m.exec(text);
    if (conflict !== null) {
      const place = `${path}:${positionAt(text, conflict.index).line}:1`;
      const hint = "Resolve the conflict (nbdime does it by cells), then run the command again.";
      fail(`${place}: unresolved merge conflict: ${conflict[0].trim()}`, hint, { cause });
    }
    const fault = findJsonFault(text);
    if (fault === undefined) fail(`${path}: not JSON: ${String(cause)}`, undefined, { cause });
    const { line, column, expected, atEnd } = fault;
    const what = atEnd
      ? `the file ends in the middle: ${expected} is missing.`
      : `not JSON: ${expected} was expected.`;
    const hint = "Save the notebook again, or restore it from version control.";
    return fail(`${path}:${line}:${column}: ${what}`, hint, { cause });
  }
}

const nested = `nested more than ${mostLevels} levels deep`;
const flatten = "Remove it from the file, or restore the notebook from version control.";

function readNotebook(stored: JsonObject, path: string, onFault: OnFault): Notebook {
  if (!Array.isArray(stored.cells))
    fail(`${path}: not a notebook: "cells" is ${kindOf(stored.cells)}, not an array.`);
  const storedCells = stored.cells as readonly Json[];
  const storedIds = idsInFile(storedCells, path, onFault);
  const ids = new UnusedNames(storedIds.values());
  const cells: Cell[] = [];
  for (const [index, cell] of storedCells.entries()) {
    const where = `${path}, cell ${index + 1}`;
    const read = () => readCell(cell, storedIds.get(index), ids, where, onFault);
    const parsed = tolerate(read, onFault, { consequence: "The cell is left out." });
    if (parsed !== undefined) cells.push(parsed);
  }
  return {
    nbformat: 4,
    nbformat_minor: Math.max(5, countOf(stored.nbformat_minor) ?? 0),
    metadata: withCurrentNames(objectOf(stored.metadata)),
    cells,
  };
}

/** What takes the place of a faulty part, and how the fault's effect is described. */
interface Replacement<T> {
  readonly consequence: string;
  readonly shown?: T;
}

/** The part, or its replacement if it is faulty; undefined if it has none. */
function tolerate<T>(read: () => T, onFault: OnFault, { consequence, shown }: Replacement<T>): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof NotebookFormatError)) throw error;
    onFault(error, consequence);
    return shown;
  }
}

/** The id of a cell that has none, generated from its content: a cell keeps it when others are added or removed. */
export const contentId = (type: string, source: string): string => sha256(`${type}\0${source}`).slice(0, 8);

/** The ids in the file, by index; two cells with the same id could not be distinguished in the briefing. */
function idsInFile(cells: readonly Json[], path: string, onFault: OnFault): ReadonlyMap<number, string> {
  const owners = new Map<string, number>();
  cells.forEach((cell, index) => {
    const id = isJsonObject(cell) ? cell.id : undefined;
    if (id === undefined) return;
    if (typeof id !== "string" || !cellId.test(id)) {
      const message = `${path}, cell ${index + 1}: ${quoted(id)} is not a valid cell id.`;
      const hint = "An id has 1 to 64 letters, digits, - and _. Remove it to have one made.";
      onFault(new NotebookFormatError(message, { hint }), "It gets a new id.");
      return;
    }
    const owner = owners.get(id);
    if (owner !== undefined) {
      const message = `${path}: cells ${owner + 1} and ${index + 1} have the same id "${id}".`;
      const hint = `Change or remove the id of cell ${index + 1}.`;
      onFault(new NotebookFormatError(message, { hint }), `Cell ${index + 1} gets a new id.`);
      return;
    }
    owners.set(id, index);
  });
  return new Map([...owners].map(([id, index]) => [index, id]));
}

function readCell(
  stored: Json,
  id: string | undefined,
  ids: UnusedNames,
  where: string,
  onFault: OnFault,
): Cell {
  const complain: Complain = (what) => fail(`${where}: ${what}.`);
  if (!isJsonObject(stored)) return complain(`it is ${kindOf(stored)}, not an object`);
  const { cell_type: type, attachments, metadata } = stored;
  if (type !== "code" && type !== "markdown" && type !== "raw")
    return complain(
      typeof type === "string" ? `unknown cell type ${quoted(type)}` : `cell_type is ${kindOf(type)}`,
    );
  if (isTooDeep([metadata, attachments])) return complain(`its metadata or attachments are ${nested}`);
  const source = normalizeLineEnds(requiredText(stored.source, "source", complain));
  const base = {
    id: id ?? ids.take(contentId(type, source)),
    metadata: withCurrentNames(objectOf(metadata)),
    source,
    ...(isJsonObject(attachments) && { attachments: mapBundles(attachments, joinBundle) }),
  };
  if (type !== "code") return { ...base, cell_type: type };
  const storedOutputs = stored.outputs ?? [];
  if (!Array.isArray(storedOutputs)) return complain(`outputs is ${kindOf(storedOutputs)}, not an array`);
  const outputs: Output[] = [];
  for (const [position, output] of (storedOutputs as readonly Json[]).entries()) {
    const isDeep = isTooDeep(output);
    const complainOf = (what: string) => complain(`output ${position + 1}: ${what}`);
    const read = () => (isDeep ? complainOf(`it is ${nested}`) : readOutput(output, complainOf));
    const parsed = tolerate(read, onFault, asKnownOutput(isDeep ? null : output));
    if (parsed !== undefined) outputs.push(parsed);
  }
  return { ...base, cell_type: "code", execution_count: countOf(stored.execution_count), outputs };
}

/** An output of an unknown type is displayed if its fields are those of a known one. */
function asKnownOutput(output: Json): Replacement<Output> {
  const { data, metadata } = objectOf(output);
  if (!isJsonObject(data)) return { consequence: "The output is ignored." };
  const shown = { data: withCurrentNames(joinBundle(data)), metadata: objectOf(metadata) };
  return { consequence: "It is shown by the data in it.", shown: { output_type: "display_data", ...shown } };
}

/** Reports a fault in a part of a notebook; the caller knows its place. */
type Complain = (what: string) => never;

/** A string, stored as one or as an array of its lines. */
function requiredText(value: Json | undefined, name: string, complain: Complain): string {
  const text = multilineText(value);
  return text ?? complain(`${name} is ${kindOf(value)}, not a string or an array of strings`);
}

function countOf(value: Json | undefined): number | null {
  // A number that JavaScript cannot represent (1e400) is infinite, which JSON cannot write.
  return Number.isFinite(value) ? (value as number) : null;
}

function bundleOf(value: Json | undefined, complain: Complain): JsonObject {
  return isJsonObject(value)
    ? withCurrentNames(joinBundle(value))
    : complain(`data is ${kindOf(value)}, not an object`);
}

function readOutput(stored: Json, complain: Complain): Output {
  if (!isJsonObject(stored)) return complain(`it is ${kindOf(stored)}, not an object`);
  const type = stored.output_type;
  switch (type) {
    case "stream":
      return {
        output_type: "stream",
        name: stored.name === "stderr" ? "stderr" : "stdout",
        text: requiredText(stored.text, "text", complain),
      };
    case "display_data":
    case "execute_result": {
      const shown = { data: bundleOf(stored.data, complain), metadata: objectOf(stored.metadata) };
      return type === "display_data"
        ? { output_type: type, ...shown }
        : { output_type: type, ...shown, execution_count: countOf(stored.execution_count) };
    }
    case "error":
      return {
        output_type: "error",
        ename: requiredText(stored.ename ?? "", "ename", complain),
        evalue: requiredText(stored.evalue ?? "", "evalue", complain),
        traceback: isStringArray(stored.traceback) ? stored.traceback : [],
      };
    default:
      return complain(
        typeof type === "string" ? `unknown output type ${quoted(type)}` : `output_type is ${kindOf(type)}`,
      );
  }
}
