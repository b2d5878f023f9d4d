/**
 * Code cells for ESLint: each cell of a notebook is a module of its own, because cells may declare a name again. Prose
 * uses names too, so rules on unused names say nothing here.
 */
import { findNodeAtLocation, parseTree } from "jsonc-parser";

/** By file: the cells of the notebook, in the order of the blocks. */
const notebooks = new Map();

/** Code cells, with a function from a position in the cell to the one in the file. */
function cellsOfJson(text) {
  const tree = parseTree(text);
  return JSON.parse(text).cells.flatMap(({ cell_type: type, id, source }, index) => {
    if (type !== "code") return [];
    const lines = findNodeAtLocation(tree, ["cells", index, "source"]).children ?? [];
    const starts = lines.map(({ offset }) => text.slice(0, offset).split("\n"));
    const place = (line, column) => {
      const before = starts[line - 1] ?? [""];
      // After the indentation and the quotation mark.
      return { line: before.length, column: column + before.at(-1).length + 1 };
    };
    return [{ id, code: [source].flat().join(""), place }];
  });
}

function cellsOfMarkdown(text) {
  const fences = /^(`{3,})typescript([^\n]*)\n([^]*?)^\1[ \t]*$/gm;
  return [...text.matchAll(fences)].map((match) => {
    const [, fence, attributes, code] = match;
    const first = text.slice(0, match.index).split("\n").length;
    const id = /\bid="([^"]*)"/.exec(attributes)?.[1] ?? `after ${fence}`;
    return { id, code, place: (line, column) => ({ line: first + line, column }) };
  });
}

export const notebookProcessor = {
  meta: { name: "notebook-cells", version: "1" },
  supportsAutofix: false,
  preprocess(text, file) {
    const cells = file.endsWith(".ipynb") ? cellsOfJson(text) : cellsOfMarkdown(text);
    notebooks.set(file, cells);
    return cells.map(({ code }, index) => ({ text: code, filename: `${index}.ts` }));
  },
  postprocess(found, file) {
    const cells = notebooks.get(file) ?? [];
    notebooks.delete(file);
    return found.flatMap((messages, index) =>
      messages.map(({ ruleId, severity, line, column, message }) => ({
        ruleId,
        severity,
        ...cells[index].place(line, column),
        message: `cell ${cells[index].id}: ${message}`,
      })),
    );
  },
};

const most = 5;

/** A cell is one step. Imports and what a cell shows at its end do not count. */
export const oneStep = {
  meta: { type: "suggestion", schema: [] },
  create: (context) => ({
    Program(node) {
      const steps = node.body.filter(
        ({ type }, index) =>
          type !== "ImportDeclaration" && (type !== "ExpressionStatement" || index < node.body.length - 1),
      );
      if (steps.length > most)
        context.report({
          node: steps[most],
          message: `A cell is one step: ${steps.length} statements are more than ${most}. Split it.`,
        });
    },
  }),
};
