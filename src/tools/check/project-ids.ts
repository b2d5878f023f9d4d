import { expressionsOf } from "../../engine/notebook/inline.js";
import { hasTag, isScript } from "../../engine/notebook/metadata.js";
import type { CellPlace, CheckedFile, Found } from "./contract.js";
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
  /** What is shown and cannot be published yet. */
  readonly unfinished: readonly Found[];
  /** Some ids are made while the notebooks execute: which there are cannot be said. */
  readonly open: "open" | "closed";
}

/** The ids of figures, tables, claims and values that stand in the notebooks as they are written. */
export function projectIds(files: readonly CheckedFile[]): ProjectIds {
  const ids: StaticId[] = [];
  const unfinished: Found[] = [];
  let open = false;
  for (const { path, notebook } of files) {
    const isRead = isScript(notebook);
    if (!isRead) open = true;
    notebook.cells.forEach((cell, index) => {
      if (hasTag(cell, "remove-cell")) return;
      const place = { index, id: cell.id };
      for (const { id, line, column } of expressionsOf(notebook, cell)) {
        // Others are made of the cell's id and are the notebook's own.
        if (!id.startsWith(`${cell.id}-`)) ids.push({ kind: "value", id, path, cell: place, line, column });
      }
      if (cell.cell_type !== "code" || !isRead || hasTag(cell, "remove-output")) return;
      // A module of the project may display figures of its own.
      if (/\bfrom\s*["']\.{1,2}\//.test(cell.source)) open = true;
      for (const { kind, id, offset, lacks } of displaysOf(cell.source)) {
        if (lacks.length > 0) {
          const where = { path, cell: place, ...positionAt(cell.source, offset) };
          unfinished.push({ ...lacking(kind, lacks), ...where });
        }
        if (id === undefined) open = true;
        else ids.push({ kind, id, path, cell: place, ...positionAt(cell.source, offset) });
      }
    });
  }
  return { ids, unfinished, open: open ? "open" : "closed" };
}

const lacking = (kind: string, lacks: readonly string[]) => ({
  message: `the ${kind} is not ready to be published: it has no ${lacks.join(", no ")}`,
  hint: `Give it what is missing: ${kind}(…, { ${lacks.map((name) => `${name}: "…"`).join(", ")} }). Preview and build --draft show it as it is.`,
});

/** Ids of one kind are unique in the whole briefing, upper and lower case being the same. */
export function repeatedIds({ ids }: ProjectIds): readonly Found[] {
  const owners = new Map<string, StaticId>();
  return ids.flatMap((each): Found[] => {
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
  /** What it needs to be published, and its call certainly does not say. */
  readonly lacks: readonly string[];
}

const kinds: ReadonlySet<string> = new Set(["figure", "table", "claim"]);

/** What the code of a cell displays under an id. */
function displaysOf(code: string): readonly Display[] {
  if (!/\b(?:figure|table|claim)\b/.test(code)) return [];
  return [...nodesOf(code)].flatMap((node): readonly Display[] => {
    if (node.type !== "CallExpression" || node.callee.type !== "Identifier") return [];
    const { callee, arguments: given } = node;
    if (!kinds.has(callee.name)) return [];
    const kind = callee.name as DisplayKind;
    const options = given.find((one) => one.type === "ObjectExpression" && !isSpec(one));
    const id = options && idIn(options);
    return [
      {
        kind,
        id: id && code.slice(id.start + 1, id.end - 1),
        offset: id?.start ?? callee.start,
        lacks: lackedBy(kind, given, options),
      },
    ];
  });
}

const needed = { figure: ["id", "caption", "alt"], table: ["id", "caption"], claim: [] } as const;
const charts = new Set(["line", "area", "bar", "scatter", "histogram", "heat"]);

/** Nothing where the options, or all that is passed, are made elsewhere. */
function lackedBy(kind: DisplayKind, given: readonly Node[], options: Node | undefined): readonly string[] {
  const [first, second] = given;
  if (first === undefined || (options === undefined && second !== undefined)) return [];
  if (options === undefined) {
    const isChart =
      first.type === "CallExpression" && first.callee.type === "Identifier" && charts.has(first.callee.name);
    const isRows = first.type === "CallExpression" && first.callee.type === "MemberExpression";
    return isSpec(first) || (kind === "figure" ? isChart : isRows) ? needed[kind] : [];
  }
  const names = namesIn(options);
  return names === undefined ? [] : needed[kind].filter((name) => !names.includes(name));
}

/** A Vega-Lite specification stands where options may stand, too. */
const isSpec = (node: Node): boolean =>
  (namesIn(node) ?? []).some((name) =>
    ["mark", "layer", "concat", "hconcat", "vconcat", "facet", "repeat"].includes(name),
  );

/** Undefined where some come from elsewhere. */
function namesIn(node: Node): readonly string[] | undefined {
  if (node.type !== "ObjectExpression") return undefined;
  const names = node.properties.map((property) =>
    property.type === "Property" && !property.computed && property.key.type === "Identifier"
      ? property.key.name
      : undefined,
  );
  return names.includes(undefined) ? undefined : names.filter((name) => name !== undefined);
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
