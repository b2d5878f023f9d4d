import type * as z from "zod";
import { clipped } from "./quoted.js";

/** Validates with the input in the issues, so that missing values can be distinguished from invalid ones. */
export const withInput = { reportInput: true } as const;

/** Where a value does not match its schema, and how: `sections.0.title: it is missing`. */
const mostOfOwn = 300;

export function issueText({ path, code, message, input }: z.core.$ZodIssue, whole = "the file"): string {
  const place = clipped(path.map(String).join(".")) || whole;
  if (code === "invalid_type" && input === undefined) return `${place}: it is missing`;
  // Messages of our own schemas are whole sentences that say what to write.
  return `${place}: ${clipped(message, code === "custom" ? mostOfOwn : undefined)}`;
}
