/**
 * Cells tagged `look` are executed in JupyterLab and skipped everywhere else, so the rest of the notebook must not
 * depend on them: it would fail in a build, or compute something else there.
 */
import type { Node, Program } from "oxc-parser";
import { codeFrame } from "../../lib/code-frame.js";
import { positionAt, type Position } from "../../lib/position.js";
import { readTopLevel } from "../compile/emit/scope.js";
import { bindingsOf, childrenOf, declarationsIn } from "../compile/syntax-tree.js";
import { expressionCode, parseCode } from "../notebook/cell-code.js";
import { targetsIn } from "../notebook/dependents.js";
import type { Cell, Notebook } from "../notebook/contract.js";
import { askedCode, expressionsOf, placeOfAsked } from "../notebook/inline.js";
import { isLook } from "../notebook/metadata.js";
import { inFile } from "../notebook/place.js";
import type { Failure } from "./contract.js";

/** A name in the code of a cell, with its position in the cell. */
interface Mention extends Position {
  readonly name: string;
}

/** Where a cell tagged `look` declares a name: `cell 3 (lowest), 2:7`, or of a text notebook `line 21`. */
type Declared = Map<string, string>;

/** Each use of a name that a cell tagged `look` declares, and each name that such a cell assigns for others. */
export function lookErrors({
  path,
  notebook,
}: {
  readonly path: string;
  readonly notebook: Notebook;
}): readonly Failure[] {
  if (!notebook.cells.some(isLook)) return [];
  const declared: Declared = new Map();
  const failures: Failure[] = [];
  const fail = (cell: Cell, { name, line, column }: Mention, message: string): void => {
    failures.push({
      kind: "type-error",
      notebook: path,
      cell: { index: notebook.cells.indexOf(cell), id: cell.id },
      ...inFile(cell, { line, column }),
      ename: "LookError",
      evalue: message,
      traceback: codeFrame(cell.source, { line, column, length: name.length, first: cell.line }),
    });
  };
  const use = (cell: Cell, mentions: readonly Mention[]): void => {
    for (const mention of mentions) {
      const place = declared.get(mention.name);
      if (place !== undefined) fail(cell, mention, usesLook(mention.name, place));
    }
  };
  for (const [index, cell] of notebook.cells.entries()) {
    if (cell.cell_type === "markdown") use(cell, mentionsInProse(notebook, cell));
    if (cell.cell_type !== "code") continue;
    const names = namesOf(cell.source);
    if (isLook(cell)) {
      for (const assigned of names.assigned)
        if (!declared.has(assigned.name)) fail(cell, assigned, assignsName(assigned.name));
      for (const { name, line, column } of names.declared)
        declared.set(name, placeOf(cell, index, { line, column }));
    } else {
      const own = new Set(names.declared.map(({ name }) => name));
      use(
        cell,
        names.mentioned.filter(({ name }) => !own.has(name)),
      );
      for (const name of own) declared.delete(name);
    }
  }
  // The front matter is evaluated last.
  for (const cell of notebook.cells) if (cell.cell_type === "raw") use(cell, mentionsInProse(notebook, cell));
  return failures;
}

/** In the notebook that the message names. */
function placeOf(cell: Cell, index: number, position: Position): string {
  const { line, column } = inFile(cell, position);
  return cell.line === undefined ? `cell ${index + 1} (${cell.id}), ${line}:${column}` : `line ${line}`;
}

const usesLook = (name: string, place: string): string =>
  `${name} is declared in ${place}, which is tagged look: builds skip that cell. ` +
  `Declare ${name} in a cell without the tag.`;

const assignsName = (name: string): string =>
  `this cell is tagged look, so builds skip it and ${name} keeps its value there. ` +
  "Assign it in a cell without the tag, or declare another name here.";

interface CellNames {
  readonly declared: readonly Mention[];
  readonly mentioned: readonly Mention[];
  /** Names declared elsewhere. */
  readonly assigned: readonly Mention[];
}

/** Empty for code with syntax errors, which the type check reports. */
function namesOf(code: string): CellNames {
  const program = parseCode(code);
  if (program === undefined) return { declared: [], mentioned: [], assigned: [] };
  const own = new Set([...declarationsIn(program.body)].map(([name]) => name));
  const { references } = readTopLevel(program);
  const targets = new Set(targetsIn(program));
  const mentionAt = (name: string, start: number): Mention => ({ name, ...positionAt(code, start) });
  return {
    declared: [...own].map((name) => mentionAt(name, declarationStart(program, name))),
    mentioned: references.map(({ name, start }) => mentionAt(name, start)),
    assigned: references
      .filter(({ name, start }) => targets.has(start) && !own.has(name))
      .map(({ name, start }) => mentionAt(name, start)),
  };
}

/** Offset of the name in the statement that declares it; a `var` may be declared inside a block. */
function declarationStart(program: Program, name: string): number {
  const declares = (statement: Node) => [...bindingsOf(statement)].some(([declared]) => declared === name);
  const statement = program.body.find(declares) ?? program;
  return identifiersIn(statement).find((each) => each.name === name)?.start ?? statement.start;
}

function identifiersIn(node: Node): readonly { readonly name: string; readonly start: number }[] {
  return node.type === "Identifier" ? [node] : childrenOf(node).flatMap(identifiersIn);
}

function mentionsInProse(notebook: Notebook, cell: Cell): readonly Mention[] {
  return expressionsOf(notebook, cell).flatMap((asked) => {
    const code = askedCode(asked);
    return namesOf(expressionCode(code)).mentioned.map(({ name, line, column }) => {
      // expressionCode puts a parenthesis before the expression.
      const inside = { line, column: line === 1 ? column - 1 : column };
      return { name, ...placeOfAsked(asked, inside) };
    });
  });
}
