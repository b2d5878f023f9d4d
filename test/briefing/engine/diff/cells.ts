/** Cells of a notebook that "was executed". */
import { metadataKey } from "../../../../src/briefing/model/mime.js";
import type { Value } from "../../../../src/briefing/model/value.js";
import type { Cell, JsonObject, Notebook } from "../../../../src/briefing/engine/notebook/contract.js";
import { inlineExpressions } from "../../../../src/briefing/engine/notebook/inline.js";
import { codeCell, displayed, notebookOf } from "../../../support/notebook.js";

export const notebook = (cells: readonly Cell[]): Notebook =>
  notebookOf(cells, { language_info: { name: "typescript" } });

export function json(value: unknown): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}

export function code(id: string, source: string, trace: object, shown: readonly JsonObject[] = []): Cell {
  const facts = {
    status: "executed",
    trace: { files: [], modules: [], environment: [], functions: [], ...trace },
  };
  const outputs = shown.map(displayed);
  return { ...codeCell(id, source, { [metadataKey]: json(facts) }, outputs), execution_count: 1 };
}

export function markdown(id: string, source: string, values: Readonly<Record<string, Value>>): Cell {
  const inline = inlineExpressions({ id, source, cell_type: "markdown" }).map(
    ({ id: name, expression, line, column }) => {
      const value = values[expression];
      if (value === undefined) throw new Error(`no value for ${expression}`);
      return { id: name, expression, line, column, status: "ok", value };
    },
  );
  const trace = { files: [], modules: [], environment: [], functions: [] };
  return {
    cell_type: "markdown",
    id,
    metadata: { [metadataKey]: json({ status: "executed", ...(inline.length > 0 && { inline, trace }) }) },
    source,
  };
}
