import type * as z from "zod";
import { clipped } from "./quoted.js";

/** Validates with the input in the issues, so that missing values can be distinguished from invalid ones. */
export const withInput = { reportInput: true } as const;

/** Where a value does not match its schema, and how: `sections.0.title: it is missing`. */
export function issueText({ path, code, message, input }: z.core.$ZodIssue, whole = "the file"): string {
  const place = clipped(path.map(String).join(".")) || whole;
  return `${place}: ${code === "invalid_type" && input === undefined ? "it is missing" : clipped(message)}`;
}
