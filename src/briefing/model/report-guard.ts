import * as z from "zod";
import { strings } from "./emitted.js";
import { margin } from "./margin-schema.js";
import { place } from "./place.js";
import { guardUnder } from "./report-assumption.js";

/** A condition on a text of the page: on a sentence, a text of a figure or a table, or a part of a claim. */
export const reportGuard = z.strictObject({
  /** Of a sentence, the id of its value; of others `fig-…`, `tbl-…` or `claim-…` and the name of the text. */
  id: z.string(),
  place,
  of: z.enum(["sentence", "figure", "table", "claim"]),
  /** The words that it guards. */
  text: z.string(),
  /** As written; missing if other code makes it. */
  expression: z.string().exactOptional(),
  holds: z.boolean(),
  margin: margin.exactOptional(),
  /** Why it has no margin: “it is an equality”. */
  reason: z.string().exactOptional(),
  /** The margin below which a build warns, as written: `5%`. */
  warn: z.string().exactOptional(),
  /** Ids of the computed values among its words. */
  values: strings.exactOptional(),
  /**
   * The largest revision of the numbers in the condition between editions named by `previous`, in the unit of the
   * margin, and how many editions have such numbers.
   */
  revision: z.strictObject({ largest: z.number(), editions: z.int() }).exactOptional(),
  /** Settings of assumptions under which the answer is another one, or the text is left out. */
  under: z.array(guardUnder).exactOptional(),
});
