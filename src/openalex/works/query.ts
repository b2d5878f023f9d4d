/** Parses a query for works: an OpenAlex filter, or the URL of a search on openalex.org. */
import { UsageError } from "../../model/errors.js";
import type { Parameters } from "../client.js";

const known = ["filter", "search"] as const;
/** Parameters of openalex.org's search page that are ignored: order and page size do not matter here. */
const ignored: ReadonlySet<string> = new Set(["page", "per-page", "per_page", "sort", "mailto", "view"]);

export function parseQuery(text: string): Parameters {
  const parameters = Object.fromEntries(
    pairsOf(text.trim()).flatMap(([name, value]) => parameter(name, value)),
  );
  if (Object.keys(parameters).length === 0)
    throw new UsageError(`The query contains no filter: ${text}`, { hint });
  return parameters;
}

const hint =
  'Use a filter such as "authorships.countries:US,authorships.countries:CN,publication_year:2020", or the URL of a search on openalex.org.';

function pairsOf(text: string): readonly (readonly [string, string])[] {
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return [...new URL(text).searchParams];
  if (/^[a-z_-]+=/.test(text)) return [...new URLSearchParams(text)];
  return [["filter", text]];
}

function parameter(name: string, value: string): readonly (readonly [string, string])[] {
  if (name === "api_key")
    throw new UsageError("The query contains an API key, which would be written to the manifest.", {
      hint: "Remove it and set OPENALEX_API_KEY.",
    });
  const own = known.find((each) => each === name);
  if (own !== undefined) return value.trim() === "" ? [] : [[own, value.trim()]];
  if (ignored.has(name)) return [];
  throw new UsageError(`The query parameter "${name}" is not supported.`, {
    hint: name === "sample" ? "Reading a sample page by page returns works twice." : hint,
  });
}
