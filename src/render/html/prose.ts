import { format } from "d3-format";
import type MarkdownIt from "markdown-it";
import type { Prose, Report, ReportValue } from "../../model/report.js";
import { proseMarkdown } from "../prose.js";
import { createMarkdown, createPlainText } from "./markdown.js";
import { sanitize } from "./sanitize.js";
import { escapeHtml, trusted, type Html } from "./template.js";

export type Values = Report["values"];

/**
 * Markdown with computed values → safe HTML. While Markdown and the sanitiser work, private-use characters stand for
 * the values, so that neither a value's text can be markup nor its element be lost.
 */
export class ProseRenderer {
  readonly #values: Values;
  readonly #markdown: MarkdownIt;
  readonly #plainText: MarkdownIt;

  constructor(values: Values, language: string) {
    this.#values = values;
    this.#markdown = createMarkdown(language);
    this.#plainText = createPlainText(language);
  }

  block(prose: Prose): Html {
    return this.#render(prose, (source) => this.#markdown.render(source));
  }

  inline(prose: Prose): Html {
    return this.#render(prose, (source) => this.#markdown.renderInline(source));
  }

  /** Without Markdown: titles. */
  plain(prose: Prose): Html {
    return this.#render(prose, (source) => this.#plainText.renderInline(source));
  }

  #render(prose: Prose, render: (source: string) => string): Html {
    const ids: string[] = [];
    const clean = prose.map((part) =>
      typeof part === "string" ? part.replace(/[\uE000\uE001]/g, "") : part,
    );
    const source = proseMarkdown(clean, (id) => `\uE000${ids.push(id) - 1}\uE001`);
    const value = (index: string) => this.#values[ids[Number(index)] ?? ""];
    const rendered = sanitize(render(source)).replace(
      /<[^>]*>|\uE000(\d+)\uE001/g,
      (whole, index: string | undefined) =>
        index === undefined
          ? whole.replace(/\uE000(\d+)\uE001/g, (_, inside: string) => escapeHtml(value(inside)?.text ?? ""))
          : valueElement(value(index)).text,
    );
    return trusted(rendered);
  }
}

const digits = format(",");

function valueElement(value: ReportValue | undefined): Html {
  if (value === undefined) return trusted("");
  const { raw, text } = value;
  const unit = value.unit === undefined ? "" : ` ${value.unit}`;
  const attributes =
    typeof raw === "number"
      ? ` value="${raw}" title="${escapeHtml(`${digits(raw)}${unit}`)}"`
      : raw instanceof Array
        ? ` value="${raw[0]}/${raw[1]}" title="${escapeHtml(`${digits(raw[0])} to ${digits(raw[1])}${unit}`)}"`
        : undefined;
  if (attributes === undefined) return trusted(escapeHtml(text));
  return trusted(`<data class="value"${attributes}>${escapeHtml(text)}</data>`);
}
