/** The notice at the top of a draft, and sentences that are no longer true. */
import { isStruck, struckMark } from "../../model/guard.js";
import type { Block, ErrorBlock, Report } from "../../model/report.js";
import { markup, type Html } from "./template.js";
import { plural } from "../../lib/plural.js";
import { codeSpan, escapeMarkdown, fence } from "../../lib/markdown-text.js";
import { safeName } from "./names.js";
import { labels } from "./labels.js";

/** What the notice at the top says of one kind of fault, and a list of its places. */
interface Part {
  /** `2 sentences are no longer true`, in the title. */
  readonly title: string;
  readonly text: string;
  readonly list: string;
  readonly items: readonly {
    readonly words: string;
    readonly section?: string;
    readonly condition?: string;
  }[];
}

/** The notice at the top of a draft; undefined if the page has no fault. */
function draftOf(report: Report) {
  const parts = [failedPart(report), struckPart(report), faultPart(report)].filter(
    (part) => part !== undefined,
  );
  if (parts.length === 0) return undefined;
  return {
    title: `Draft: ${parts.map(({ title }) => title).join("; ")}.`,
    text: parts.map(({ text }) => text).join(" "),
    parts,
  };
}

export const isDraft = (report: Report): boolean => draftOf(report) !== undefined;

/** An error that is no output of a cell, but the reason why a build publishes nothing. */
export const isFailure = (block: Block): block is ErrorBlock =>
  block.kind === "error" && block.failed === true;

/** Chapters that failed, with their errors in one line. */
function failedPart({ sections }: Report): Part | undefined {
  const items = sections.flatMap(({ id, blocks }) =>
    blocks
      .filter(isFailure)
      .map(({ traceback, ename, evalue }) => ({ words: traceback[0] ?? `${ename}: ${evalue}`, section: id })),
  );
  if (items.length === 0) return undefined;
  const chapters = new Set(items.map(({ section }) => section)).size;
  return {
    title: `${plural(chapters, "chapter")} failed`,
    text: "What a chapter shows before its error is printed, then the error; what other chapters say of it may be missing.",
    list: labels.draftErrors,
    items,
  };
}

/** Sentences that are no longer true: chapter by chapter, those of texts before those of tables. */
function struckPart({ sections, values }: Report): Part | undefined {
  const inValues = Object.values(values).filter(isStruck);
  const items = sections.flatMap(({ id, notebook, blocks }) => {
    const inTexts = inValues.filter(({ place }) => place.notebook === notebook);
    const rows = blocks.flatMap((block) => (block.kind === "table" ? block.rows : []));
    const inTables = rows.flatMap((row) => row.filter(isStruck));
    return [
      ...inTexts.map(({ text, expression }) => ({
        words: text,
        section: id,
        ...(expression !== undefined && { condition: expression }),
      })),
      // A sentence of a code cell has its condition in the code.
      ...inTables.map(({ text }) => ({ words: text, section: id })),
    ];
  });
  if (items.length === 0) return undefined;
  const [sentences, they] =
    items.length === 1 ? ["1 sentence is", "It is"] : [`${items.length} sentences are`, "They are"];
  return {
    title: `${sentences} no longer true`,
    text: `${they} struck through and marked “no longer true”. Numbers, figures, tables and verdicts are as the data give them now. A person has to rewrite what is struck before this page is published.`,
    list: labels.struckSentences,
    items,
  };
}

/** Other faults for which a build writes nothing. */
function faultPart({ faults = [] }: Report): Part | undefined {
  if (faults.length === 0) return undefined;
  return {
    title: plural(faults.length, "fault of the page", "faults of the page"),
    text: "A build writes no page with these faults.",
    list: labels.draftFaults,
    items: faults.map((words) => ({ words })),
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

/** An error in its place, described with its position. */
export function failureHtml({ traceback }: ErrorBlock): Html {
  return markup`<aside class="draft" aria-label="${labels.chapterFailed}">
<p><strong>${labels.chapterFailed}</strong></p>
<pre class="failure" tabindex="0"><code>${traceback.join("\n")}</code></pre>
</aside>
`;
}

export const failureMarkdown = ({ traceback }: ErrorBlock): string =>
  `**${labels.chapterFailed}**\n\n${fence(traceback.join("\n"), "text")}`;

/** At the top of a draft: what is wrong with it, why, and where. */
export function draftHtml(report: Report): Html | undefined {
  const draft = draftOf(report);
  if (draft === undefined) return undefined;
  const lists = draft.parts.map(({ list, items }) => {
    const lines = items.map(
      ({ words, section, condition }) =>
        markup`<li>${words}${section !== undefined && markup` (<a href="#${safeName(section)}">${section}</a>${condition !== undefined && markup`; its condition is <code>${condition}</code>`})`}</li>\n`,
    );
    return markup`<details><summary>${list}</summary><ol>
${lines}</ol></details>
`;
  });
  return markup`<aside class="draft" aria-label="${labels.draft}">
<p><strong>${draft.title}</strong> ${draft.text}</p>
${lists}</aside>
`;
}

export function draftMarkdown(report: Report): readonly string[] {
  const draft = draftOf(report);
  if (draft === undefined) return [];
  const items = draft.parts.flatMap(({ items }) =>
    items.map(({ words, section, condition }) => {
      const line = escapeMarkdown(words.replace(/\s+/g, " ").trim());
      if (section === undefined) return `> - ${line}`;
      const why = condition === undefined ? "" : `; its condition is ${codeSpan(condition)}`;
      return `> - ${line} ([${escapeMarkdown(section)}](#${safeName(section)})${why})`;
    }),
  );
  return [[`> **${draft.title}** ${draft.text}`, ">", ...items].join("\n")];
}
