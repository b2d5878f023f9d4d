/** Reads a list page by page, following the API's cursors. */
import * as z from "zod";
import { type Answer, ImplausibleAnswer, type OpenAlexClient, type Parameters } from "./client.js";

export interface Page {
  /** The cursor of this page; "*" for the first. */
  readonly cursor: string;
  /** Undefined on the last page. */
  readonly next: string | undefined;
  readonly perPage: number;
  readonly date: string;
  /** The total number of items, as reported by the API. */
  readonly total: number;
  readonly items: readonly unknown[];
  /** How full the page is, 0–1, relative to the page size reported by the API. */
  readonly fill: number;
}

const bodySchema = z.object({
  meta: z.object({
    count: z.number().int().min(0),
    next_cursor: z.string().nullish(),
    per_page: z.number().nullish(),
  }),
  results: z.array(z.unknown()).optional(),
  group_by: z.array(z.unknown()).optional(),
});

/** The position at which an earlier run stopped. */
export interface Start {
  readonly cursor: string;
  readonly perPage: number;
  /** Cursors of the pages already read. */
  readonly seen: Iterable<string>;
  /** Number of items on these pages. */
  readonly items: number;
}

export const firstPage = (perPage: number): Start => ({ cursor: "*", perPage, seen: [], items: 0 });

/** Requests the next page only when the previous one has been processed. */
export async function* pagesOf(
  client: OpenAlexClient,
  parameters: Parameters,
  kind: Kind,
  start: Start,
): AsyncGenerator<Page> {
  const seen = new Set(start.seen).add(start.cursor);
  let { perPage, items: count } = start;
  for (let cursor: string | undefined = start.cursor; cursor !== undefined;) {
    const asked: Parameters = { ...parameters, "per-page": String(perPage), cursor };
    const read = { seen, count, perPage };
    const answer: Answer<Body> = await client.get("works", asked, (body) => readBody(body, kind, read));
    perPage = answer.perPage ?? perPage;
    const { next, total, items, largest } = answer.value;
    if (next !== undefined) seen.add(next);
    count += items.length;
    const fill = items.length / Math.min(perPage, largest ?? perPage);
    // The last cursor often leads to an empty page.
    if (items.length > 0) yield { cursor, next, perPage, date: answer.date, total, items, fill };
    cursor = next;
  }
}

type Kind = "results" | "group_by";

interface Body extends Pick<Page, "next" | "total" | "items"> {
  /** The API's page size. */
  readonly largest: number | undefined;
}

/** Works are added and removed during the fetch, but an end that misses more than this share is an error. */
const tolerance = 0.01;

interface Read {
  readonly seen: ReadonlySet<string>;
  readonly count: number;
  readonly perPage: number;
}

function readBody(body: unknown, kind: Kind, { seen, count, perPage }: Read): Body {
  const { meta, [kind]: items } = bodySchema.parse(body);
  if (items === undefined) throw new ImplausibleAnswer(`its response lacks ${kind}`);
  const next = items.length === 0 ? undefined : (meta.next_cursor ?? undefined);
  if (next !== undefined && seen.has(next))
    throw new ImplausibleAnswer("it repeated a cursor, which would cause an endless loop");
  const read = count + items.length;
  const isFull = items.length > 0 && items.length >= Math.min(perPage, meta.per_page ?? perPage);
  if (kind === "group_by" && next === undefined && (isFull || (read === 0 && meta.count > 0)))
    throw new ImplausibleAnswer(`it returned ${items.length} groups but no cursor for the rest`);
  if (kind === "results" && next === undefined && read < meta.count * (1 - tolerance))
    throw new ImplausibleAnswer(`it stopped after ${read} of ${meta.count} works`);
  return { total: meta.count, items, next, largest: meta.per_page ?? undefined };
}
