import * as z from "zod";
import { guardFormat } from "../../model/guard.js";
import { reportSchemaId, reportVersion } from "../../model/report.js";
import { findJsonFault } from "../notebook/json-fault.js";
import { ReportError } from "./errors.js";
import { upgradeReport } from "./upgrade-report.js";

/** The shape of report.json: the Report, with the names of files where a figure or a picture lies in one. */
const ids = z.array(z.string());
const part = z.union([
  z.string(),
  z.strictObject({ value: z.string() }),
  z.strictObject({ citations: ids }),
  z.strictObject({ target: z.string() }),
]);
const prose = z.array(part);
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const raw = z.union([scalar, z.tuple([z.number(), z.number()])]);
const hash = z.string().regex(/^[0-9a-f]{2,64}$/);

const block = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("prose"),
    cell: z.string(),
    text: prose,
    attachments: z
      .array(z.strictObject({ name: z.string(), id: z.string(), mediaType: z.string(), file: z.string() }))
      .optional(),
  }),
  z.strictObject({ kind: z.literal("code"), cell: z.string(), language: z.string(), source: z.string() }),
  z.strictObject({
    kind: z.literal("figure"),
    cell: z.string(),
    origin: z.enum(["authored", "bare"]),
    id: z.string(),
    number: z.int(),
    title: prose.optional(),
    subtitle: prose.optional(),
    caption: prose,
    alt: prose,
    source: prose,
    files: z.strictObject({ svg: z.string(), spec: z.string(), data: z.string() }),
  }),
  z.strictObject({
    kind: z.literal("table"),
    cell: z.string(),
    id: z.string(),
    number: z.int(),
    title: prose.optional(),
    caption: prose,
    source: prose,
    key: ids,
    columns: z.array(
      z.strictObject({
        field: z.string(),
        title: z.string(),
        unit: z.string().optional(),
        align: z.enum(["left", "right", "center"]),
      }),
    ),
    rows: z.array(
      z.array(z.strictObject({ raw, text: z.string(), format: z.literal(guardFormat).exactOptional() })),
    ),
  }),
  z.strictObject({
    kind: z.literal("claim"),
    cell: z.string(),
    id: z.string(),
    statement: prose,
    by: prose,
    verdict: z.enum(["supported", "contradicted", "partly", "not-testable", "no-verdict"]),
    parts: z.array(
      z.strictObject({
        reads: prose,
        status: z.enum(["holds", "fails", "not-testable", "not-computed"]),
        evidence: prose.optional(),
        needs: z.string().optional(),
      }),
    ),
    chapter: z.string().optional(),
  }),
  z.strictObject({
    kind: z.literal("text"),
    cell: z.string(),
    stream: z.enum(["stdout", "stderr", "result"]),
    text: z.string(),
  }),
  z.strictObject({ kind: z.literal("html"), cell: z.string(), text: z.string() }),
  z.strictObject({ kind: z.literal("markdown"), cell: z.string(), text: z.string() }),
  z.strictObject({
    kind: z.literal("image"),
    cell: z.string(),
    id: z.string(),
    mediaType: z.enum(["image/png", "image/jpeg", "image/gif", "image/svg+xml"]),
    alt: z.string(),
    file: z.string(),
  }),
  z.strictObject({
    kind: z.literal("error"),
    cell: z.string(),
    ename: z.string(),
    evalue: z.string(),
    traceback: z.array(z.string()),
  }),
]);

const link = z.strictObject({ title: z.string(), href: z.string().optional() });
const column = z.strictObject({
  name: z.string(),
  unit: z.string().optional(),
  description: z.string().optional(),
});
const edition = z.strictObject({
  id: z.string(),
  name: z.string(),
  collected: z.string().optional(),
  counts: z.string().optional(),
  reference: z.string().optional(),
});
const place = z.strictObject({ notebook: z.string(), cell: z.string() });

const storedReport = z.strictObject({
  $schema: z.literal(reportSchemaId).optional(),
  version: z.literal(reportVersion),
  title: z.string(),
  language: z.string(),
  authors: z.array(z.string()),
  date: z.string().optional(),
  previous: z.strictObject({ date: z.string().optional() }).optional(),
  firstPage: z
    .strictObject({
      headline: prose.optional(),
      dataDate: prose.optional(),
      lead: z.string().optional(),
      findings: z.array(z.strictObject({ section: z.string(), text: prose })),
      unknown: prose.optional(),
      claims: z.string().optional(),
    })
    .optional(),
  sections: z.array(
    z.strictObject({
      id: z.string(),
      notebook: z.string(),
      title: prose,
      summary: prose.optional(),
      blocks: z.array(block),
    }),
  ),
  values: z.record(
    z.string(),
    z.strictObject({
      raw,
      text: z.string(),
      format: z.string(),
      unit: z.string().optional(),
      precision: z.enum(["exact", "bounds", "approximate"]).optional(),
      source: z.string().optional(),
      place,
      expression: z.string().optional(),
      parts: prose.optional(),
      since: z.union([z.enum(["unchanged", "new"]), z.strictObject({ raw, text: z.string() })]).optional(),
    }),
  ),
  citations: z.record(z.string(), z.strictObject({ key: z.string(), text: z.string() })),
  bibliography: z.array(
    z.strictObject({
      key: z.string(),
      runs: z.array(z.strictObject({ text: z.string(), style: z.literal("italic").optional() })),
    }),
  ),
  sources: z
    .strictObject({
      title: z.string().optional(),
      tables: z.array(
        z.strictObject({
          path: z.string(),
          title: z.string(),
          description: z.string().optional(),
          sources: z.array(link),
          licences: z.array(link),
          columns: z.array(column).optional(),
          rows: z.int().optional(),
          editions: ids.optional(),
          limits: z.string().optional(),
        }),
      ),
      editions: z.array(edition).optional(),
    })
    .optional(),
  indicators: z
    .array(
      z.strictObject({
        name: z.string(),
        definition: z.string(),
        formula: z.string(),
        unit: z.string(),
        range: z.string(),
        undefined: z.string(),
        interval: z.string().optional(),
        note: z.string().optional(),
        source: z.string(),
        sections: ids,
      }),
    )
    .optional(),
  provenance: z.record(
    z.string(),
    z.strictObject({
      files: ids,
      modules: ids,
      packages: ids,
      functions: ids,
      environment: ids,
      cells: ids,
    }),
  ),
  inputs: z.record(z.string(), hash),
  files: z.record(z.string(), hash),
});

export type StoredReport = z.infer<typeof storedReport>;

/** The published JSON Schema of report.json; `report.schema.json` beside this file holds it. */
export function reportJsonSchema(): object {
  return {
    $id: reportSchemaId,
    ...z.toJSONSchema(storedReport),
    title: "report.json of decoupling-briefing",
  };
}

/** Reads report.json; `path` is for messages. */
export function parseStoredReport(text: string, path: string): StoredReport {
  let content: unknown;
  try {
    content = upgradeReport(JSON.parse(text));
  } catch (error) {
    throw new ReportError(notJson(text, path), { cause: error, hint: again });
  }
  const version = (content as { version?: unknown } | null)?.version;
  if (typeof version !== "number") {
    throw new ReportError(`${path}: JSON, but no report of a briefing: it has no version.`, {
      hint: "report.json is the file of that name that briefing build writes.",
    });
  }
  if (version !== reportVersion) {
    throw new ReportError(`${path}: version ${version}; this program reads version ${reportVersion}.`, {
      hint: "Build the briefing again with the version installed here.",
    });
  }
  const read = storedReport.safeParse(content);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new ReportError(`${path}: ${issue?.path.map(String).join(".") ?? ""}: ${issue?.message ?? ""}`, {
    hint: again,
  });
}

const again = "Build the briefing again, or take the file from version control.";

function notJson(text: string, path: string): string {
  if (text.trim() === "") return `${path}: the file is empty.`;
  const fault = findJsonFault(text);
  if (fault === undefined) return `${path}: not JSON.`;
  const place = `${path}:${fault.line}:${fault.column}`;
  return fault.atEnd
    ? `${place}: the file ends in the middle.`
    : `${place}: not JSON: ${fault.expected} was expected.`;
}
