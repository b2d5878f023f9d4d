import { reportSchemaId, reportVersion } from "../../model/report.js";
import { omit } from "../../lib/omit.js";

/**
 * report.json of an earlier version as this one writes it; anything else as it is. Version 1 had `answer`: a headline
 * and sentences, each of a chapter and some with a figure, of which the first led.
 */
export function upgradeReport(content: unknown): unknown {
  if (!isRecord(content) || content["version"] !== 1) return content;
  const { answer } = content;
  return {
    ...omit(content, "answer"),
    ...("$schema" in content && { $schema: reportSchemaId }),
    version: reportVersion,
    ...(isRecord(answer) && { firstPage: firstPageOf(answer) }),
  };
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
