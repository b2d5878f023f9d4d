import type * as z from "zod";
import { BriefingError, issueText, withInput } from "briefing/commands";

/** Damaged or incomplete files of works, an inconsistent cube, or a missing engine. */
export class WorksError extends BriefingError {}

export const diskFullHint =
  "Free some space, or choose a cube on another disk with -o DIR. A build may take several times the space of the compressed works.";

/** The content of a JSON file, which messages call `file`. */
export function parseAs<Content>(
  schema: z.ZodType<Content>,
  text: string,
  file: string,
  options: { readonly hint?: string } = {},
): Content {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new WorksError(`${file} is not valid JSON: ${(cause as Error).message}`, { cause, ...options });
  }
  const { data, error } = schema.safeParse(content, withInput);
  if (error === undefined) return data;
  const faults = error.issues.slice(0, 1).map((issue) => issueText(issue));
  throw new WorksError(`${file}: ${faults.join("")}`, options);
}
