import type { ExecuteReply, Json } from "../client/contract.js";
import { metadataKey } from "../../model/mime.js";
import type { Read } from "../../model/reads.js";
import type { ExecutionTrace, Surroundings } from "../../model/trace.js";
import { isJsonObject, isStringArray, objectOf } from "../notebook/json.js";

/** What our kernel says of a cell; undefined from any other kernel. */
export function traceOf(reply: ExecuteReply): ExecutionTrace | undefined {
  const facts = objectOf(reply.metadata[metadataKey]);
  const { files, modules, environment, functions, reads } = facts;
  if (!isStringArray(files) || !isStringArray(modules) || !isStringArray(environment)) return undefined;
  return {
    ...{ files, modules, environment, functions: functionsOf(functions) },
    // Checked where a report is made of it, as all that a notebook records.
    ...(Array.isArray(reads) && { reads: reads as readonly Json[] as unknown as readonly Read[] }),
  };
}

/** What the trace does not tell; undefined from a kernel that does not know it. */
export function surroundingsOf(reply: ExecuteReply): Surroundings | undefined {
  const { surroundings } = objectOf(reply.metadata[metadataKey]);
  const { asked, listed, contacts } = objectOf(surroundings);
  if (!isStringArray(asked) || !isStringArray(listed) || !isStringArray(contacts)) return undefined;
  return { asked, listed, contacts: contacts as Surroundings["contacts"] };
}

function functionsOf(value: Json | undefined): ExecutionTrace["functions"] {
  if (!Array.isArray(value)) return [];
  return (value as readonly Json[]).flatMap((item) => {
    const { module, name } = isJsonObject(item) ? item : {};
    return typeof module === "string" && typeof name === "string" ? [{ module, name }] : [];
  });
}

/** Whether the kernel knows that no code of the notebook is left to run: then no late error can come. */
export function isSettled(reply: ExecuteReply): boolean {
  return objectOf(reply.metadata[metadataKey]).pending === "none";
}
