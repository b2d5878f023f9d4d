/** Sentences that are no longer true, and the draft notice at the top of the page. */
import { isStruck, struckMark } from "../../model/guard.js";
import type { Report } from "../../model/report.js";
import { markup, type Html } from "./template.js";
import { codeSpan, escapeMarkdown } from "../../lib/markdown-text.js";
import { safeName } from "./names.js";
import { labels } from "./labels.js";

/**
 * The notice at the top, with the sentences and the ids of their sections: chapter by chapter, those of texts before
 * those of tables. Undefined if every sentence holds.
 */
function draftOf({ sections, values }: Report) {
  const inValues = Object.values(values).filter(isStruck);
  const struck = sections.flatMap(({ id, notebook, blocks }) => {
    const inTexts = inValues.filter(({ place }) => place.notebook === notebook);
    const rows = blocks.flatMap((block) => (block.kind === "table" ? block.rows : []));
    const inTables = rows.flatMap((row) => row.filter(isStruck));
    // A sentence of a code cell has its condition in the code.
    return [...inTexts, ...inTables.map(({ text }) => ({ text, expression: undefined }))].map(
      ({ text, expression: condition }) => ({ sentence: text, section: id, condition }),
    );
  });
  if (struck.length === 0) return undefined;
  const [sentences, they] =
    struck.length === 1 ? ["1 sentence is", "It is"] : [`${struck.length} sentences are`, "They are"];
  return {
    title: `Draft: ${sentences} no longer true.`,
    text: `${they} struck through and marked “no longer true”. Numbers, figures, tables and verdicts are as the data give them now. A person has to rewrite what is struck before this page is published.`,
    struck,
  };
}

/** A sentence that is no longer true: struck through, and marked in words. */
export function struckHtml(sentence: Html): Html {
  return markup`<del class="no-longer-true">${sentence}</del> <strong class="no-longer-true-mark">${struckMark}</strong>`;
}

/** A sentence that does not hold under the settings of a reader. */
export function struckBySettingsHtml(sentence: Html): Html {
  return markup`<del class="no-longer-true">${sentence}</del> <strong class="no-longer-true-mark">${labels.assumptions.doesNotHold}</strong>`;
}

/** At the top of a draft: how many sentences are struck, why, and which. */
export function draftHtml(report: Report): Html | undefined {
  const draft = draftOf(report);
  if (draft === undefined) return undefined;
  const items = draft.struck.map(
    ({ sentence, section, condition }) =>
      markup`<li>${sentence} (<a href="#${safeName(section)}">${section}</a>${condition !== undefined && markup`; its condition is <code>${condition}</code>`})</li>\n`,
  );
  return markup`<aside class="draft" aria-label="${labels.draft}">
<p><strong>${draft.title}</strong> ${draft.text}</p>
<details><summary>${labels.struckSentences}</summary><ol>
${items}</ol></details>
</aside>
`;
}

export function draftMarkdown(report: Report): readonly string[] {
  const draft = draftOf(report);
  if (draft === undefined) return [];
  const items = draft.struck.map(({ sentence, section, condition }) => {
    const line = escapeMarkdown(sentence.replace(/\s+/g, " ").trim());
    const why = condition === undefined ? "" : `; its condition is ${codeSpan(condition)}`;
    return `> - ${line} ([${escapeMarkdown(section)}](#${safeName(section)})${why})`;
  });
  return [[`> **${draft.title}** ${draft.text}`, ">", ...items].join("\n")];
}
