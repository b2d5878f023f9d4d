/** Reads a list page by page, following the API's cursors. */
import * as z from "zod";
import { type Answer, ImplausibleAnswer, type OpenAlexClient, type Parameters } from "./client.js";
import { DistinctIds } from "./distinct-ids.js";

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
    groups_count: z.number().nullish(),
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
  /** Ids of the works on these pages, which are added to. */
  readonly ids: DistinctIds;
}

export const firstPage = (perPage: number): Start => ({
  cursor: "*",
  perPage,
  seen: [],
  ids: new DistinctIds(),
});

/** Requests the next page only when the previous one has been processed. */
export async function* pagesOf(
  client: OpenAlexClient,
  parameters: Parameters,
  kind: Kind,
  start: Start,
): AsyncGenerator<Page> {
  const { ids } = start;
  const seen = new Set(start.seen).add(start.cursor);
  let { perPage } = start;
  let groups = 0;
  for (let cursor: string | undefined = start.cursor; cursor !== undefined;) {
    const asked: Parameters = { ...parameters, "per-page": String(perPage), cursor };
    const read = { seen, groups, ids, perPage };
    const answer: Answer<Body> = await client.get("works", asked, (body) => readBody(body, kind, read));
    perPage = answer.perPage ?? perPage;
    const { next, total, items, largest } = answer.value;
    if (next !== undefined) seen.add(next);
    if (kind === "results") ids.addAll(items);
    else groups += items.length;
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
  readonly groups: number;
  readonly ids: DistinctIds;
  readonly perPage: number;
}

function readBody(body: unknown, kind: Kind, { seen, groups, ids, perPage }: Read): Body {
  const { meta, [kind]: items } = bodySchema.parse(body);
  if (items === undefined) throw new ImplausibleAnswer(`its response lacks ${kind}`);
  const next = items.length === 0 ? undefined : (meta.next_cursor ?? undefined);
  if (next !== undefined && seen.has(next))
    throw new ImplausibleAnswer("it repeated a cursor, which would cause an endless loop");
  const isFull = items.length > 0 && items.length >= Math.min(perPage, meta.per_page ?? perPage);
  if (kind === "group_by") checkGroups(groups + items.length, { meta, next, isFull });
  else checkWorks(items, ids, { meta, next });
  return { total: meta.count, items, next, largest: meta.per_page ?? undefined };
}

type Meta = z.infer<typeof bodySchema>["meta"];

/** @param read the number of groups on this page and those before */
function checkGroups(
  read: number,
  page: { readonly meta: Meta; readonly next: string | undefined; readonly isFull: boolean },
): void {
  const { meta, next, isFull } = page;
  if (next === undefined && (isFull || (read === 0 && meta.count > 0)))
    throw new ImplausibleAnswer(`it returned ${read} groups but no cursor for the rest`);
  // The group of what is unknown is counted but hidden.
  if (!isFull && read + 1 < (meta.groups_count ?? 0))
    throw new ImplausibleAnswer(`it returned ${read} of ${meta.groups_count ?? 0} groups`);
}

function checkWorks(
  items: readonly unknown[],
  ids: DistinctIds,
  { meta, next }: { readonly meta: Meta; readonly next: string | undefined },
): void {
  const more = ids.countNew(items);
  if (items.length > 0 && more === 0)
    throw new ImplausibleAnswer("it returned works of earlier pages again, under a new cursor");
  if (next === undefined && ids.size + more < meta.count * (1 - tolerance))
    throw new ImplausibleAnswer(`it stopped after ${ids.size + more} different works of ${meta.count}`);
}
