/** Which works are meant: a filter as OpenAlex writes it, or the address of a search on its pages. */
import { UsageError } from "../../model/errors.js";
import type { Parameters } from "../client.js";

const known = ["filter", "search"] as const;
/** What a search on the pages of OpenAlex adds; the order and the number of works on a page do not matter here. */
const passedOver: ReadonlySet<string> = new Set(["page", "per-page", "per_page", "sort", "mailto", "view"]);

export function parseQuery(text: string): Parameters {
  const parameters = Object.fromEntries(
    pairsOf(text.trim()).flatMap(([name, value]) => parameter(name, value)),
  );
  if (Object.keys(parameters).length === 0)
    throw new UsageError(`The query says nothing of the works that are wanted: ${text}`, { hint });
  return parameters;
}

const hint =
  'Write a filter, like "authorships.countries:US,authorships.countries:CN,publication_year:2020", or the address of a search at openalex.org.';

function pairsOf(text: string): readonly (readonly [string, string])[] {
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return [...new URL(text).searchParams];
  if (/^[a-z_-]+=/.test(text)) return [...new URLSearchParams(text)];
  return [["filter", text]];
}

function parameter(name: string, value: string): readonly (readonly [string, string])[] {
  if (name === "api_key")
    throw new UsageError("The query holds a key, which would be written to the manifest.", {
      hint: "Take it out, and set OPENALEX_API_KEY.",
    });
  const own = known.find((each) => each === name);
  if (own !== undefined) return value.trim() === "" ? [] : [[own, value.trim()]];
  if (passedOver.has(name)) return [];
  throw new UsageError(`The query says "${name}", which works cannot be fetched by.`, {
    hint: name === "sample" ? "A sample gives works twice when it is read page by page." : hint,
  });
}
