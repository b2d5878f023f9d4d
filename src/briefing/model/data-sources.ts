import * as z from "zod";
import { strings, type DeepReadonly } from "./emitted.js";

/** A name, with a web address if it has one. */
const dataLink = z.strictObject({ title: z.string(), href: z.string().exactOptional() });

const dataColumn = z.strictObject({
  name: z.string(),
  unit: z.string().exactOptional(),
  description: z.string().exactOptional(),
});

const dataTable = z.strictObject({
  /** The name under which notebooks load it; missing in reports of earlier versions. */
  name: z.string().exactOptional(),
  /** Relative to the project. */
  path: z.string(),
  title: z.string(),
  description: z.string().exactOptional(),
  sources: z.array(dataLink),
  licences: z.array(dataLink),
  columns: z.array(dataColumn).exactOptional(),
  /** Number of rows; missing if the file is not a table or could not be read. */
  rows: z.int().exactOptional(),
  /** Ids of the editions that occur in it. */
  editions: strings.exactOptional(),
  /** A column of another table identifies its rows: it is used to look up codes. */
  isLookup: z.literal(true).exactOptional(),
  /** The limits described in the README next to the Data Package. */
  limits: z.string().exactOptional(),
});

/** One version of one source. */
const dataEdition = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** `2024`, `2024-08` or `2024-08-27`. */
  collected: z.string().exactOptional(),
  /** What it counts, in words. */
  counts: z.string().exactOptional(),
  /** Details for references: numbers of tables, state of the database. */
  reference: z.string().exactOptional(),
});

/** What a Data Package says about its tables that is relevant to readers of the briefing. */
export const dataSources = z.strictObject({
  title: z.string().exactOptional(),
  tables: z.array(dataTable),
  /** Those that occur in the tables, in the order of the table that lists them. */
  editions: z.array(dataEdition).exactOptional(),
});

export type DataLink = DeepReadonly<z.infer<typeof dataLink>>;
export type DataTable = DeepReadonly<z.infer<typeof dataTable>>;
export type DataEdition = DeepReadonly<z.infer<typeof dataEdition>>;
export type DataSources = DeepReadonly<z.infer<typeof dataSources>>;
