/** Results without what concerns the published ones only, so that those of two settings can be compared. */
import { omit } from "../../lib/omit.js";
import type { InlineResult } from "../../model/trace.js";
import type { JsonObject } from "../client/contract.js";
import type { Output } from "../notebook/contract.js";

/** Where a value was made matters for what is published only. */
export function withoutOrigins(output: Output): Output {
  if (!("data" in output)) return output;
  return { ...output, data: withoutMade(output.data) as JsonObject };
}

function withoutMade(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMade);
  if (typeof value !== "object" || value === null) return value;
  const isValue = "format" in value && "raw" in value;
  const entries = Object.entries(value).filter(([name]) => !(isValue && name === "made"));
  return Object.fromEntries(entries.map(([name, item]) => [name, withoutMade(item)]));
}

export function withoutJudgement(result: InlineResult): InlineResult {
  if (result.status !== "ok") return result;
  const others = omit(result, "judgement");
  return { ...others, value: withoutMade(result.value) as typeof result.value };
}
