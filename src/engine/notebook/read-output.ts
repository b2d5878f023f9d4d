import type { Json, JsonObject } from "../client/contract.js";
import { quoted } from "../../lib/quoted.js";
import type { Output } from "./contract.js";
import { isJsonObject, isStringArray, kindOf, objectOf } from "./json.js";
import { joinBundle } from "./stored-text.js";

/** Says what is wrong with a part of a notebook; the caller knows where it stands. */
type Complain = (what: string) => never;

/** A string, stored as one or as an array of its lines. */
export function textOf(value: Json | undefined, name: string, complain: Complain): string {
  if (typeof value === "string") return value;
  if (isStringArray(value)) return value.join("");
  return complain(`${name} is ${kindOf(value)}, not a string or an array of strings`);
}

export function countOf(value: Json | undefined): number | null {
  return typeof value === "number" ? value : null;
}

function bundleOf(value: Json | undefined, complain: Complain): JsonObject {
  return isJsonObject(value) ? joinBundle(value) : complain(`data is ${kindOf(value)}, not an object`);
}

export function readOutput(stored: Json, complain: Complain): Output {
  if (!isJsonObject(stored)) return complain(`it is ${kindOf(stored)}, not an object`);
  const type = stored.output_type;
  switch (type) {
    case "stream":
      return {
        output_type: "stream",
        name: stored.name === "stderr" ? "stderr" : "stdout",
        text: textOf(stored.text, "text", complain),
      };
    case "display_data":
      return {
        output_type: "display_data",
        data: bundleOf(stored.data, complain),
        metadata: objectOf(stored.metadata),
      };
    case "execute_result":
      return {
        output_type: "execute_result",
        data: bundleOf(stored.data, complain),
        metadata: objectOf(stored.metadata),
        execution_count: countOf(stored.execution_count),
      };
    case "error":
      return {
        output_type: "error",
        ename: textOf(stored.ename ?? "", "ename", complain),
        evalue: textOf(stored.evalue ?? "", "evalue", complain),
        traceback: isStringArray(stored.traceback) ? stored.traceback : [],
      };
    default:
      return complain(
        typeof type === "string" ? `unknown output type ${quoted(type)}` : `output_type is ${kindOf(type)}`,
      );
  }
}
