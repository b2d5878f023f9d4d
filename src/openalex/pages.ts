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
  /** Whether it holds as many as a page can, by what the source says of its pages. */
  readonly isFull: boolean;
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
}

/** The source is asked for the next page only when the one before has been dealt with. */
export async function* pagesOf(
  client: OpenAlexClient,
  parameters: Parameters,
  items: "results" | "group_by",
  { cursor: first, perPage: size, seen: before }: Start,
): AsyncGenerator<Page> {
  const seen = new Set(before).add(first);
  let perPage = size;
  let cursor: string | undefined = first;
  while (cursor !== undefined) {
    const asked: Parameters = { ...parameters, "per-page": String(perPage), cursor };
    const answer: Answer<Pick<Page, "next" | "total" | "items" | "isFull">> = await client.get(
      "works",
      asked,
      (body) => {
        const { meta, [items]: list } = bodySchema.parse(body);
        if (list === undefined) throw new ImplausibleAnswer(`its answer lacks ${items}`);
        const next = list.length === 0 ? undefined : (meta.next_cursor ?? undefined);
        if (next !== undefined && seen.has(next))
          throw new ImplausibleAnswer("it gave a cursor a second time, which would lead in a circle");
        return { total: meta.count, items: list, next, isFull: list.length >= (meta.per_page ?? 0) };
      },
    );
    perPage = answer.perPage ?? perPage;
    const { next } = answer.value;
    if (next !== undefined) seen.add(next);
    // The last cursor often leads to a page with nothing on it.
    if (answer.value.items.length > 0) yield { ...answer.value, cursor, date: answer.date, perPage };
    cursor = next;
  }
}
