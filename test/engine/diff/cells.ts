/** Cells of a notebook that "was executed". */
import { metadataKey } from "../../../src/model/mime.js";
import type { Value } from "../../../src/model/value.js";
import type { Cell, JsonObject, Notebook } from "../../../src/engine/notebook/contract.js";
import { inlineExpressions } from "../../../src/engine/notebook/inline.js";

export function notebook(cells: readonly Cell[]): Notebook {
  return { nbformat: 4, nbformat_minor: 5, metadata: { language_info: { name: "typescript" } }, cells };
}

export function json(value: unknown): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}

export function code(id: string, source: string, trace: object, shown: readonly JsonObject[] = []): Cell {
  const facts = {
    status: "executed",
    trace: { files: [], modules: [], environment: [], functions: [], ...trace },
  };
  const outputs = shown.map((data) => ({ output_type: "display_data" as const, data, metadata: {} }));
  return {
    cell_type: "code",
    id,
    metadata: { [metadataKey]: json(facts) },
    source,
    outputs,
    execution_count: 1,
  };
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
