/** Ids for cells of a text notebook that are written without: by what they contain, so that they survive edits. */
import { declarationsIn } from "../../compile/syntax-tree.js";
import { parseCode } from "../cell-code.js";
import type { Node } from "oxc-parser";
import type { WrittenCell } from "./split.js";

const longest = 40;
const displays = new Set(["figure", "table", "claim"]);

/** By the first heading, the first declared name, or the id of what is displayed; else after the cell before. */
export function nameOf({ type, source }: WrittenCell, before: string | undefined): string {
  const name = type === "code" ? nameOfCode(source) : type === "markdown" ? headingName(source) : undefined;
  if (name !== undefined && name !== "") return name;
  const suffix = type === "code" ? "code" : type === "raw" ? "raw" : "text";
  return before === undefined ? suffix : `${before.slice(0, longest)}-${suffix}`;
}

function headingName(source: string): string | undefined {
  const [, heading] = /^ {0,3}#{1,6}[ \t]+(.*)$/m.exec(source) ?? [];
  return heading === undefined ? undefined : slug(heading.replace(/\{[^}]*\}/g, " ").toLowerCase());
}

function nameOfCode(source: string): string | undefined {
  const { body = [] } = parseCode(source) ?? {};
  const declared = [...declarationsIn(body)];
  const own = declared.find(([, binding]) => binding !== "import");
  if (own !== undefined) return slug(own[0]);
  const display = body.flatMap((statement) => displayId(statement) ?? []);
  if (display[0] !== undefined) return slug(display[0]);
  return declared.length > 0 ? "imports" : undefined;
}

/** `joint-papers` of `figure({ id: "joint-papers" })` */
function displayId(statement: Node): string | undefined {
  const call = statement.type === "ExpressionStatement" ? statement.expression : undefined;
  if (call?.type !== "CallExpression" || call.callee.type !== "Identifier") return undefined;
  if (!displays.has(call.callee.name)) return undefined;
  for (const given of call.arguments) {
    if (given.type !== "ObjectExpression") continue;
    for (const property of given.properties) {
      if (property.type !== "Property" || property.computed || property.key.type !== "Identifier") continue;
      const { key, value } = property;
      if (key.name === "id" && value.type === "Literal" && typeof value.value === "string")
        return value.value;
    }
  }
  return undefined;
}

/** What nbformat allows in an id. */
function slug(name: string): string {
  const plain = name.normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  const words = plain.match(/[A-Za-z0-9_]+/g) ?? [];
  return words.join("-").slice(0, longest).replace(/-+$/, "");
}
