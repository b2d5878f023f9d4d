import MarkdownIt from "markdown-it";
import type { Report, Section } from "../../model/report.js";
import { safeName } from "../names.js";
import { blocksHtml, type Drawings } from "./blocks.js";
import { fontFaces } from "./fonts.js";
import { orderHeadings } from "./headings.js";
import { ProseRenderer } from "./prose.js";
import { pageStyle } from "./style.js";
import { html, trusted, type Html } from "./template.js";

/** The whole briefing as one file that asks for nothing else. */
export function pageHtml(report: Report, drawings: Drawings): string {
  const markdown = new MarkdownIt({ html: true, linkify: false, typographer: false });
  const prose = new ProseRenderer(markdown, report.values);
  return html`<!doctype html>
    <html lang="${report.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'"
        />
        <title>${report.title}</title>
        <style>
          ${trusted(fontFaces())}${trusted(pageStyle())}
        </style>
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        <div class="page">
          <header class="head">
            <h1>${report.title}</h1>
            ${answers(report, prose)}${byline(report)}
          </header>
          <main id="content">
            ${report.sections.map((section) => sectionHtml(section, report, drawings, prose))}
          </main>
          ${colophon(report)}
        </div>
      </body>
    </html> `.text;
}

/** What was found, before anything else: one section's summary as a standfirst, of several a list that is the contents. */
function answers({ sections }: Report, prose: ProseRenderer): Html | undefined {
  const [only, second] = sections;
  if (only === undefined) return undefined;
  if (second === undefined) {
    return only.summary && html`<p class="standfirst">${prose.inline(only.summary)}</p> `;
  }
  return html`<nav aria-label="Contents">
    <ol class="answers">
      ${sections.map(
        ({ id, title, summary }) =>
          html`<li>
            <a href="#${safeName(id)}">${prose.plain(title)}</a
            >${summary && html`<p>${prose.inline(summary)}</p>`}
          </li> `,
      )}
    </ol>
  </nav> `;
}

function byline({ authors, date }: Report): Html | undefined {
  const parts = [authors.join(", "), date === undefined ? undefined : longDate(date)].filter(
    (part) => part !== undefined && part !== "",
  );
  return parts.length === 0 ? undefined : html`<p class="byline">${parts.join(" · ")}</p> `;
}

const months = "January February March April May June July August September October November December".split(
  " ",
);

/** 2025-03-01 → 1 March 2025; any other text as it stands. */
export function longDate(date: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? [];
  const name = months[Number(month) - 1];
  return name === undefined ? date : `${Number(day)} ${name} ${year ?? ""}`;
}

function sectionHtml(section: Section, report: Report, drawings: Drawings, prose: ProseRenderer): Html {
  const id = safeName(section.id);
  const summary =
    report.sections.length > 1 && section.summary
      ? html`<p class="summary">${prose.inline(section.summary)}</p> `
      : undefined;
  return html`<section class="chapter" aria-labelledby="${id}">
    <h2 id="${id}">${prose.plain(section.title)}</h2>
    ${summary}${trusted(orderHeadings(blocksHtml(section.blocks, drawings, prose).text, 2))}
  </section> `;
}

function colophon(report: Report): Html {
  const data = [...new Set(Object.values(report.provenance).flatMap(({ files }) => files))].sort();
  return html`<footer>
    <h2>How this page was made</h2>
    <p>
      Every number and figure was computed by the notebooks
      ${list(report.sections.map(({ notebook }) => notebook))}${
        data.length === 0 ? "" : html` from ${list(data)}`
      }.
      The page, its figures, the executed notebooks and the SHA-256 of every file read are listed in
      <code>report.json</code> beside it.
    </p>
  </footer> `;
}

function list(paths: readonly string[]): Html {
  return html`${paths.map((path, index) => html`${index === 0 ? "" : index === paths.length - 1 ? " and " : ", "}<code>${path}</code>`)}`;
}
