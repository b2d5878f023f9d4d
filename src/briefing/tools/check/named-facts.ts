/**
 * What a definition cannot be about: a place, a year or a source of data. A sentence that names one says something of
 * the world, which new data can make false, however it is marked.
 */
import type { Range } from "../../engine/notebook/markdown/syntax.js";
import { memoizedLast } from "../../lib/memoized-last.js";

export type NamedKind = "place" | "year" | "source";

export interface NamedFact extends Range {
  readonly kind: NamedKind;
}

/** Ranges of such names in `words`, in order. `sources` are titles of sources of data. */
export function namedFacts(
  words: string,
  { language, sources }: { readonly language: string; readonly sources: readonly string[] },
): readonly NamedFact[] {
  const found = [
    ...matches(words, sourcePattern(sources.join("\n")), "source"),
    ...matches(words, placePattern(language), "place"),
    ...matches(words, year, "year"),
  ];
  return found.toSorted((a, b) => a.start - b.start);
}

const year = /(?<![\d.,])(?:19|20)\d\d(?![\d%]|[.,]\d)/g;

function matches(words: string, pattern: RegExp | undefined, kind: NamedKind): readonly NamedFact[] {
  if (pattern === undefined) return [];
  return [...words.matchAll(pattern)].map(({ 0: text, index }) => ({
    start: index,
    end: index + text.length,
    kind,
  }));
}

function anyOf(names: Iterable<string>): RegExp | undefined {
  // The longest first: of “South Korea” and “South”, the whole name is printed.
  const sorted = [...new Set(names)].filter((name) => name !== "").sort((a, b) => b.length - a.length);
  if (sorted.length === 0) return undefined;
  const escaped = sorted.map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join("|")})(?![\\p{L}\\p{N}])`, "gu");
}

/** ISO 3166-1 regions in long and short form, and the continents of UN M49, as Unicode's CLDR names them. */
const placePattern = memoizedLast((language: string) => {
  const letters = "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z".split(" ");
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  const continents = ["002", "003", "005", "009", "019", "142", "150"];
  const names = (["long", "short"] as const).flatMap((style) => {
    // Nothing is formatted: these are words to look for.
    // eslint-disable-next-line no-restricted-globals
    const display = new Intl.DisplayNames([language], { type: "region", style, fallback: "none" });
    return [...codes, ...continents].flatMap((code) => display.of(code)?.replace(/\s*\(.*\)/, "") ?? []);
  });
  return anyOf([...names, "EU", "USA"]);
});

/**
 * A source is called by the beginning of its title, by the initials of that (Emerging Technology Observatory: ETO), or
 * by capitals in the title (NSF 25-349: NSF).
 */
const sourcePattern = memoizedLast((titles: string) =>
  anyOf(
    titles.split("\n").flatMap((title) => {
      const [head = ""] = title.split(/[,:(]/);
      const name = head
        .replace(/^the\s+/i, "")
        .replace(/\s+\d{4}(?:\s+to\s+\d{4})?\s*$/, "")
        .trim();
      const initials = name.match(/(?<![\p{L}\p{N}])\p{Lu}(?=\p{Ll})/gu) ?? [];
      const capitals = title.match(/(?<![\p{L}\p{N}])\p{Lu}{3,}(?![\p{L}\p{N}])/gu) ?? [];
      return [name, ...(initials.length > 2 ? [initials.join("")] : []), ...capitals];
    }),
  ),
);
