import { reportSchemaId, reportVersion } from "../../model/report.js";
import { currentName } from "../../model/mime.js";
import { omit } from "../../lib/omit.js";

/**
 * Converts report.json of an earlier version to the current one; returns anything else unchanged. Version 1 had
 * `answer`: a headline and sentences, each of a chapter and some with a figure, of which the first led. Early reports
 * of version 2 listed the data of each value (`reads`), which cells do now, and the indicators that ran, and their schema
 * had the name of decoupling-briefing.
 */
export function upgradeReport(given: unknown): unknown {
  if (!isRecord(given)) return given;
  const content = withCurrentSchema(given);
  if (content["version"] !== 1) return withoutReads(omit(content, "indicators"));
  const { answer } = content;
  return {
    ...omit(content, "answer", "indicators"),
    ...("$schema" in content && { $schema: reportSchemaId }),
    version: reportVersion,
    ...(isRecord(answer) && { firstPage: firstPageOf(answer) }),
  };
}

function withCurrentSchema(content: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { $schema } = content;
  return typeof $schema === "string" ? { ...content, $schema: currentName($schema) } : content;
}

function withoutReads(content: Readonly<Record<string, unknown>>): object {
  const { reads, values } = content;
  if (!isRecord(reads) || !isRecord(values)) return content;
  const plain = Object.entries(values).map(
    ([id, value]) => [id, isRecord(value) ? omit(value, "reads") : value] as const,
  );
  return { ...omit(content, "reads"), values: Object.fromEntries(plain) };
}

function firstPageOf({ headline, sentences }: Readonly<Record<string, unknown>>): object {
  const all = Array.isArray(sentences) ? sentences.filter(isRecord) : [];
  const lead = all.map(({ figure }) => figure).find((figure) => figure !== undefined);
  return {
    ...(headline !== undefined && { headline }),
    ...(lead !== undefined && { lead }),
    findings: all.map((sentence) => omit(sentence, "figure")),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
