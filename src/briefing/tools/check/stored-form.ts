/** The stored form of a notebook: its authored content, without results of execution. */
import { metadataKey } from "../../model/mime.js";
import type { Cell, JsonObject } from "../../engine/notebook/contract.js";
import { isJsonObject, isStringArray, objectOf } from "../../engine/notebook/json.js";
import { kernelMetadata, kernelName } from "../../engine/compile/kernel-metadata.js";
import { hasTag } from "../../engine/notebook/metadata.js";
import { parseNotebook } from "../../engine/notebook/parse.js";
import { isTextNotebook } from "../../lib/notebook-name.js";
import { omit } from "../../lib/omit.js";
import { own } from "../../lib/own.js";
import {
  mapBundles,
  normalizeLineEnds,
  splitBundle,
  splitLines,
  withCurrentNames,
} from "../../engine/notebook/stored-text.js";
import { serializeJson } from "../../engine/notebook/stringify.js";
import type { CellPlace } from "./contract.js";

type Json = JsonObject[string];

/** A deviation from the stored form, in a cell or in the whole notebook. */
export interface Change {
  readonly cell?: CellPlace;
  /** Words that follow the name of the notebook or cell: `holds 2 outputs`. */
  readonly what: string;
}

export interface StoredForm {
  readonly text: string;
  /** Empty if the text is already in the stored form. */
  readonly changes: readonly Change[];
}

/**
 * Converts a notebook to the stored form: no outputs, execution counts or metadata left by execution or viewing, and
 * JSON as Jupyter writes it. Sources, attachments, tags and all other metadata are preserved. Idempotent. Throws a
 * NotebookFormatError if the text is not a notebook.
 */
export function toStoredForm(text: string, path: string): StoredForm {
  const { cells } = parseNotebook(text, path);
  if (isTextNotebook(path)) return textForm(text);
  const changes: Change[] = [];
  const report = (what: string, cell?: CellPlace): void => {
    changes.push({ ...(cell && { cell }), what });
  };
  // Works on the JSON, because a parsed notebook drops what other tools may have added to its known fields.
  const stored = JSON.parse(text.replace(/^\uFEFF/, "")) as JsonObject;
  const storedCells = stored.cells as readonly JsonObject[];
  const clean: JsonObject = {
    ...stored,
    nbformat_minor: upgradedMinor(stored.nbformat_minor, report),
    metadata: notebookMetadata(objectOf(stored.metadata), report),
    cells: cells.map((cell, index) =>
      cleanCell(storedCells[index] ?? {}, cell, (what) => {
        report(what, { index, id: cell.id });
      }),
    ),
  };
  const result = `${serializeJson(clean)}\n`;
  if (changes.length === 0 && result !== text) report(layoutDifference(text, result));
  return { text: result, changes };
}

/** A text notebook stores nothing of an execution; its layout is the author's. */
function textForm(text: string): StoredForm {
  const bare = text.replace(/^\uFEFF/, "");
  const lines = normalizeLineEnds(bare);
  const result = `${lines.replace(/\n+$/, "")}\n`;
  const changes = [
    ...(bare === text ? [] : ["begins with a byte order mark"]),
    ...(lines === bare ? [] : ["has line ends of Windows or of an old Macintosh"]),
    ...(result === lines ? [] : ["does not end with one line break"]),
  ];
  return { text: result, changes: changes.map((what) => ({ what })) };
}

type Report = (what: string) => void;

/** nbformat 4.5 is the first with cell ids. */
function upgradedMinor(minor: Json | undefined, report: Report): number {
  if (typeof minor === "number" && minor >= 5) return minor;
  report(`is nbformat 4.${typeof minor === "number" ? minor : "?"}, not 4.5`);
  return 5;
}

function notebookMetadata(metadata: JsonObject, report: Report): JsonObject {
  const gone = leftBehind.notebook.filter((key) => key in metadata);
  for (const key of gone) report(`holds metadata ${key}`);
  if (!isJsonObject(metadata.widgets)) return withKernel(omit(metadata, ...gone), report);
  report("holds the state of widgets");
  return withKernel(omit(metadata, ...gone, "widgets"), report);
}

/** JupyterLab would write this on opening; any other name or language makes it mark the notebook as changed. */
function withKernel(metadata: JsonObject, report: Report): JsonObject {
  const written = objectOf(metadata.kernelspec);
  if (written.name !== kernelName) return metadata;
  const kernelspec = { ...written, ...kernelMetadata.kernelspec };
  const named = { ...metadata, ...kernelMetadata, kernelspec };
  for (const key of ["kernelspec", "language_info"] as const) {
    if (serializeJson(named[key]) !== serializeJson(metadata[key] ?? null))
      report(`has a ${key} that is not the one of the kernel ${kernelName}`);
  }
  return named;
}

function cleanCell(stored: JsonObject, cell: Cell, report: Report): JsonObject {
  if (stored.id === undefined) report("has no id");
  const clean: JsonObject = {
    ...stored,
    id: cell.id,
    metadata: cellMetadata(stored.metadata, report),
    source: splitLines(cell.source),
    ...(cell.attachments && { attachments: mapBundles(cell.attachments, splitBundle) }),
  };
  const source = isStringArray(stored.source) ? stored.source.join("") : stored.source;
  if (source !== cell.source) report("has line ends of Windows or of an old Macintosh");
  if (cell.cell_type !== "code") return clean;
  // The outputs of a cell that is never executed are displayed as stored.
  const keepsOutputs = hasTag(cell, "skip-execution");
  if (!keepsOutputs && cell.outputs.length > 0)
    report(`holds ${cell.outputs.length === 1 ? "an output" : "outputs"}`);
  const count = stored.execution_count;
  if (typeof count === "number") report(`holds the execution count ${count}`);
  else if (count !== null) report("has no execution_count");
  if (stored.outputs === undefined) report("has no outputs");
  return { ...clean, execution_count: null, outputs: keepsOutputs ? (stored.outputs ?? []) : [] };
}

/** Metadata keys left by viewing and execution; all others belong to the author. */
export const leftBehind = {
  notebook: ["orig_nbformat", "orig_nbformat_minor", "signature"],
  cell: ["collapsed", "scrolled", "user_expressions", "execution", "trusted"],
  /** In a cell's `jupyter` metadata. */
  jupyter: ["outputs_hidden"],
  /** In our own metadata, if it records an execution. */
  facts: ["status", "trace", "inline"],
} as const;

function cellMetadata(given: Json | undefined, report: Report): JsonObject {
  if (!isJsonObject(given)) {
    report("has no metadata");
    return {};
  }
  const stored = withCurrentNames(given);
  if (stored !== given) report("has metadata under the earlier name decoupling-briefing");
  const gone = leftBehind.cell.filter((key) => key in stored);
  for (const key of gone) report(`holds metadata ${key}`);
  const hidden = leftBehind.jupyter.filter((key) => key in objectOf(stored.jupyter));
  for (const key of hidden) report(`holds metadata jupyter.${key}`);
  const kept = withoutIn(omit(stored, ...gone), "jupyter", hidden);
  // Records of an execution share an object with the author's settings (such as a timeout).
  if (!("status" in objectOf(stored[metadataKey]))) return kept;
  report("holds the record of an execution");
  return withoutIn(kept, metadataKey, leftBehind.facts);
}

/** Removes keys from one part of the metadata, and the part itself if it becomes empty. */
function withoutIn(metadata: JsonObject, part: string, keys: readonly string[]): JsonObject {
  if (keys.length === 0) return metadata;
  const left = omit(objectOf(own(metadata, part)), ...keys);
  return Object.keys(left).length === 0 ? omit(metadata, part) : { ...metadata, [part]: left };
}

/** Same content, different bytes: finds the first difference. */
function layoutDifference(text: string, clean: string): string {
  const before = text.split("\n");
  const after = clean.split("\n");
  const line = after.findIndex((each, index) => each !== before[index]);
  return `is not laid out as Jupyter stores it (first in line ${(line < 0 ? after.length : line) + 1})`;
}

/** One line per cell: `cell 3 (peak): holds outputs, holds the execution count 4`, after those of the notebook. */
export function changesByCell(changes: readonly Change[]): readonly Change[] {
  const byCell = new Map<number, Change>();
  for (const change of changes) {
    const key = change.cell?.index ?? -1;
    const before = byCell.get(key);
    byCell.set(key, before === undefined ? change : { ...before, what: `${before.what}, ${change.what}` });
  }
  return [...byCell].sort(([a], [b]) => a - b).map(([, change]) => change);
}
