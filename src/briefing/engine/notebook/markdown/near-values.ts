/** What is meant as a computed value, `` `{ts} x` ``, and would be printed as it is written. */
import type { GuardFault } from "./attributes.js";
import { readInlineSpan, type Range } from "./syntax.js";

const form = "Write `{ts} fmt.count(x)`, in backticks, with the expression after {ts}.";

/** Before the expression, the braces are missing, of another kind or in the wrong place, or name another language. */
const nearly =
  /^\s*(?:\{+\s*(?:ts|tsx|typescript|js|javascript)(?:\s+#[^\s}]*)?\s*\}+\s*\S|\{\s*ts\s+(?:#[^\s}]*\s+)?[^\s:,}=#]|[([<]ts[)\]>]\s+[\p{L}_$]|ts\}\s*\S|ts\s+[\p{L}_$][\w$]*[.([])/iu;

interface Code extends Range {
  readonly content: string;
}

export function nearValues(code: readonly Code[]): readonly GuardFault[] {
  return code.flatMap(({ start, content }): readonly GuardFault[] => {
    if (readInlineSpan(content) !== undefined || !nearly.test(content)) return [];
    return [{ at: start, message: "this code is nearly a computed value, and is not computed", hint: form }];
  });
}

const mark = String.raw`(?:\{+\s*(?:ts|tsx|typescript|js|javascript)\b[^}\n]{0,40}\}*|[([]ts[)\]]|ts\})`;
/** Outside code: behind a backtick, before one, or complete; not in a path such as `/{ts}/` nor in TeX. */
const open = new RegExp(
  String.raw`(?<=(?<!\\)\x60)${mark}\s*\S` +
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
