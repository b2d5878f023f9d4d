/** What is meant as a computed value, `` `{ts} x` ``, and would be printed as it is written. */
import type { GuardFault } from "./attributes.js";
import { readInlineSpan, type Range } from "./syntax.js";

const form = "Write `{ts} fmt.count(x)`, in backticks, with the expression after {ts}.";

/** TypeScript by other names: whoever writes one means the code of a cell. */
const ours = "ts|tsx|mts|typescript|js|jsx|mjs|javascript|ecmascript";

/** Languages that other tools compute in a line, in braces (Quarto, marimo, Observable) or as `r x` (knitr). */
const foreign: ReadonlyMap<string, string> = new Map([
  ["js", "JavaScript"],
  ["jsx", "JavaScript"],
  ["mjs", "JavaScript"],
  ["javascript", "JavaScript"],
  ["ecmascript", "JavaScript"],
  ["r", "R"],
  ["py", "Python"],
  ["python", "Python"],
  ["python3", "Python"],
  ["ipython", "Python"],
  ["jl", "Julia"],
  ["julia", "Julia"],
  ["ojs", "Observable JavaScript"],
  ["observable", "Observable JavaScript"],
  ["sql", "SQL"],
  ["duckdb", "SQL"],
  ["scala", "Scala"],
  ["stata", "Stata"],
  ["octave", "Octave"],
  ["matlab", "MATLAB"],
]);
const others = [...foreign.keys()].join("|");

/** Before the expression, the braces are missing, of another kind or in the wrong place, or name another language. */
const nearly = new RegExp(
  String.raw`^\s*(?:\{+\s*(?:${ours}|${others})(?:\s+#[^\s}]*)?\s*\}+\s*\S|\{\s*ts\s+(?:#[^\s}]*\s+)?[^\s:,}=#]` +
    String.raw`|[([<]ts[)\]>]\s+[\p{L}_$]|ts\}\s*\S|(?:ts|r)\s+[\p{L}_$][\w$]*[.([])`,
  "iu",
);

interface Code extends Range {
  readonly content: string;
}

export function nearValues(code: readonly Code[]): readonly GuardFault[] {
  return code.flatMap(({ start, content }): readonly GuardFault[] => {
    if (readInlineSpan(content) !== undefined || !nearly.test(content)) return [];
    const [opening = "", name = ""] = beforeExpression.exec(content) ?? [];
    const language = foreign.get(name.toLowerCase());
    const message =
      language === undefined
        ? "this code is nearly a computed value, and is not computed"
        : `this code in ${language} is not computed, because values are TypeScript`;
    const expression = content.slice(opening.length).trim();
    const isCall = language !== undefined && /^[\p{L}_$][\p{L}\p{N}_$.]*\([^`\n]*\)$/u.test(expression);
    return [
      { at: start, message, hint: isCall ? `Write \`{ts} ${expression}\`, if it is TypeScript.` : form },
    ];
  });
}

/** The language and what is around it. */
const beforeExpression = /^\s*\{*\s*(\w+)(?:\s+#[^\s}]*)?\s*\}*\s*/;

const mark = String.raw`(?:\{+\s*(?:${ours})\b[^}\n]{0,40}\}*|[([]ts[)\]]|ts\})`;
/** Outside code: behind a backtick, before one, or complete; not in a path such as `/{ts}/` nor in TeX. */
const open = new RegExp(
  String.raw`(?<=(?<!\\)\x60)(?:${mark}|\{+\s*(?:${others})\s*\}+)\s*\S` +
    String.raw`|(?<![\\\p{L}_^/{])${mark}\s[^\x60\n]{1,80}(?=(?<!\\)\x60)` +
    String.raw`|(?<=^|[\s([>"'“‘„«=])\{+\s*ts(?:\s+#[^\s}]*)?\s*\}`,
  "giu",
);

export function valuesOutsideCode(source: string, silent: readonly Range[]): readonly GuardFault[] {
  return [...source.matchAll(open)].flatMap(({ index }): readonly GuardFault[] => {
    if (silent.some(({ start, end }) => index >= start && index < end)) return [];
    const isOpen = source[index - 1] === "`";
    const message = isOpen
      ? "the backtick before this computed value is not closed"
      : "this computed value is not in backticks";
    return [{ at: isOpen ? index - 1 : index, message, hint: form }];
  });
}
