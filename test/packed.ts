/** What a page carries packed, for tests that read pages as text. */
import { gunzipSync } from "node:zlib";

const scripts = /<script type="application\/gzip" class="([\w-]+)">([^<]*)<\/script>\n/g;

function contentsOf(
  page: string,
  name: "values" | "carried" | "program" | "search-program",
): readonly string[] {
  const packed = [...page.matchAll(scripts)].filter(([, of]) => of === name);
  return packed.map(([, , base64 = ""]) => gunzipSync(Buffer.from(base64, "base64")).toString());
}

/** The panels of a page by the names of their values. */
export function panelsIn(page: string): Readonly<Record<string, string>> {
  const all = contentsOf(page, "values").map((json) => JSON.parse(json) as Record<string, string>);
  return Object.assign({}, ...all) as Record<string, string>;
}

export const carriedIn = (page: string): readonly string[] => contentsOf(page, "carried");
/** In the order of the page, in which the search comes first. */
export const programsIn = (page: string): readonly string[] => [
  ...contentsOf(page, "search-program"),
  ...contentsOf(page, "program"),
];

/** The page with its panels in place of what they are packed in. */
export const withPanels = (page: string): string =>
  page.replace(scripts, (whole, name: string) =>
    name === "values" ? Object.values(panelsIn(whole)).join("") : whole,
  );
