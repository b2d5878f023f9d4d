/** Imports and dependencies of a project that still name the package by its earlier name. */
import type { Notebook } from "../../engine/notebook/contract.js";
import { positionAt } from "../../lib/position.js";
import type { Found, NamedText } from "./contract.js";

const imported = /(?:\bfrom|\bimport|\bimport\(|\brequire\()\s*(["'])(decoupling-briefing(?:\/[^"'\s]*)?)\1/g;
const dependency = /"(decoupling-briefing)"\s*:/g;
const steps = "docs/how-to/change-from-decoupling-briefing.md in the package briefing lists every step.";

export function earlierImports(path: string, notebook: Notebook): readonly Found[] {
  return notebook.cells.flatMap((cell, index) =>
    cell.cell_type === "code"
      ? importsIn(cell.source).map((found): Found => ({ path, cell: { index, id: cell.id }, ...found }))
      : [],
  );
}

export const earlierImportsOf = ({ path, text }: NamedText): readonly Found[] =>
  importsIn(text).map((found): Found => ({ path, ...found }));

/** In package.json, whose `name` may be anything. */
export function earlierDependencies({ path, text }: NamedText): readonly Found[] {
  return [...text.matchAll(dependency)].map(({ index }) => ({
    path,
    ...positionAt(text, index),
    message: "names decoupling-briefing, which is now called briefing",
    hint: `Write "briefing" instead, then run npm install. ${steps}`,
  }));
}

function importsIn(text: string): readonly Omit<Found, "path">[] {
  return [...text.matchAll(imported)].map(({ 0: statement, 2: name = "", index }) => ({
    ...positionAt(text, index + statement.length - name.length - 2),
    message: `imports from "${name}", which is now called briefing`,
    hint: `Import from "${name.replace("decoupling-briefing", "briefing")}", and the functions about two countries from "briefing-collaboration". ${steps}`,
  }));
}
