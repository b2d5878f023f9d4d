import type { DiffResult } from "../diff-briefings.js";
import { inert } from "./inert.js";
import { pageHtml } from "./html/page.js";
import { noLinks, type Links } from "./links.js";

export interface HtmlOptions {
  /** What to type to see the same in a terminal. */
  readonly command: string;
  readonly links?: Links;
}

/** A comparison as one offline page: the summary and the causes first, then the changes by effect, with their pictures. */
export function formatHtml(result: DiffResult, { command, links = noLinks }: HtmlOptions): string {
  return pageHtml({ ...result, comparison: inert(result.comparison) }, { command, links });
}
