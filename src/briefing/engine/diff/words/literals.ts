/** Numbers, strings and constants in lines of code, in any language. */
import type { LineRun } from "../shapes.js";

/** Whether a line differs from its former state only in literals: `alpha = 0.05` → `alpha = 0.1`. */
export function hasOtherLiterals(runs: readonly LineRun[]): boolean {
  return runs.some(({ kind, lines }, index) => {
    const next = runs[index + 1];
    if (kind !== "removed" || next?.kind !== "added") return false;
    const later = next.lines.map(literalsIn);
    return lines.map(literalsIn).some((was) => later.some((is) => areOther(was, is)));
  });
}

interface Literals {
  /** The line without its literals, comments and blanks. */
  readonly rest: string;
  readonly values: readonly string[];
}

/** A string, a comment, a number with its sign, a constant. */
const tokens =
  /(?<quote>["'`])(?<words>(?:\\.|(?!\k<quote>)[^\\])*)\k<quote>|(?<comment>(?<=^|\s)(?:#|\/\/).*$)|(?<number>(?:(?<=[=(,:[{]\s*)[-+])?(?<![\p{L}\p{N}_.])(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?)|\b(?<constant>true|false|none|null|na|nan|inf)\b/giu;

function literalsIn(line: string): Literals {
  const values: string[] = [];
  const rest = line.replaceAll(tokens, (...found) => {
    const { words, comment, number, constant } = found.at(-1) as Readonly<Record<string, string | undefined>>;
    if (comment !== undefined) return "";
    if (number !== undefined) values.push(String(Number(number.replaceAll("_", ""))));
    else values.push(words === undefined ? String(constant) : JSON.stringify(words));
    return "\0";
  });
  return { rest: rest.replaceAll(/\s/g, ""), values };
}

/** Whether there is code around the literals, the same in both: a line of a longer text has none. */
function areOther(was: Literals, is: Literals): boolean {
  return was.rest === is.rest && /\p{L}/u.test(is.rest) && was.values.join("\0") !== is.values.join("\0");
}
