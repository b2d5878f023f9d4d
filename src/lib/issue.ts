import type * as z from "zod";
import { clipped } from "./quoted.js";

/** Asked for with what is to be read, so that what is missing can be distinguished from what is wrong. */
export const withInput = { reportInput: true } as const;

/** Where a value is not what its schema says, and how: `sections.0.title: it is missing`. */
export function issueText({ path, code, message, input }: z.core.$ZodIssue, whole = "the file"): string {
  const place = clipped(path.map(String).join(".")) || whole;
  return `${place}: ${code === "invalid_type" && input === undefined ? "it is missing" : clipped(message)}`;
}
