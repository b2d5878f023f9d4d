import type { Cell } from "../../engine/notebook/contract.js";
import { expressionsOf } from "../../engine/notebook/inline.js";
import { hasTag, isScript, isUnpublished } from "../../engine/notebook/metadata.js";
import { describePlace, inFile } from "../../engine/notebook/place.js";
import { omit } from "../../lib/omit.js";
import type { CheckedFile, Found, Place } from "./contract.js";
import { positionAt } from "../../lib/position.js";
import type { Node } from "oxc-parser";
import { isLiteral, nodesOf } from "./code-strings.js";

/** An id that a notebook assigns to something it displays. */
interface StaticId extends Place {
  readonly kind: DisplayKind | "value";
  readonly id: string;
  /** The cell, by which its position in the file is found. */
  readonly in: Cell;
}

export interface ProjectIds {
  readonly ids: readonly StaticId[];
  /** Displayed items that cannot be published yet. */
  readonly unfinished: readonly Found[];
  /** Some ids are created during execution, so the full set is unknown. */
  readonly open: "open" | "closed";
}

/** The literal ids of figures, tables, claims and values in the notebooks. */
export function projectIds(files: readonly CheckedFile[]): ProjectIds {
  const ids: StaticId[] = [];
  const unfinished: Found[] = [];
  let open = false;
  for (const { path, notebook } of files) {
    const isRead = isScript(notebook);
    if (!isRead) open = true;
    notebook.cells.forEach((cell, index) => {
      if (isUnpublished(cell)) return;
      const place = { index, id: cell.id };
      for (const { id, line, column } of expressionsOf(notebook, cell)) {
        // Other ids are derived from the cell's id and are local to the notebook.
        if (!id.startsWith(`${cell.id}-`))
          ids.push({ kind: "value", id, path, cell: place, line, column, in: cell });
      }
      if (cell.cell_type !== "code" || !isRead || hasTag(cell, "remove-output")) return;
      // A module of the project may display figures too.
      if (/\bfrom\s*["']\.{1,2}\//.test(cell.source)) open = true;
      for (const { kind, id, offset, lacks } of displaysOf(cell.source)) {
        if (lacks.length > 0) {
          const where = { path, cell: place, ...positionAt(cell.source, offset) };
          unfinished.push({ ...lacking(kind, lacks), ...where });
        }
        if (id === undefined) open = true;
        else ids.push({ kind, id, path, cell: place, ...positionAt(cell.source, offset), in: cell });
      }
    });
  }
  return { ids, unfinished, open: open ? "open" : "closed" };
}

const lacking = (kind: string, lacks: readonly string[]) => ({
  message: `the ${kind} is not ready to be published: it has no ${lacks.join(", no ")}`,
  hint: `Give it what is missing: ${kind}(…, { ${lacks.map((name) => `${name}: "…"`).join(", ")} }). Preview and build --draft show it as it is.`,
});

/** Ids of one kind are unique in the whole briefing, ignoring case. */
export function repeatedIds({ ids }: ProjectIds): readonly Found[] {
  const owners = new Map<string, StaticId>();
  return ids.flatMap((each): Found[] => {
    const key = `${each.kind} ${each.id.toLowerCase()}`;
    const owner = owners.get(key);
    if (owner === undefined) {
      owners.set(key, each);
      return [];
    }
    const { kind, id } = each;
    const where = describePlace(owner.path, owner.cell, inFile(owner.in, owner));
    const message = `the ${kind} "${id}" has the id of another ${kind}: ${where}`;
    const hint = "Ids must be unique in a briefing, ignoring case: rename one of them.";
    return [{ ...omit(each, "kind", "id", "in"), message, hint }];
  });
}

type DisplayKind = keyof typeof needed;

const needed = { figure: ["id", "caption", "alt"], table: ["id", "caption"], claim: [] } as const;

/** The calls of figure(), table() and claim(), each with its id if the code gives it as a literal. */
function displaysOf(code: string) {
  if (!/\b(?:figure|table|claim)\b/.test(code)) return [];
  return [...nodesOf(code)].flatMap((node) => {
    if (node.type !== "CallExpression" || node.callee.type !== "Identifier") return [];
    const { callee, arguments: given } = node;
    if (!Object.hasOwn(needed, callee.name)) return [];
    const kind = callee.name as DisplayKind;
    const options = given.find((one) => one.type === "ObjectExpression" && !isSpec(one));
    const id = idIn(options);
    return [
      {
        kind,
        id: id && code.slice(id.start + 1, id.end - 1),
        /** In the code, of the id, or else of the call. */
        offset: id?.start ?? callee.start,
        /** Fields required for publication that the call certainly lacks. */
        lacks: missingIn(kind, given, options),
      },
    ];
  });
}

const charts = new Set(["line", "area", "bar", "scatter", "histogram", "heat"]);

/** Empty if the options, or all arguments, come from elsewhere. */
function missingIn(kind: DisplayKind, given: readonly Node[], options: Node | undefined): readonly string[] {
  const [first, second] = given;
  if (first === undefined || (options === undefined && second !== undefined)) return [];
  if (options === undefined) {
    const isChart =
      first.type === "CallExpression" && first.callee.type === "Identifier" && charts.has(first.callee.name);
    const isRows = first.type === "CallExpression" && first.callee.type === "MemberExpression";
    return isSpec(first) || (kind === "figure" ? isChart : isRows) ? needed[kind] : [];
  }
  const { fields, isWhole } = fieldsOf(options);
  return isWhole ? needed[kind].filter((name) => !fields.has(name)) : [];
}

const specFields = ["mark", "layer", "concat", "hconcat", "vconcat", "facet", "repeat"];

/** A Vega-Lite specification may take the place of options. */
function isSpec(node: Node): boolean {
  const { fields, isWhole } = fieldsOf(node);
  return isWhole && specFields.some((name) => fields.has(name));
}

/** `"peak"` of `{ id: "peak" }`. */
function idIn(options: Node | undefined): Node | undefined {
  const value = fieldsOf(options).fields.get("id");
  if (value === undefined || !isLiteral(value)) return undefined;
  return value.type === "TemplateLiteral" && value.expressions.length > 0 ? undefined : value;
}

/** Fields of an object literal that are written as names; it is whole unless others come from elsewhere. */
function fieldsOf(node: Node | undefined) {
  const properties = node?.type === "ObjectExpression" ? node.properties : [];
  const named = properties.flatMap((property) =>
    property.type === "Property" && !property.computed && property.key.type === "Identifier"
      ? [[property.key.name, property.value] as const]
      : [],
  );
  return { fields: new Map<string, Node>(named), isWhole: named.length === properties.length };
}
