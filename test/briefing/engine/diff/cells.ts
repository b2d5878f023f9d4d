/** Cells of a notebook that "was executed". */
import { metadataKey } from "../../../../src/briefing/model/mime.js";
import type { Value } from "../../../../src/briefing/model/value.js";
import type { Cell, JsonObject, Notebook } from "../../../../src/briefing/engine/notebook/contract.js";
import { inlineExpressions } from "../../../../src/briefing/engine/notebook/inline.js";
import { codeCell, displayed, notebookOf } from "../../../support/notebook.js";

export const notebook = (cells: readonly Cell[]): Notebook =>
  notebookOf(cells, { language_info: { name: "typescript" } });

/** A chapter of one Markdown cell, without values. */
export const chapterOfWords = (source: string): Notebook => notebook([markdown("words", source, {})]);

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

type Values = Readonly<Record<string, Value>>;

export const markdown = (id: string, source: string, values: Values): Cell =>
  prose("markdown", id, source, values);

export const frontMatter = (lines: string, values: Values): Cell =>
  prose("raw", "front-matter", `---\n${lines}\n---`, values);

function prose(type: "markdown" | "raw", id: string, source: string, values: Values): Cell {
  const inline = inlineExpressions({ id, source, cell_type: type }).map(
    ({ id: name, expression, line, column }) => {
      const value = values[expression];
      if (value === undefined) throw new Error(`no value for ${expression}`);
      return { id: name, expression, line, column, status: "ok", value };
    },
  );
  const trace = { files: [], modules: [], environment: [], functions: [] };
  return {
    cell_type: type,
    id,
    metadata: { [metadataKey]: json({ status: "executed", ...(inline.length > 0 && { inline, trace }) }) },
    source,
  };
}
