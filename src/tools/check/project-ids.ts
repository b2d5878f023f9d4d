import { expressionsOf } from "../../engine/notebook/inline.js";
import { hasTag, notebookLanguage } from "../../engine/notebook/metadata.js";
import type { CellPlace, CheckedFile, Finding } from "./contract.js";
import { positionAt } from "../../lib/position.js";
import type { Node } from "oxc-parser";
import { nodesOf } from "./code-strings.js";

/** An id that a notebook gives to something it displays. */
interface StaticId {
  readonly kind: DisplayKind | "value";
  readonly id: string;
  readonly path: string;
  readonly cell: CellPlace;
  readonly line: number;
  readonly column: number;
}

export interface ProjectIds {
  readonly ids: readonly StaticId[];
  /** Some ids are made while the notebooks execute: which there are cannot be said. */
  readonly open: "open" | "closed";
}

/** The ids of figures, tables, claims and values that stand in the notebooks as they are written. */
export function projectIds(files: readonly CheckedFile[]): ProjectIds {
  const ids: StaticId[] = [];
  let open = false;
  for (const { path, notebook } of files) {
    const isScript = ["typescript", "javascript"].includes(notebookLanguage(notebook) ?? "");
    if (!isScript) open = true;
    notebook.cells.forEach((cell, index) => {
      if (hasTag(cell, "remove-cell")) return;
      const place = { index, id: cell.id };
      for (const { id, line, column } of expressionsOf(notebook, cell)) {
        // Others are made of the cell's id and are the notebook's own.
        if (!id.startsWith(`${cell.id}-`)) ids.push({ kind: "value", id, path, cell: place, line, column });
      }
      if (cell.cell_type !== "code" || !isScript || hasTag(cell, "remove-output")) return;
      // A module of the project may display figures of its own.
      if (/\bfrom\s*["']\.{1,2}\//.test(cell.source)) open = true;
      for (const { kind, id, offset } of displaysOf(cell.source)) {
        if (id === undefined) open = true;
        else ids.push({ kind, id, path, cell: place, ...positionAt(cell.source, offset) });
      }
    });
  }
  return { ids, open: open ? "open" : "closed" };
}

/** Ids of one kind are unique in the whole briefing, upper and lower case being the same. */
export function repeatedIds({ ids }: ProjectIds): readonly Finding[] {
  const owners = new Map<string, StaticId>();
  return ids.flatMap((each): Finding[] => {
    const key = `${each.kind} ${each.id.toLowerCase()}`;
    const owner = owners.get(key);
    if (owner === undefined) {
      owners.set(key, each);
      return [];
    }
    const { kind, id, path, cell, line, column } = each;
    const where = `${owner.path}, cell ${owner.cell.index + 1} (${owner.cell.id}), ${owner.line}:${owner.column}`;
    return [
      {
        check: "notebooks",
        severity: "error",
        path,
        cell,
        line,
        column,
        message: `the ${kind} "${id}" has the id of another ${kind}: ${where}`,
        hint: "Ids are unique in a briefing, upper and lower case being the same: give one of them another.",
      },
    ];
  });
}

type DisplayKind = "figure" | "table" | "claim";

/** A call of figure(), table() or claim(); its id, where the code says it as a literal. */
interface Display {
  readonly kind: DisplayKind;
  readonly id: string | undefined;
  /** Offset in the code of the id, else of the call. */
  readonly offset: number;
}

const kinds: ReadonlySet<string> = new Set(["figure", "table", "claim"]);

/** What the code of a cell displays under an id. */
function displaysOf(code: string): readonly Display[] {
  if (!/\b(?:figure|table|claim)\b/.test(code)) return [];
  return [...nodesOf(code)].flatMap((node): readonly Display[] => {
    if (node.type !== "CallExpression" || node.callee.type !== "Identifier") return [];
    const { callee, arguments: given } = node;
    if (!kinds.has(callee.name)) return [];
    const id = given[0] && idIn(given[0]);
    return [
      {
        kind: callee.name as DisplayKind,
        id: id && code.slice(id.start + 1, id.end - 1),
        offset: id?.start ?? callee.start,
      },
    ];
  });
}

/** `"peak"` of `{ id: "peak" }`. */
function idIn(options: Node): Node | undefined {
  if (options.type !== "ObjectExpression") return undefined;
  for (const property of options.properties) {
    if (property.type !== "Property" || property.computed || property.key.type !== "Identifier") continue;
    if (property.key.name !== "id") continue;
    const { value } = property;
    const isText =
      value.type === "TemplateLiteral"
        ? value.expressions.length === 0
        : value.type === "Literal" && typeof value.value === "string";
    return isText ? value : undefined;
  }
  return undefined;
}
