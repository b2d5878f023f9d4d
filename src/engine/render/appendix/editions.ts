/** What changed in each edition, in the author's words: notebooks/changes.md. */
import type { Report } from "../../../model/report.js";
import { orderMarkdownHeadings, type PageHeadings } from "../headings.js";
import type { ProseRenderer } from "../html/prose.js";
import { markup, trusted, type Html } from "../html/template.js";
import { labels } from "../labels.js";

export function editionsHtml(
  { changes }: Report,
  prose: ProseRenderer,
  headings: PageHeadings,
): Html | undefined {
  if (changes === undefined) return undefined;
  const { markup: body } = headings.order(prose.block([changes]).text, "changes");
  return markup`<section class="chapter appendix" aria-labelledby="changes">
<h2 id="changes">${labels.editions}</h2>
${trusted(body)}</section>
`;
}

export const editionsMarkdown = ({ changes }: Report): readonly string[] =>
  changes === undefined ? [] : [`## ${labels.editions}`, orderMarkdownHeadings(changes)];
