import { format } from "d3-format";
import type MarkdownIt from "markdown-it";
import type { Prose, Report, ReportValue } from "../../model/report.js";
import { proseMarkdown } from "../prose.js";
import { sanitize } from "./sanitize.js";
import { escapeHtml, trusted, type Html } from "./template.js";

export type Values = Report["values"];

/**
 * Markdown with computed values → safe HTML. While Markdown and the sanitiser work, private-use characters stand for
 * the values, so that neither a value's text can be markup nor its element be lost.
 */
export class ProseRenderer {
  readonly #markdown: MarkdownIt;
  readonly #values: Values;

  constructor(markdown: MarkdownIt, values: Values) {
    this.#markdown = markdown;
    this.#values = values;
  }

  block(prose: Prose): Html {
    return this.#render(prose, (source) => this.#markdown.render(source));
  }

  inline(prose: Prose): Html {
    return this.#render(prose, (source) => this.#markdown.renderInline(source));
  }

  /** No Markdown: titles. */
  plain(prose: Prose): Html {
    return this.#render(prose, escapeHtml);
  }

  #render(prose: Prose, render: (source: string) => string): Html {
    const ids: string[] = [];
    const clean = prose.map((part) =>
      typeof part === "string" ? part.replace(/[\uE000\uE001]/g, "") : part,
    );
    const source = proseMarkdown(clean, (id) => `\uE000${ids.push(id) - 1}\uE001`);
    const markup = sanitize(render(source));
    const value = (index: string) => this.#values[ids[Number(index)] ?? ""];
    return trusted(
      markup.replace(/<[^>]*>|\uE000(\d+)\uE001/g, (whole, index: string | undefined) => {
        if (index !== undefined) return valueElement(value(index)).text;
        return whole.replace(/\uE000(\d+)\uE001/g, (_, inside: string) =>
          escapeHtml(value(inside)?.text ?? ""),
        );
      }),
    );
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
