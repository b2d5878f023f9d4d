/** Citations and cross-references as Pandoc writes them: `[@key]`, `[@a; @b, p. 3]`, `@fig-id`, `@tbl-id`. */

export interface CitedWork {
  readonly key: string;
  /** What stands after the key: `p. 3`, `chap. 2`. */
  readonly locator?: string;
}

/** Something found, by offsets into the text (end exclusive). */
export type FoundReference = { readonly start: number; readonly end: number } & (
  | { readonly kind: "citation"; readonly works: readonly CitedWork[] }
  | { readonly kind: "target"; readonly target: string }
);

const key = String.raw`[\p{L}\p{N}_](?:[\p{L}\p{N}_:.#$%&+?<>~/-]*[\p{L}\p{N}_/])?`;
const work = String.raw`@${key}(?:,[^\];@]*)?`;
const pattern = new RegExp(
  String.raw`(?<![\\\p{L}\p{N}!])\[(${work}(?:\s*;\s*${work})*)\](?![([:])` +
    String.raw`|(?<![\\\p{L}\p{N}@/._-])@((?:fig|tbl)-[\p{L}\p{N}_](?:[\p{L}\p{N}_.:-]*[\p{L}\p{N}_])?)`,
  "gu",
);

/** All that a text has, code or not. */
export function referencesIn(text: string): readonly FoundReference[] {
  if (!text.includes("@")) return [];
  return [...text.matchAll(pattern)].map((match): FoundReference => {
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
