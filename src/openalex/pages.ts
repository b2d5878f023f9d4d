/** One page after the other, along the cursors that the source gives. */
import * as z from "zod";
import { type Answer, ImplausibleAnswer, type OpenAlexClient, type Parameters } from "./client.js";

export interface Page {
  /** Which page was asked for; "*" is the first. */
  readonly cursor: string;
  /** Undefined behind the last. */
  readonly next: string | undefined;
  readonly perPage: number;
  readonly date: string;
  /** How many there are in all, says the source. */
  readonly total: number;
  readonly items: readonly unknown[];
  /** How full it is, 0–1, by what the source says of its pages. */
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

/** Where an earlier run stopped. */
export interface Start {
  readonly cursor: string;
  readonly perPage: number;
  /** Those of the pages that are there already. */
  readonly seen: Iterable<string>;
  /** How many items these hold. */
  readonly items: number;
}

export const fromTheStart = (perPage: number): Start => ({ cursor: "*", perPage, seen: [], items: 0 });

/** The source is asked for the next page only when the one before has been dealt with. */
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
    const before = count;
    const answer: Answer<Body> = await client.get("works", asked, (body) =>
      readBody(body, kind, seen, before),
    );
    perPage = answer.perPage ?? perPage;
    const { next, total, items, largest } = answer.value;
    if (next !== undefined) seen.add(next);
    count += items.length;
    const fill = items.length / Math.min(perPage, largest ?? perPage);
    // The last cursor often leads to a page with nothing on it.
    if (items.length > 0) yield { cursor, next, perPage, date: answer.date, total, items, fill };
    cursor = next;
  }
}

type Kind = "results" | "group_by";

interface Body extends Pick<Page, "next" | "total" | "items"> {
  /** As many as the source puts on a page. */
  readonly largest: number | undefined;
}

/** Works come and go while they are read; an end that leaves out more than this share is not one. */
const tolerance = 0.01;

function readBody(body: unknown, kind: Kind, seen: ReadonlySet<string>, before: number): Body {
  const { meta, [kind]: items } = bodySchema.parse(body);
  if (items === undefined) throw new ImplausibleAnswer(`its answer lacks ${kind}`);
  const next = items.length === 0 ? undefined : (meta.next_cursor ?? undefined);
  if (next !== undefined && seen.has(next))
    throw new ImplausibleAnswer("it gave a cursor a second time, which would lead in a circle");
  const isFull = items.length > 0 && items.length >= (meta.per_page ?? Number.POSITIVE_INFINITY);
  if (
    kind === "group_by" &&
    next === undefined &&
    (isFull || (before + items.length === 0 && meta.count > 0))
  )
    throw new ImplausibleAnswer(`it gave ${items.length} groups and no way to the others`);
  const read = before + items.length;
  if (kind === "results" && next === undefined && read < meta.count * (1 - tolerance))
    throw new ImplausibleAnswer(`it ended after ${read} of ${meta.count} works`);
  return { total: meta.count, items, next, largest: meta.per_page ?? undefined };
}
