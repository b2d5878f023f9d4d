/**
 * The Report: the content of the executed notebooks as data, before any page is rendered. JSON-serialisable, with ids
 * that are stable across builds. Paths are relative to the project and use forward slashes.
 */
import * as z from "zod";
import { dataSources } from "./data-sources.js";
import {
  claim,
  claimPart,
  dataRead,
  raw,
  row,
  strings,
  tableCell,
  tableColumn,
  value,
  dataColumn,
  vegaLite,
  type DeepReadonly,
} from "./emitted.js";
import { bibliographyEntry, citation } from "./report-citation.js";
import { reportGuard } from "./report-guard.js";
import { provenance } from "./report-provenance.js";
import { reportAssumption, setting, valueUnder } from "./report-assumption.js";
import { valueLineage } from "./value-lineage.js";
import { place } from "./place.js";
import { author, publication } from "./publication.js";

export const reportVersion = 3;
/** Refers to the JSON Schema of report.json, shipped as dist/engine/report/report.schema.json. */
export const reportSchemaId = `urn:briefing:report:${reportVersion}`;

/**
 * A piece of text: Markdown or plain words, or a reference by id: `value` to `Report.values`, `citations` to
 * `Report.citations`, `target` to a figure (`fig-…`) or table (`tbl-…`).
 */
const prosePart = z.union([
  z.string(),
  z.strictObject({ value: z.string() }),
  z.strictObject({ citations: strings }),
  z.strictObject({ target: z.string() }),
]);
/** Text in which computed values, citations and references are separate parts. */
const prose = z.array(prosePart);

/** `data` is base64 without line breaks; for SVG, its text. */
const picture = z.strictObject({
  mediaType: z.enum(["image/png", "image/jpeg", "image/gif", "image/svg+xml"]),
  data: z.string(),
});
/** Alternative text for figures and pictures without one. */
export const undescribed = {
  chart: "Chart without a description",
  picture: "Picture without a description",
} as const;
/** A picture attached to a Markdown cell. */
export const attachment = z.strictObject({ name: z.string(), id: z.string(), ...picture.shape });

export const proseBlock = z.strictObject({
  kind: z.literal("prose"),
  cell: z.string(),
  /** Markdown; `attachment:NAME` refers to one of the attachments. */
  text: prose,
  attachments: z.array(attachment).exactOptional(),
});
const codeBlock = z.strictObject({
  kind: z.literal("code"),
  cell: z.string(),
  language: z.string(),
  source: z.string(),
});
/** A drawing; `origin` distinguishes figures named by an author (`figure()`) from bare Vega-Lite specs. */
export const figureBlock = z.strictObject({
  kind: z.literal("figure"),
  cell: z.string(),
  origin: z.enum(["authored", "bare"]),
  id: z.string(),
  number: z.int(),
  title: prose.exactOptional(),
  subtitle: prose.exactOptional(),
  caption: prose,
  alt: prose,
  source: prose,
  /** The Vega-Lite specification as the cell emitted it. */
  spec: vegaLite,
  data: z.array(row),
  /** Titles of its columns. */
  columns: z.array(dataColumn.strict()).exactOptional(),
  /** For a bare spec: other outputs of the cell, in case it cannot be drawn. Not stored in report.json. */
  picture: picture.exactOptional(),
  /** Settings of assumptions under which it is another figure, with a hash of its drawing, which older reports lack. */
  under: z.array(z.strictObject({ setting, drawing: z.string().exactOptional() })).exactOptional(),
});
const tableBlock = z.strictObject({
  kind: z.literal("table"),
  cell: z.string(),
  id: z.string(),
  number: z.int(),
  title: prose.exactOptional(),
  caption: prose,
  source: prose,
  key: strings,
  columns: z.array(tableColumn.strict()),
  rows: z.array(z.array(tableCell.strict())),
  /** The rows under other settings of assumptions, where they differ. */
  under: z.array(z.strictObject({ setting, rows: z.array(z.array(tableCell.strict())) })).exactOptional(),
});
/** The control of an assumption. */
const assumptionBlock = z.strictObject({
  kind: z.literal("assumption"),
  cell: z.string(),
  /** Key of `Report.assumptions`. */
  id: z.string(),
});
/** A published statement and the findings about it, part by part. */
const claimBlock = z.strictObject({
  kind: z.literal("claim"),
  cell: z.string(),
  id: z.string(),
  statement: prose,
  by: prose,
  verdict: claim.shape.verdict,
  parts: z.array(z.strictObject({ ...claimPart.shape, reads: prose, evidence: prose.exactOptional() })),
  /** Id of the section with the evidence, if it is another one. */
  chapter: claim.shape.chapter,
});
const textBlock = z.strictObject({
  kind: z.literal("text"),
  cell: z.string(),
  stream: z.enum(["stdout", "stderr", "result"]),
  text: z.string(),
});
/** HTML or Markdown displayed by a cell: untrusted, sanitised by the renderer. */
const htmlBlock = z.strictObject({ kind: z.literal("html"), cell: z.string(), text: z.string() });
const markdownBlock = z.strictObject({ kind: z.literal("markdown"), cell: z.string(), text: z.string() });
export const imageBlock = z.strictObject({
  kind: z.literal("image"),
  cell: z.string(),
  /** Unique on the page; names its file. */
  id: z.string(),
  ...picture.shape,
  alt: z.string(),
});
const errorBlock = z.strictObject({
  kind: z.literal("error"),
  cell: z.string(),
  ename: z.string(),
  evalue: z.string(),
  traceback: strings,
  /** Only in a draft: an error that a build does not publish. A chapter ends at the error of a code cell. */
  failed: z.literal(true).exactOptional(),
});
/** Blocks stored completely in report.json; the others have a file next to it. */
export const plainBlocks = [
  codeBlock,
  tableBlock,
  claimBlock,
  assumptionBlock,
  textBlock,
  htmlBlock,
  markdownBlock,
  errorBlock,
] as const;
const block = z.discriminatedUnion("kind", [proseBlock, figureBlock, imageBlock, ...plainBlocks]);

export const section = z.strictObject({
  id: z.string(),
  notebook: z.string(),
  title: prose,
  summary: prose.exactOptional(),
  blocks: z.array(block),
});

/** Content before the chapters, from the front matter of the notebooks and briefing.yml. */
const firstPage = z.strictObject({
  headline: prose.exactOptional(),
  /** What the briefing does, one sentence below the headline. */
  subject: prose.exactOptional(),
  /** The last date covered by the data; printed next to the date of the page. */
  dataDate: prose.exactOptional(),
  /** Id of the figure below the headline. */
  lead: z.string().exactOptional(),
  /** `section` is the id of the section with the finding. */
  findings: z.array(z.strictObject({ section: z.string(), text: prose })),
  /** What is not known, and what would change the answer. */
  unknown: prose.exactOptional(),
  /** What others report of later years than the data cover. */
  newer: prose.exactOptional(),
  /** What a reader's settings give, printed while they differ from the published ones. */
  withYourSettings: prose.exactOptional(),
  /** Id of the figure that summarises the verdicts on the claims. */
  claims: z.string().exactOptional(),
});

/** Unchanged since the previous edition, new, or its earlier state. */
const since = z.union([z.enum(["unchanged", "new"]), z.strictObject({ raw, text: z.string() })]);

/** A Value on the page, under its id in `Report.values`. */
const reportValue = z.strictObject({
  ...value.omit({ version: true, id: true, parts: true, made: true }).shape,
  place,
  /** The inline expression or, for a guarded sentence, its condition. */
  expression: z.string().exactOptional(),
  /** Whether its id was chosen by an author; any other id depends on its cell and expression, or on its place. */
  named: z.literal(true).exactOptional(),
  /** For a sentence that no longer holds: its words, and the computed values among them. */
  parts: prose.exactOptional(),
  /** Comparison with the previous edition, if known. */
  since: since.exactOptional(),
  /** Missing if it could not be followed, and in reports of earlier versions. */
  lineage: valueLineage.exactOptional(),
  /** Other settings of assumptions under which it differs. */
  under: z.array(valueUnder).exactOptional(),
});

export const hash = z.string().regex(/^[0-9a-f]{2,64}$/);

export const report = z.strictObject({
  version: z.literal(reportVersion),
  title: z.string(),
  /** BCP 47 tag of the language of the briefing. */
  language: z.string(),
  authors: z.array(author),
  /** Other publication data from briefing.yml, if any. */
  publication: publication.exactOptional(),
  /** As given in briefing.yml; the only date printed. */
  date: z.string().exactOptional(),
  /** Markdown: how each edition differs from the one before, written by its authors. */
  changes: z.string().exactOptional(),
  /** The edition with which values are compared. */
  previous: z.strictObject({ date: z.string().exactOptional() }).exactOptional(),
  firstPage: firstPage.exactOptional(),
  sections: z.array(section),
  values: z.record(z.string(), reportValue),
  /** Only in a draft: other faults for which a build writes nothing, with what to do about each. */
  faults: strings.exactOptional(),
  /** The conditions of the page with their margins; missing in reports of earlier versions. */
  guards: z.array(reportGuard).exactOptional(),
  /** Values that readers of the page can change, by id. */
  assumptions: z.record(z.string(), reportAssumption).exactOptional(),
  citations: z.record(z.string(), citation),
  bibliography: z.array(bibliographyEntry),
  /** The description of the tables that were read in data/datapackage.json, if it exists. */
  sources: dataSources.exactOptional(),
  /** Rows and files that reached values. */
  reads: z.array(dataRead).exactOptional(),
  /** The first sentences of the documentation of functions, by `module#function`. */
  documentation: z.record(z.string(), z.string()).exactOptional(),
  /** By `notebook#cell`. */
  provenance: z.record(z.string(), provenance),
  /** Packages whose code lies in the project, so that it may change without a new version; as `name@version`. */
  linkedPackages: strings.exactOptional(),
  /**
   * Path → SHA-256 of data files and of project modules (their code without comments and layout); `notebook#cell` →
   * SHA-256 of a code cell's source; `parameters` → SHA-256 of the values passed to the notebooks; `previous` → SHA-256
   * of the previous edition's report.json.
   */
  inputs: z.record(z.string(), hash),
  /**
   * What authors wrote besides code, to see whether it changed since the build: `notebook#cell` → SHA-256 of a Markdown
   * cell or the front matter; `notebook` → of the order, kinds and tags of its cells; path → of what the page takes from
   * briefing.yml, references.bib, changes.md and data/README.md. Missing in reports of earlier versions.
   */
  texts: z.record(z.string(), hash).exactOptional(),
  /**
   * The functions of each module that ran, with a fingerprint of their code without comments and layout; under "" that
   * of the module's top level.
   */
  code: z.record(z.string(), z.record(z.string(), hash)).exactOptional(),
});

type Of<Shape extends z.ZodType> = DeepReadonly<z.infer<Shape>>;
export type ProsePart = Of<typeof prosePart>;
export type Prose = Of<typeof prose>;
export type Place = Of<typeof place>;
export type Picture = Of<typeof picture>;
export type Attachment = Of<typeof attachment>;
export type CodeBlock = Of<typeof codeBlock>;
export type TableBlock = Of<typeof tableBlock>;
export type ClaimBlock = Of<typeof claimBlock>;
export type AssumptionBlock = Of<typeof assumptionBlock>;
export type ImageBlock = Of<typeof imageBlock>;
export type ErrorBlock = Of<typeof errorBlock>;
export type FigureBlock = Of<typeof figureBlock>;
export type Block = Of<typeof block>;
export type Section = Of<typeof section>;
export type FirstPage = Of<typeof firstPage>;
export type ValueSince = Of<typeof since>;
export type ReportValue = Of<typeof reportValue>;
export type ReportAssumption = Of<typeof reportAssumption>;
export type ReportGuard = Of<typeof reportGuard>;
export type BibliographyEntry = Of<typeof bibliographyEntry>;
export type ValueLineage = Of<typeof valueLineage>;
export type DataRead = Of<typeof dataRead>;
export type Provenance = Of<typeof provenance>;
export type Report = Of<typeof report>;
