import type { Json, JsonObject } from "../client/contract.js";
import type { Cell, Notebook } from "./contract.js";
import { NotebookFormatError } from "./errors.js";
import { CellIds, isCellId } from "./ids.js";
import { findJsonFault } from "./json-fault.js";
import { isJsonObject, kindOf, objectOf } from "./json.js";
import { normalizeLineEnds } from "./lines.js";
import { joinBundle } from "./mime-text.js";
import { countOf, readOutput, textOf } from "./read-output.js";

/**
 * Reads nbformat 4.0 to 4.5 and later minors. What comes out is complete (ids, metadata, outputs), in nbformat 4.5;
 * what cannot be read is a NotebookFormatError that names the path and the place.
 */
export function parseNotebook(text: string, path: string): Notebook {
  const stored = parseJson(text.replace(/^\uFEFF/, ""), path);
  if (!isJsonObject(stored)) {
    throw new NotebookFormatError(`${path}: not a notebook: it is JSON, but ${kindOf(stored)}.`);
  }
  checkVersion(stored, path);
  if (!Array.isArray(stored.cells)) {
    throw new NotebookFormatError(
      `${path}: not a notebook: "cells" is ${kindOf(stored.cells)}, not an array.`,
    );
  }
  const cells = stored.cells as readonly Json[];
  const ids = new CellIds(givenIds(cells, path));
  return {
    nbformat: 4,
    nbformat_minor: Math.max(5, countOf(stored.nbformat_minor) ?? 0),
    metadata: objectOf(stored.metadata),
    cells: cells.map((cell, index) => readCell(cell, index, ids, path)),
  };
}

function parseJson(text: string, path: string): Json {
  if (text.trim() === "") {
    throw new NotebookFormatError(`${path}: the file is empty.`, {
      hint: "Delete it, or restore it from version control.",
    });
  }
  const conflict = /^(?:<{7}|={7}|>{7})(?: |$)/m.exec(text);
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    if (conflict !== null) {
      const line = text.slice(0, conflict.index).split("\n").length;
      throw new NotebookFormatError(`${path}:${line}:1: unresolved merge conflict: ${conflict[0].trim()}`, {
        cause: error,
        hint: "Resolve the conflict (nbdime does it by cells), then run the command again.",
      });
    }
    const fault = findJsonFault(text);
    if (fault === undefined)
      throw new NotebookFormatError(`${path}: not JSON: ${String(error)}`, { cause: error });
    const place = `${path}:${fault.line}:${fault.column}`;
    throw new NotebookFormatError(
      fault.atEnd
        ? `${place}: the file ends in the middle: ${fault.expected} is missing.`
        : `${place}: not JSON: ${fault.expected} was expected.`,
      { cause: error, hint: "Save the notebook again, or restore it from version control." },
    );
  }
}

function checkVersion(stored: JsonObject, path: string): void {
  const { nbformat } = stored;
  if (nbformat === 4) return;
  if (typeof nbformat !== "number") {
    throw new NotebookFormatError(`${path}: not a notebook: "nbformat" is ${kindOf(nbformat)}.`);
  }
  if (nbformat < 4) {
    throw new NotebookFormatError(`${path}: nbformat ${nbformat} is no longer read; it must be 4.`, {
      hint: `Convert it: jupyter nbconvert --to notebook --nbformat 4 --inplace ${shellQuote(path)}`,
    });
  }
  throw new NotebookFormatError(`${path}: nbformat ${nbformat} is newer than this program, which reads 4.`, {
    hint: "Save it as nbformat 4, or install a newer decoupling-briefing.",
  });
}

const shellQuote = (path: string): string =>
  /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;

/** The ids the file gives; two cells with the same id could not be told apart in the briefing. */
function givenIds(cells: readonly Json[], path: string): ReadonlySet<string> {
  const owners = new Map<string, number>();
  cells.forEach((cell, index) => {
    const id = isJsonObject(cell) ? cell.id : undefined;
    if (id === undefined) return;
    const where = `${path}, cell ${index + 1}`;
    if (typeof id !== "string" || !isCellId(id)) {
      throw new NotebookFormatError(`${where}: ${JSON.stringify(id)} is not an id.`, {
        hint: "An id has 1 to 64 letters, digits, - and _. Remove it, and one is made.",
      });
    }
    const owner = owners.get(id);
    if (owner !== undefined) {
      throw new NotebookFormatError(
        `${path}: cells ${owner + 1} and ${index + 1} have the same id "${id}".`,
        {
          hint: `Change or remove the id of cell ${index + 1}.`,
        },
      );
    }
    owners.set(id, index);
  });
  return new Set(owners.keys());
}

function readCell(stored: Json, index: number, ids: CellIds, path: string): Cell {
  const where = `${path}, cell ${index + 1}`;
  const complain = (what: string): never => {
    throw new NotebookFormatError(`${where}: ${what}.`);
  };
  if (!isJsonObject(stored)) return complain(`it is ${kindOf(stored)}, not an object`);
  const type = stored.cell_type;
  const source = normalizeLineEnds(textOf(stored.source, "source", complain));
  const base = {
    id: typeof stored.id === "string" ? stored.id : ids.make(typeof type === "string" ? type : "", source),
    metadata: objectOf(stored.metadata),
    source,
    ...(isJsonObject(stored.attachments) && { attachments: joinAttachments(stored.attachments) }),
  };
  switch (type) {
    case "code": {
      const outputs = stored.outputs ?? [];
      if (!Array.isArray(outputs)) return complain(`outputs is ${kindOf(outputs)}, not an array`);
      return {
        ...base,
        cell_type: "code",
        execution_count: countOf(stored.execution_count),
        outputs: (outputs as readonly Json[]).map((output, position) =>
          readOutput(output, (what) => complain(`output ${position + 1}: ${what}`)),
        ),
      };
    }
    case "markdown":
      return { ...base, cell_type: "markdown" };
    case "raw":
      return { ...base, cell_type: "raw" };
    default:
      return complain(
        typeof type === "string"
          ? `its cell_type "${type}" is none of code, markdown, raw`
          : `cell_type is ${kindOf(type)}`,
      );
  }
}

function joinAttachments(stored: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(stored).map(([name, bundle]) => [
      name,
      isJsonObject(bundle) ? joinBundle(bundle) : bundle,
    ]),
  );
}
