import { format } from "d3-format";
import type MarkdownIt from "markdown-it";
import type { Prose, Report, ReportValue } from "../../model/report.js";
import { proseMarkdown } from "../prose.js";
import { createMarkdown, createPlainText } from "./markdown.js";
import { sanitize } from "./sanitize.js";
import { escapeHtml, markup, trusted, type Html } from "./template.js";

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
          : this.#value(value(index)).text,
    );
    return trusted(rendered);
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
