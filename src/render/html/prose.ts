import { format } from "d3-format";
import type MarkdownIt from "markdown-it";
import type { Prose, Report, ReportValue } from "../../model/report.js";
import { safeName } from "../names.js";
import { partText, proseMarkdown, proseText, type LinkedPart } from "../prose.js";
import { createMarkdown, createPlainText } from "./markdown.js";
import { sanitizeProse } from "./sanitize.js";
import { escapeHtml, markup, trusted, type Html } from "./template.js";

/**
 * Markdown with computed values and citations → safe HTML. While Markdown and the sanitiser work, private-use
 * characters stand for them, so that neither a value's text can be markup nor its element be lost.
 */
export class ProseRenderer {
  readonly report: Report;
  readonly #markdown: MarkdownIt;
  readonly #plainText: MarkdownIt;
  #texts = 0;

  constructor(report: Report) {
    this.report = report;
    this.#markdown = createMarkdown(report.language);
    this.#plainText = createPlainText(report.language);
  }

  block(prose: Prose): Html {
    // Footnotes of one text are apart from those of another.
    const docId = String((this.#texts += 1));
    return this.#render(prose, (source) => this.#markdown.render(source, { docId }));
  }

  inline(prose: Prose): Html {
    return this.#render(prose, (source) => this.#markdown.renderInline(source));
  }

  /** Without Markdown: titles. */
  plain(prose: Prose): Html {
    return this.#render(prose, (source) => this.#plainText.renderInline(source));
  }

  /** Words alone, where nothing may be a link or a panel. */
  words(prose: Prose): Html {
    return trusted(this.#plainText.renderInline(proseText(prose, this.report)));
  }

  #render(prose: Prose, render: (source: string) => string): Html {
    const parts: LinkedPart[] = [];
    const clean = prose.map((part) =>
      typeof part === "string" ? part.replace(/[\uE000\uE001]/g, "") : part,
    );
    const source = proseMarkdown(clean, (part) => `\uE000${parts.push(part) - 1}\uE001`);
    const rendered = sanitizeProse(render(source)).replace(
      /<[^>]*>|\uE000(\d+)\uE001/g,
      (whole, index: string | undefined) =>
        index === undefined
          ? whole.replace(/\uE000(\d+)\uE001/g, (_, inside: string) =>
              escapeHtml(this.#text(parts[Number(inside)])),
            )
          : this.#part(parts[Number(index)]).text,
    );
    return trusted(rendered);
  }

  #text(part: LinkedPart | undefined): string {
    return part === undefined ? "" : partText(part, this.report);
  }

  #part(part: LinkedPart | undefined): Html {
    if (part === undefined) return trusted("");
    if ("value" in part) return this.#value(this.report.values[part.value]);
    if ("target" in part) {
      return markup`<a href="#${targetAnchor(part.target)}">${this.#text(part)}</a>`;
    }
    const works = part.citations.map((id, index) => {
      const work = this.report.citations[id];
      const before = index === 0 ? "" : "; ";
      return markup`${before}<a class="citation" href="#ref-${safeName(work?.key ?? id)}">${work?.text ?? id}</a>`;
    });
    return markup`(${works})`;
  }

  #value(value: ReportValue | undefined): Html {
    if (value === undefined) return trusted("");
    const text = trusted(this.#plainText.renderInline(value.text));
    const exact = exactly(value);
    return exact === undefined
      ? text
      : markup`<data class="value" value="${exact.value}" title="${exact.title}">${text}</data>`;
  }
}

/** Anchor of the figure or table that `fig-…` or `tbl-…` names. */
function targetAnchor(target: string): string {
  return `${target.slice(0, 4)}${safeName(target.slice(4))}`;
}

const digits = format(",");

/** Formats whose text says all there is: a title of 2,022 would not explain 2022. */
const complete = new Set(["year", "date", "ordinal"]);
/** Formats of fractions that are read in hundredths. */
const hundredths = new Set(["percent", "points"]);

/** The number behind a text, as a person reads it; undefined where there is none. */
function exactly(value: ReportValue): { readonly value: string; readonly title: string } | undefined {
  const { raw, unit, format: written } = value;
  if (complete.has(written)) return undefined;
  const suffix = unit === undefined ? "" : ` ${unit}`;
  const read = (x: number) => digits(hundredths.has(written) ? Number((100 * x).toPrecision(12)) : x);
  if (typeof raw === "number") return { value: String(raw), title: `${read(raw)}${suffix}` };
  if (!(raw instanceof Array)) return undefined;
  return { value: raw.join("/"), title: `${read(raw[0])} to ${read(raw[1])}${suffix}` };
}
