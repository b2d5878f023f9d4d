import { evidenceOf } from "../../report/claim-evidence.js";
import { isStruck, spokenText, struckMark } from "../../../model/guard.js";
import type {
  AssumptionBlock,
  Block,
  ClaimBlock,
  CodeBlock,
  FigureBlock,
  Prose,
  Report,
  Section,
  TableBlock,
} from "../../../model/report.js";
import { partStatuses, verdictSign } from "../../../model/claim.js";
import { bibliographyMarkdown, citeMarkdown } from "../appendix/bibliography.js";
import { assumptionsMarkdown } from "../appendix/assumptions.js";
import { provenanceMarkdown } from "../appendix/provenance.js";
import { headSources, sourcesMarkdown } from "../appendix/sources.js";
import { draftMarkdown, failureMarkdown, isFailure } from "../draft.js";
import { figureFiles, imageFile, safeName } from "../names.js";
import { longDate } from "../dates.js";
import { orderMarkdownHeadings } from "../headings.js";
import { authorNames, imprintMarkdown } from "../imprint.js";
import { findFormulas } from "../../notebook/markdown/read.js";
import { traceback } from "../html/blocks.js";
import { texText } from "../html/markdown.js";
import { sanitize } from "../sanitize.js";
import { bearsTitle, openingOf, type Opening } from "../opening.js";
import type { LinkedPart } from "../../report/prose.js";
import { hasTarget, partText, proseMarkdown, proseText, replaceAttachments, targetAnchor } from "../prose.js";
import { changesMarkdown, sinceSummary } from "../since.js";
import { escapeMarkdown, fence, markdownTable } from "../../../lib/markdown-text.js";
import { inertHtml } from "../inert-html.js";
import { own } from "../../../lib/own.js";
import { labels } from "../labels.js";

/** The briefing as GitHub-flavoured Markdown: figures linked, tables and numbers in the text. */
export function pageMarkdown(report: Report): string {
  const { date, sections } = report;
  const line = headSources(report);
  const changes = sinceSummary(report);
  const opening = openingOf(report);
  const write = new MarkdownWriter(report, opening.figures);
  const byline = [
    escapeMarkdown(authorNames(report)),
    date === undefined ? "" : longDate(date),
    write.line(opening.dataDate ?? []),
  ].filter((part) => part !== "");
  const parts = [
    `# ${escapeMarkdown(report.title)}`,
    ...draftMarkdown(report),
    byline.length === 0 ? undefined : `*${byline.join(" · ")}*`,
    ...write.opening(opening),
    line && `*Sources: ${escapeMarkdown(line)}*`,
    changes && `*${escapeMarkdown(changes)}*`,
    ...sections.flatMap((section) => [
      `<a id="${safeName(section.id)}"></a>${bearsTitle(section, report) ? "" : `\n\n## ${write.line(section.title)}`}`,
      section.summary && !isSaid(section, opening) ? write.prose(section.summary) : undefined,
      orderMarkdownHeadings(write.blocks(section.blocks)),
    ]),
    report.changes && `## ${labels.editions}\n\n${orderMarkdownHeadings(report.changes)}`,
    ...bibliographyMarkdown(report),
    ...changesMarkdown(report),
    ...sourcesMarkdown(report),
    ...assumptionsMarkdown(report),
    ...provenanceMarkdown(report),
    ...citeMarkdown(report),
    ...imprintMarkdown(report),
  ].filter((part) => part !== undefined);
  return `${parts.join("\n\n").trim()}\n`;
}

/** Whether the first page already contains the summary of a chapter. */
function isSaid({ id, summary }: Section, { headlineSection, findings }: Opening): boolean {
  return (
    id === headlineSection || findings.some(({ section, text }) => section.id === id && text === summary)
  );
}

class MarkdownWriter {
  readonly #report: Report;
  readonly #elsewhere: ReadonlySet<string>;
  #texts = 0;

  /** `elsewhere` has the ids of the figures on the first page. */
  constructor(report: Report, elsewhere: ReadonlySet<string>) {
    this.#report = report;
    this.#elsewhere = elsewhere;
  }

  prose(prose: Prose): string {
    const inFormulas = partsInFormulas(prose);
    return proseMarkdown(prose, (part) =>
      inFormulas.has(part) ? texText(partText(part, this.#report)) : this.#part(part),
    ).trim();
  }

  #part(part: LinkedPart): string {
    if ("value" in part) return this.#value(part.value);
    const text = escapeMarkdown(partText(part, this.#report));
    if ("target" in part && hasTarget(part.target, this.#report.sections))
      return `[${text}](#${targetAnchor(part.target)})`;
    return "citations" in part ? `[${text}](#references)` : text;
  }

  #value(id: string): string {
    const value = own(this.#report.values, id);
    if (value === undefined) return "";
    const text = escapeMarkdown(value.text);
    return isStruck(value) ? `~~${text.trim()}~~ ${struckMark}` : text;
  }

  line(prose: Prose): string {
    return this.prose(prose).replace(/\s*\n\s*/g, " ");
  }

  /** Headline, subject, lead figure, findings of the chapters, what is not known, what is newer, the claims. */
  opening({
    subject,
    headline,
    lead,
    findings,
    unknown,
    newer,
    claims,
  }: Opening): readonly (string | undefined)[] {
    const items = findings.map(({ section, text }) => {
      const link = `[${this.line(section.title)}](#${safeName(section.id)})`;
      return `- ${text === undefined ? "" : `${this.line(text)} `}${link}`;
    });
    return [
      headline && `**${this.line(headline)}**`,
      subject && this.line(subject),
      lead && this.#figure(lead),
      items.length === 0 ? undefined : `**${labels.inBrief}**\n\n${items.join("\n")}`,
      unknown && `**${labels.unknown}** ${this.line(unknown)}`,
      newer && `**${labels.newer}** ${this.line(newer)}`,
      claims && this.#figure(claims),
    ];
  }

  /** Blocks in reading order: code is in one fold, after everything else. */
  blocks(blocks: readonly Block[]): string {
    // The appendix lists the assumptions, which nobody can change here.
    const shown = blocks.flatMap((block) =>
      block.kind === "code" || block.kind === "assumption" ? [] : this.#block(block),
    );
    const code = blocks.filter((block) => block.kind === "code");
    const fenced = code.map(({ source, language }) => fence(source, language)).join("\n\n");
    const summary = `<summary>${labels.code(code.length)}</summary>`;
    const fold = code.length === 0 ? [] : [`<details>${summary}\n\n${fenced}\n\n</details>`];
    return [...shown, ...fold].join("\n\n");
  }

  #block(block: Exclude<Block, CodeBlock | AssumptionBlock>): string {
    switch (block.kind) {
      case "prose":
        return inertHtml(ownNotes(this.prose(replaceAttachments(block, imageFile)), (this.#texts += 1)));
      case "markdown":
        return inertHtml(block.text.trim());
      case "figure":
        return this.#elsewhere.has(block.id) ? this.#reference(block) : this.#figure(block);
      case "table":
        return this.#table(block);
      case "claim":
        return this.#claim(block);
      case "html":
        // A blank line would end the HTML, and the rest would be parsed as Markdown.
        return `<div>\n${sanitize(block.text)
          .replace(/\n\s*\n/g, "\n")
          .trim()}\n</div>`;
      case "image":
        return `![${escapeMarkdown(block.alt.replace(/\s+/g, " "))}](${imageFile(block)})`;
      case "text":
        return fence(block.text.replace(/\n+$/, ""), "text");
      case "error":
        return isFailure(block) ? failureMarkdown(block) : fence(traceback(block), "text");
    }
  }

  #reference({ id, number, title, caption }: FigureBlock): string {
    return `[${labels.elsewhere(number)}](#fig-${safeName(id)}): ${this.line(title ?? caption)}`;
  }

  #figure(figure: FigureBlock): string {
    const { svg, data, spec } = figureFiles(figure);
    const alt = escapeMarkdown(proseText(figure.alt, this.#report).replace(/\s+/g, " ").trim());
    const source =
      figure.source.length === 0 ? "" : `Source: ${this.line(figure.source).replace(/\.$/, "")} · `;
    return (
      `<a id="fig-${safeName(figure.id)}"></a>\n\n` +
      `[![${alt}](${svg})](${svg})\n\n` +
      `**${labels.figure(figure.number)}.** ${this.line(figure.caption)}\n\n` +
      `<sub>${source}[data](${data}) · [spec](${spec})</sub>`
    );
  }

  #claim(claim: ClaimBlock): string {
    const { sign, word } = verdictSign(claim);
    const parts = claim.parts.map(({ reads, status, evidence, needs }) => {
      const found = evidence === undefined ? "" : ` — ${this.line(evidence)}`;
      const missing = needs === undefined ? "" : ` Needs: ${escapeMarkdown(needs)}`;
      const { sign: mark, word: state } = partStatuses[status];
      return `- ${mark} ${this.line(reads)} (${state})${found}${missing}`;
    });
    const evidence = evidenceOf(claim, this.#report);
    const display =
      evidence?.display && `${labels.evidence}: ${labels[evidence.display.kind](evidence.display.number)} · `;
    return [
      `<a id="claim-${safeName(claim.id)}"></a>`,
      `**${sign} ${word}:** ${this.line(claim.statement)}  \n${this.line(claim.by)}`,
      parts.length === 0 ? undefined : parts.join("\n"),
      evidence && `<sub>${display ?? ""}${labels.chapter}: ${this.line(evidence.section.title)}</sub>`,
    ]
      .filter((part) => part !== undefined)
      .join("\n\n");
  }

  #table(table: TableBlock): string {
    const columns = table.columns.map(({ title, unit, align }) => ({
      title: unit === undefined ? title : `${title} (${unit})`,
      align,
    }));
    const rows = table.rows.map((row) => row.map(spokenText));
    const title = table.title === undefined ? "" : `${this.line(table.title)}. `;
    return (
      `<a id="tbl-${safeName(table.id)}"></a>\n\n` +
      markdownTable(columns, rows) +
      `\n\n**${labels.table(table.number)}.** ${title}${this.line(table.caption)}` +
      (table.source.length === 0 ? "" : `\n\n<sub>${labels.source}: ${this.line(table.source)}</sub>`)
    );
  }
}

/** GitHub typesets formulas, and TeX requires another notation for values. */
function partsInFormulas(prose: Prose): ReadonlySet<LinkedPart> {
  const parts: LinkedPart[] = [];
  const source = proseMarkdown(prose, (part) => `\uE000${parts.push(part) - 1}\uE001`);
  if (parts.length === 0) return new Set();
  const found = findFormulas(source).flatMap(({ whole }) => [...whole.matchAll(/\uE000(\d+)\uE001/g)]);
  return new Set(found.flatMap(([, index]) => parts[Number(index)] ?? []));
}

/** Separates footnotes of one text from those of another: their labels get its number. */
function ownNotes(text: string, number: number): string {
  const defined = new Set([...text.matchAll(/^ {0,3}\[\^([^\]\s]+)\]:/gm)].map(([, label]) => label));
  return text.replace(/\[\^([^\]\s]+)\]/g, (whole, label: string) =>
    defined.has(label) ? `[^${number}-${label}]` : whole,
  );
}
