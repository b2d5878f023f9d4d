/** Who publishes a briefing, on which terms and where: data for its head and foot, citations and search engines. */
import * as z from "zod";
import type { DeepReadonly } from "./emitted.js";

const person = z.strictObject({
  /** As printed in the byline. */
  name: z.string(),
  /** The family name, which begins or ends `name`. */
  family: z.string().exactOptional(),
  affiliation: z.string().exactOptional(),
  email: z.string().exactOptional(),
  /** `0000-0002-1825-0097`. */
  orcid: z.string().exactOptional(),
  url: z.string().exactOptional(),
});

/** A name alone may denote a person, an organisation or a group, and is printed unchanged. */
export const author = z.union([z.string(), person]);

export const publication = z.strictObject({
  /** Contact for questions. */
  contact: z
    .strictObject({
      name: z.string().exactOptional(),
      email: z.string().exactOptional(),
      url: z.string().exactOptional(),
    })
    .exactOptional(),
  /** Licence of the words and figures of the page; the data have their own. */
  license: z
    .strictObject({
      /** SPDX identifier. */
      id: z.string().exactOptional(),
      name: z.string(),
      url: z.string().exactOptional(),
    })
    .exactOptional(),
  /** `10.5281/zenodo.1234567`. */
  doi: z.string().exactOptional(),
  /** The address at which the page is published. */
  url: z.string().exactOptional(),
  publisher: z.string().exactOptional(),
  edition: z.string().exactOptional(),
});

export type Person = DeepReadonly<z.infer<typeof person>>;
export type Author = DeepReadonly<z.infer<typeof author>>;
export type Publication = DeepReadonly<z.infer<typeof publication>>;

export function authorName(author: Author): string {
  return typeof author === "string" ? author : author.name;
}

/** A person's name in its two parts; undefined if it is not known to be a person's. */
export function personName(author: Author): { readonly family: string; readonly given: string } | undefined {
  if (typeof author === "string") return undefined;
  const { name, family, affiliation, orcid } = author;
  if ([family, affiliation, orcid].every((known) => known === undefined)) return undefined;
  const last = family ?? name.split(" ").at(-1) ?? name;
  const given = ` ${name}`.endsWith(` ${last}`) ? name.slice(0, -last.length) : name.slice(last.length);
  return { family: last, given: given.trim() };
}
