import { struckMark } from "../../../model/guard.js";
import type { Report } from "../../../model/report.js";
import { safeName } from "../names.js";
import { draftNotice, struckOnPage } from "../struck.js";
import { markup, type Html } from "./template.js";

/** A sentence that is no longer true: struck, and said to be. */
export function struckHtml(sentence: Html): Html {
  return markup`<del class="no-longer-true">${sentence}</del> <strong class="no-longer-true-mark">${struckMark}</strong>`;
}

/** At the top of a draft: how many sentences are struck, why, and which. */
export function draftHtml(report: Report): Html | undefined {
  const struck = struckOnPage(report);
  const notice = draftNotice(struck.length);
  if (notice === undefined) return undefined;
  const items = struck.map(
    ({ sentence, section }) =>
      markup`<li>${sentence} (<a href="#${safeName(section)}">${section}</a>)</li>\n`,
  );
  return markup`<aside class="draft" aria-label="Draft">
<p><strong>${notice.title}</strong> ${notice.text}</p>
<details><summary>The sentences</summary><ol>
${items}</ol></details>
</aside>
`;
}
