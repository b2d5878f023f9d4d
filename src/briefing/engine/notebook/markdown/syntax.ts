/** The Markdown extensions of a briefing: computed values, citations, cross-references, formulas. */

export interface Range {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

export const isWithin = (inner: Range, outer: Range): boolean =>
  inner.start >= outer.start && inner.end <= outer.end;

/** `{ts} …` or `{ts #id} …`; the space after the brace may be a line break. */
const opening = /^\s*\{ts(?:[ \t]+#([A-Za-z0-9_.:-]+))?[ \t]*\}\s*/;

export interface InlineSpan {
  /** Chosen by the author. */
  readonly id: string | undefined;
  readonly expression: string;
  /** Offset of the expression in the content. */
  readonly at: number;
}

/** The content of backticks, if it is an expression; `{ts}` alone is code. */
export function readInlineSpan(content: string): InlineSpan | undefined {
  const found = opening.exec(content);
  if (found === null) return undefined;
  const at = found[0].length;
  const expression = content.slice(at).trimEnd();
  return expression === "" ? undefined : { id: found[1], expression, at };
}

export interface CitedWork {
  readonly key: string;
  /** The text after the key: `p. 3`, `chap. 2`. */
  readonly locator?: string;
}

/** A citation or cross-reference in Pandoc syntax: `[@key]`, `[@a; @b, p. 3]`, `@fig-id`, `@tbl-id`. */
export type FoundReference = Range &
  (
    | { readonly kind: "citation"; readonly works: readonly CitedWork[] }
    | { readonly kind: "target"; readonly target: string }
  );

const key = String.raw`[\p{L}\p{N}_](?:[\p{L}\p{N}_:.#$%&+?<>~/-]*[\p{L}\p{N}_/])?`;
const work = String.raw`@${key}(?:,[^\];@]*)?`;
const reference = new RegExp(
  String.raw`(?<![\\\p{L}\p{N}!])\[(${work}(?:\s*;\s*${work})*)\](?![([:])` +
    String.raw`|(?<![\\\p{L}\p{N}@/._-])@((?:fig|tbl)-[\p{L}\p{N}_](?:[\p{L}\p{N}_.:-]*[\p{L}\p{N}_])?)`,
  "gu",
);

/** All matches in a text, including those in code. */
export function referencesIn(text: string): readonly FoundReference[] {
  if (!text.includes("@")) return [];
  return [...text.matchAll(reference)].map((match): FoundReference => {
    const [whole, works, target] = match;
    const place = { start: match.index, end: match.index + whole.length };
    if (target !== undefined) return { ...place, kind: "target", target };
    return { ...place, kind: "citation", works: (works ?? "").split(";").map(readWork) };
  });
}

function readWork(text: string): CitedWork {
  const [name = "", ...rest] = text.trim().slice(1).split(",");
  const locator = rest.join(",").replace(/\s+/g, " ").trim();
  return { key: name, ...(locator === "" ? {} : { locator }) };
}

export interface Formula {
  readonly tex: string;
  readonly display: "inline" | "block";
}

/**
 * `$…$` or `$$…$$`. `$…$` has no blanks at its ends and no letters or digits next to it: amounts of dollars and names
 * such as $HOME are not formulas.
 */
const formula =
  /(\${1,2})(?![\s$])((?:[^$\\]|\\[^])*?[^\s$\\])\1(?![\p{L}\p{N}$])|(\$\$)\s((?:[^$\\]|\\[^])*?)\$\$/uy;

/** The formula that begins at this position, including its delimiters. */
export function formulaAt(
  text: string,
  place: number,
): { readonly whole: string; readonly formula: Formula } | undefined {
  formula.lastIndex = place;
  const found = formula.exec(text);
  if (found === null || /[\p{L}\p{N}]/u.test(text.charAt(place - 1))) return undefined;
  const [whole, mark = "$$", inner, , block] = found;
  const tex = inner ?? block ?? "";
  // Without one of these, it is text between two amounts of dollars.
  if (mark === "$" && !/[\\^_=]/.test(tex) && !/^[A-Za-z]$/.test(tex)) return undefined;
  return { whole, formula: { tex: tex.trim(), display: mark === "$$" ? "block" : "inline" } };
}
