import * as z from "zod";
import { strings, type DeepReadonly } from "./emitted.js";

/** A name, and a web address where it has one. */
const dataLink = z.strictObject({ title: z.string(), href: z.string().exactOptional() });

const dataColumn = z.strictObject({
  name: z.string(),
  unit: z.string().exactOptional(),
  description: z.string().exactOptional(),
});

const dataTable = z.strictObject({
  /** As notebooks load it; reports of earlier versions lack it. */
  name: z.string().exactOptional(),
  /** Relative to the project. */
  path: z.string(),
  title: z.string(),
  description: z.string().exactOptional(),
  sources: z.array(dataLink),
  licences: z.array(dataLink),
  columns: z.array(dataColumn).exactOptional(),
  /** How many rows it has; missing where the file is no table that could be read. */
  rows: z.int().exactOptional(),
  /** Ids of the editions that occur in it. */
  editions: strings.exactOptional(),
  /** A column of another table names its rows: what their codes stand for is looked up in it. */
  isLookup: z.literal(true).exactOptional(),
  /** What the README beside the Data Package says of its limits. */
  limits: z.string().exactOptional(),
});

/** One state of one source. */
const dataEdition = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** `2024`, `2024-08` or `2024-08-27`. */
  collected: z.string().exactOptional(),
  /** What it counts, in words. */
  counts: z.string().exactOptional(),
  /** How it is referred to: numbers of tables, state of the database. */
  reference: z.string().exactOptional(),
});

/** What a Data Package says about its tables that a reader of the briefing wants to know. */
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
