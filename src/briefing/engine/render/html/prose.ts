import { isStruck } from "../../../model/guard.js";
import type { Prose, Report, ReportValue } from "../../../model/report.js";
import { struckBySettingsHtml, struckHtml } from "../draft.js";
import { safeName } from "../names.js";
import type { LinkedPart } from "../../report/prose.js";
import { hasTarget, partText, proseMarkdown, proseText, targetAnchor } from "../prose.js";
import { direction, previousName } from "../since.js";
import type { Formula } from "../../notebook/markdown/syntax.js";
import { markdown, plainText, texText, typeset } from "./markdown.js";
import { sanitizeProse } from "../sanitize.js";
import { isConstant } from "../../report/data/used-data.js";
import { exactly, hint, valueName } from "./value-panel.js";
import { escapeHtml } from "../../../lib/escape-html.js";
import { markup, trusted, type Html } from "../template.js";
import { own } from "../../../lib/own.js";

const placeholder = /\uE000(\d+)\uE001/g;

/**
 * Markdown with computed values and citations → safe HTML. Private-use characters stand in for values and citations in
 * Markdown and sanitiser, so that a value's text cannot be markup and its element cannot be lost.
 */
export class ProseRenderer {
  readonly report: Report;
  readonly #published: Report | undefined;
  #texts: number;

  /**
   * `published`: if the report is that of another setting. `texts`: how many were rendered before, which separates
   * footnotes of one text from those of another.
   */
  constructor(
    report: Report,
    { published, texts = 0 }: { readonly published?: Report; readonly texts?: number } = {},
  ) {
    this.report = report;
    this.#published = published;
    this.#texts = texts;
  }

  get texts(): number {
    return this.#texts;
  }

  block(prose: Prose): Html {
    const docId = String((this.#texts += 1));
    const { text } = this.#render(prose, (source, env) => markdown.render(source, { ...env, docId }));
    return trusted(scrollable(text));
  }

  inline(prose: Prose): Html {
    return this.#render(prose, (source, env) => markdown.renderInline(source, env));
  }

  /** Without Markdown: titles. */
  plain(prose: Prose): Html {
    return this.#render(prose, (source) => plainText.renderInline(source));
  }

  /** Words only, where links and panels are not allowed. */
  words(prose: Prose): Html {
    return trusted(plainText.renderInline(proseText(prose, this.report)));
  }

  #render(
    prose: Prose,
    render: (source: string, env: { readonly formula: (formula: Formula) => string | undefined }) => string,
  ): Html {
    const parts: (LinkedPart | { readonly formula: Html })[] = [];
    const clean = prose.map((part) =>
      typeof part === "string" ? part.replace(/[\uE000\uE001]/g, "") : part,
    );
    const kept = (part: (typeof parts)[number]) => `\uE000${parts.push(part) - 1}\uE001`;
    const source = proseMarkdown(clean, kept);
    const inWords = (text: string, write: (words: string) => string) =>
      text.replace(placeholder, (_, index: string) => {
        const part = parts[Number(index)];
        return write(part === undefined || "formula" in part ? "" : partText(part, this.report));
      });
    const formula = ({ tex, display }: Formula) => {
      const set = typeset({ tex: inWords(tex, texText), display });
      return set.status === "set" ? kept({ formula: set.html }) : undefined;
    };
    const rendered = sanitizeProse(render(source, { formula })).replace(
      /<[^>]*>|\uE000(\d+)\uE001/g,
      (whole, index: string | undefined) => {
        if (index === undefined) return inWords(whole, escapeHtml);
        const part = parts[Number(index)];
        return (part !== undefined && "formula" in part ? part.formula : this.#part(part)).text;
      },
    );
    return trusted(keptTogether(rendered));
  }

  #part(part: LinkedPart | undefined, reports: readonly Report[] = [this.report]): Html {
    if (part === undefined) return trusted("");
    if ("value" in part) return this.#value(part.value, reports);
    if ("target" in part) {
      const text = partText(part, this.report);
      if (!hasTarget(part.target, this.report.sections)) return markup`${text}`;
      return markup`<a href="#${targetAnchor(part.target)}">${text}</a>`;
    }
    const works = part.citations.map((id, index) => {
      const work = own(this.report.citations, id);
      const before = index === 0 ? "" : "; ";
      return markup`${before}<a class="citation" href="#ref-${safeName(work?.key ?? id)}">${work?.text ?? id}</a>`;
    });
    return markup`(${works})`;
  }

  /** As the first of the reports has it that knows the value. */
  #value(id: string, reports: readonly Report[]): Html {
    const [value] = reports.flatMap(({ values }) => own(values, id) ?? []);
    if (value === undefined) return trusted("");
    if (isStruck(value)) {
      const sentence = this.#sentence(value);
      return this.#published === undefined ? struckHtml(sentence) : struckBySettingsHtml(sentence);
    }
    const text = trusted(plainText.renderInline(value.text));
    const exact = exactly(value);
    if (exact === undefined || isConstant(value, this.report)) return this.#plainValue(id, value, text);
    return markup`<button type="button" class="value" popovertarget="panel" data-value="${valueName(id)}" title="${hint(value, exact.title, this.report)}"><data value="${exact.value}">${text}</data>${this.#mark(value)}</button>`;
  }

  /** Without a panel; those that readers can change are marked when they do. */
  #plainValue(id: string, { text: words, under }: ReportValue, text: Html): Html {
    const whole = /^\d+–\d+$/.test(words);
    if (under === undefined) return whole ? markup`<span class="whole">${text}</span>` : text;
    return markup`<span${whole && markup` class="whole"`} data-word="${valueName(id)}">${text}</span>`;
  }

  /**
   * Computed values in a struck sentence still show their provenance. What does not hold under a setting is the published
   * sentence, so that its published words are struck: filled with other numbers, they would say what nobody wrote.
   */
  #sentence({ text, parts = [text] }: ReportValue): Html {
    const reports = this.#published === undefined ? [this.report] : [this.#published, this.report];
    return markup`${parts.map((part) =>
      typeof part === "string" ? trusted(plainText.renderInline(part)) : this.#part(part, reports),
    )}`;
  }

  /** A sign, with words for screen readers, that the number differs from the previous edition. */
  #mark(value: ReportValue): Html | undefined {
    const way = direction(value);
    if (way === undefined) return undefined;
    const words = `${{ up: "more", down: "less", changed: "other" }[way]} than in ${previousName(this.report)}`;
    return markup`<span class="since ${way}"></span><span class="unseen"> (${words})</span>`;
  }
}

/** A browser may break a line on either side of a value: adjoining text without a space is kept with it. */
function keptTogether(html: string): string {
  return html.replace(
    /([([“‘]*)(<button type="button" class="value"[^>]*>(?:(?!<\/button>).)*<\/button>)([.,;:!?)\]”’…]*)/gs,
    (_, before: string, value: string, after: string) =>
      before + after === "" ? value : `<span class="kept">${before}${value}${after}</span>`,
  );
}

/** Content that may be wider than the page scrolls in a separate frame that the keyboard can reach. */
function scrollable(markup: string): string {
  return markup
    .replace(/<pre>/g, '<pre tabindex="0">')
    .replace(/<table>/g, '<div class="scroll" tabindex="0"><table>')
    .replace(/<\/table>/g, "</table></div>");
}
