/** Notebooks as they are stored. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type {
  Cell,
  CodeCell,
  JsonObject,
  Notebook,
  Output,
} from "../../src/briefing/engine/notebook/contract.js";

const kernelspec = { name: "tslab", display_name: "TypeScript", language: "typescript" };

/** With outputs, as if it had been executed. */
export const codeCell = (
  id: string,
  source: string,
  metadata: object = {},
  outputs: readonly object[] = [],
): CodeCell => ({
  cell_type: "code",
  id,
  metadata: metadata as JsonObject,
  source,
  outputs: outputs as readonly Output[],
  execution_count: outputs.length > 0 ? 1 : null,
});

export const textCell = <Type extends "markdown" | "raw">(type: Type, id: string, source: string) => ({
  cell_type: type,
  id,
  metadata: {},
  source,
});

export const displayed = (data: object): Output => ({
  output_type: "display_data",
  data: data as JsonObject,
  metadata: {},
});

export const notebookOf = (cells: readonly Cell[], metadata: JsonObject = { kernelspec }): Notebook => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata,
  cells,
});

export const stored = (cells: readonly object[], metadata?: JsonObject): string =>
  JSON.stringify(notebookOf(cells as readonly Cell[], metadata));

/** A notebook of code cells: cell-1, cell-2 and so on; `tags` are the first one's. */
export function writeNotebook(file: string, sources: readonly string[], tags?: readonly string[]): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const metadata = (index: number) => (index === 0 && tags !== undefined ? { tags } : {});
  writeFileSync(
    file,
    stored(sources.map((source, index) => codeCell(`cell-${index + 1}`, source, metadata(index)))),
  );
}
