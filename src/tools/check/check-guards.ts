import type { Cell } from "../../engine/notebook/contract.js";
import { guardsIn } from "../../engine/notebook/inline.js";
import { isWithin } from "../../engine/notebook/markdown/syntax.js";
import type { Found } from "./contract.js";
import { positionAt } from "../../lib/position.js";
import { frontMatterFields, type TextFile } from "./texts.js";

/** What was true of one edition of the data need not be true of the next. */
const change =
  /\b(?:rose|risen|fell|fallen|gr[eo]wn?|shr[aiu]nk|doubled|halved|peaked|dropped|declined|increased|decreased|overtook|overtaken|no longer|more|fewer|less|higher|lower)\b/i;
const claims: ReadonlySet<string> = new Set(["headline", "finding"]);

/** Headlines and findings in front matter that state a change without a condition. */
export function checkGuards(files: readonly TextFile[]): readonly Found[] {
  return files.flatMap(({ path, notebook }) => {
    const [first] = notebook.cells;
    return first?.cell_type === "raw" ? unguardedClaims(first, path) : [];
  });
}

function unguardedClaims(cell: Cell, path: string): readonly Found[] {
  const guards = guardsIn(cell).filter(({ holds }) => holds !== undefined);
  return frontMatterFields(cell).flatMap(({ name, start, end, text }): readonly Found[] => {
    const found = claims.has(name) ? change.exec(text) : null;
    const isGuarded = guards.some(({ whole }) => isWithin(whole, { start, end }));
    if (found === null || isGuarded) return [];
    return [
      {
        severity: "note",
        path,
        cell: { index: 0, id: cell.id },
        ...positionAt(cell.source, start + found.index),
        message: `the ${name} states a change (“${found[0]}”), and no condition guards it`,
        hint: `Write ${name}: >- and below it [${text.trim().slice(0, 40)}…]{holds=condition}, so that a build with other data stops here.`,
      },
    ];
  });
}
