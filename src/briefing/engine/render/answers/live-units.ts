/**
 * The parts of the page that follow a reader's settings, each with its HTML under every setting in which it differs. The
 * page marks them (`data-live`), and carries the others compressed; scripts exchange them (browser/live-parts.ts).
 */
import { Parser } from "htmlparser2";
import { own } from "../../../lib/own.js";
import { settingKey, settingsOf, type Setting } from "../../../model/assumption.js";
import type { Block, FigureBlock, Prose, Report } from "../../../model/report.js";
import type { CellVariants, SectionAnswers, VariantContent } from "../../report/answers.js";
import { ProseRenderer } from "../html/prose.js";
import { anchorOf } from "../html/shown.js";
import { proseText } from "../prose.js";
import { trusted, type Html } from "../template.js";
import type { CarriedAnswers, CarriedUnit, CarriedVariant, CarriedVariantFigure } from "./carried-units.js";
import { figureKey, type VariantFigures } from "./variant-figures.js";

interface Source {
  readonly section: string;
  readonly cell: string;
}

interface Rendering {
  /** Under the published or another setting: the same part of the page. */
  readonly render: (prose: ProseRenderer, content: Pick<VariantContent, "blocks" | "fields">) => Html;
  readonly published: Pick<VariantContent, "blocks" | "fields">;
  readonly prose: ProseRenderer;
  /** Figures whose drawings belong to the part. */
  readonly figures?: readonly FigureBlock[];
}

const opening = (id: number) => `<!--live:${id}-->`;
const closing = "<!--/live-->";

export class LiveUnits {
  readonly #report: Report;
  readonly #cells: ReadonlyMap<string, CellVariants>;
  readonly #figures: VariantFigures;
  readonly #units = new Map<
    number,
    Omit<CarriedUnit, "variants"> & { readonly raw: readonly CarriedVariant[] }
  >();
  readonly #finished: CarriedUnit[] = [];

  /** By notebook: the cell whose answers have fields. */
  readonly #frontMatter: ReadonlyMap<string, string>;

  constructor(report: Report, answers: readonly SectionAnswers[], figures: VariantFigures) {
    this.#report = report;
    this.#figures = figures;
    this.#frontMatter = new Map(
      answers.flatMap(({ notebook, cells }) =>
        cells.flatMap(({ cell, under }) => {
          const hasFields = under.some(
            (variant) => "content" in variant && Object.keys(variant.content.fields).length > 0,
          );
          return hasFields ? [[notebook, cell] as const] : [];
        }),
      ),
    );
    this.#cells = new Map(
      answers.flatMap(({ section, cells }) =>
        cells.map((each) => [keyOf({ section, cell: each.cell }), each]),
      ),
    );
  }

  /** The assumptions that a cell depends on and that differ in the page. */
  assumptionsOf(source: Source): readonly string[] {
    return this.#cells.get(keyOf(source))?.on ?? [];
  }

  /** The cell with the front matter of a section; empty if nothing in it follows settings. */
  frontMatterOf(section: string): string {
    const { notebook = "" } = this.#report.sections.find(({ id }) => id === section) ?? {};
    return this.#frontMatter.get(notebook) ?? "";
  }

  /** Whether a text of the first page is from the front matter of a section. */
  offers(section: string, text: Prose | undefined): boolean {
    const cell = this.#cells.get(keyOf({ section, cell: this.frontMatterOf(section) }));
    return (
      text !== undefined &&
      cell?.under.some(
        (variant) => "content" in variant && variant.content.fields.withYourSettings !== undefined,
      ) === true
    );
  }

  /** The part as published, marked if it differs under another setting. */
  html(source: Source, rendering: Rendering): Html {
    const { render, published, prose } = rendering;
    const variants = this.#cells.get(keyOf(source));
    const texts = prose.texts;
    const html = render(prose, published);
    if (variants === undefined) return html;
    const raw = this.#variantsOf(variants, rendering, { html, texts });
    if (raw.variants.length === 1) return html;
    const id = this.#units.size + 1;
    this.#units.set(id, { id, on: variants.on, at: raw.at, raw: raw.variants });
    return trusted(`${opening(id)}${html.text}${closing}`);
  }

  #variantsOf(
    { on, under }: CellVariants,
    { render, figures = [] }: Rendering,
    published: { readonly html: Html; readonly texts: number },
  ): { readonly variants: readonly CarriedVariant[]; readonly at: readonly number[] } {
    const variants: CarriedVariant[] = [{ html: published.html.text }];
    const places = new Map<string, number>([[JSON.stringify(variants[0]), 0]]);
    const bySetting = new Map<string, number>();
    const byContent = new Map<VariantContent, number>();
    const placeOf = (variant: CarriedVariant): number => {
      const key = JSON.stringify(variant);
      const found = places.get(key) ?? variants.push(variant) - 1;
      places.set(key, found);
      return found;
    };
    for (const variant of under) {
      if ("failed" in variant) {
        bySetting.set(settingKey(variant.setting), placeOf({ failed: variant.failed }));
        continue;
      }
      const { content } = variant;
      const known = byContent.get(content);
      const place = known ?? placeOf(this.#rendered(content, render, figures, published.texts));
      byContent.set(content, place);
      bySetting.set(settingKey(variant.setting), place);
    }
    const at = this.#settings(on).map((setting) => bySetting.get(settingKey(setting)) ?? 0);
    return { variants, at };
  }

  #rendered(
    content: VariantContent,
    render: Rendering["render"],
    figures: readonly FigureBlock[],
    texts: number,
  ): CarriedVariant {
    const report = this.#reportUnder(content);
    const prose = new ProseRenderer(report, { published: this.#report, texts });
    const numbered = content.blocks.map((block) => this.#numbered(block));
    const html = render(prose, { ...content, blocks: numbered }).text;
    const drawn = figures.flatMap((published) => {
      const figure = numbered.find((block) => block.kind === "figure" && block.id === published.id);
      if (figure?.kind !== "figure") return [];
      return [[anchorOf(figure), this.#figureUnder(figure, published, report)] as const];
    });
    return { html, ...(drawn.length > 0 && { figures: Object.fromEntries(drawn) }) };
  }

  #figureUnder(figure: FigureBlock, published: FigureBlock, report: Report): CarriedVariantFigure {
    const words = [figure.title ?? [], figure.alt].map((prose: Prose) => proseText(prose, report));
    const name = words.filter((text) => text !== "").join(". ");
    if (figureKey(figure) === figureKey(published)) return { name };
    const patch = this.#figures.get(figure.id)?.get(figureKey(figure));
    if (patch === undefined) return { name };
    return "failed" in patch ? { name, failed: patch.failed } : { name, patch };
  }

  /** A value has the lineage of the published one, and is marked like it. */
  #reportUnder({ values }: VariantContent): Report {
    const changed = Object.entries(values).map(([id, value]) => {
      const published = own(this.#report.values, id);
      const under = published === undefined ? [] : published.under;
      const lineage = published?.lineage;
      return [id, { ...value, ...(lineage && { lineage }), ...(under && { under }) }] as const;
    });
    return { ...this.#report, values: { ...this.#report.values, ...Object.fromEntries(changed) } };
  }

  /** Figures and tables have the numbers of the published page. */
  #numbered(block: Block): Block {
    if (block.kind !== "figure" && block.kind !== "table") return block;
    const blocks = this.#report.sections.flatMap((section) => section.blocks);
    const published = blocks.find((each) => each.kind === block.kind && each.id === block.id);
    if (published?.kind !== "figure" && published?.kind !== "table") return block;
    const source = block.source.length === 0 ? published.source : block.source;
    return { ...block, number: published.number, source };
  }

  #settings(on: readonly string[]): readonly Setting[] {
    const { assumptions = {} } = this.#report;
    return settingsOf(
      on.flatMap((id) => {
        const assumption = own(assumptions, id);
        return assumption === undefined ? [] : { id, ...assumption };
      }),
    );
  }

  /** Marks the elements of the parts in a finished piece of the page, in which headings have their anchors. */
  finish(piece: Html): Html {
    const text = piece.text.replace(
      /<!--live:(\d+)-->([\s\S]*?)<!--\/live-->/g,
      (_, number: string, html: string) => {
        const id = Number(number);
        const unit = this.#units.get(id);
        if (unit === undefined) return html;
        const { raw, ...others } = unit;
        const variants = raw.map((variant, index) =>
          variant.html === undefined
            ? variant
            : { ...variant, html: marked(index === 0 ? html : withHeadingsOf(html, variant.html), id) },
        );
        this.#finished.push({ ...others, variants: variants.map(withoutDrawings) });
        return marked(html, id);
      },
    );
    return trusted(text);
  }

  /** Of the parts that a page contains. */
  carried(page: Html): CarriedAnswers | undefined {
    const ids = new Set([...page.text.matchAll(/ data-live="(\d+)"/g)].map(([, id]) => Number(id)));
    const units = this.#finished.filter(({ id }) => ids.has(id));
    return units.length === 0 ? undefined : { units };
  }
}

const keyOf = ({ section, cell }: Source): string => `${section}#${cell}`;

/** The page has its drawings already; those of other settings are drawn by scripts. */
function withoutDrawings(variant: CarriedVariant): CarriedVariant {
  if (variant.html === undefined) return variant;
  const html = variant.html
    .replace(/<svg\b[\s\S]*?<\/svg>/g, "")
    .replace(/<script type="application\/gzip"[^>]*>[^<]*<\/script>\n?/g, "");
  return { ...variant, html };
}

/** With the mark on each outermost element; an empty part has an empty one. */
function marked(html: string, id: number): string {
  const places: number[] = [];
  let depth = 0;
  const parser = new Parser(
    {
      onopentag() {
        const isClosed = html[parser.endIndex - 1] === "/";
        if (depth === 0) places.push(parser.endIndex - (isClosed ? 1 : 0));
        depth += 1;
      },
      onclosetag() {
        depth -= 1;
      },
    },
    { lowerCaseTags: false },
  );
  parser.end(html);
  const mark = ` data-live="${id}"`;
  if (places.length === 0) return `<template${mark}></template>${html}`;
  let text = "";
  let end = 0;
  for (const place of places) {
    text += html.slice(end, place) + mark;
    end = place;
  }
  return text + html.slice(end);
}

/** Headings keep level and anchor of those on the published page, in order. */
function withHeadingsOf(published: string, variant: string): string {
  const headings = [...published.matchAll(/<h([1-6])( id="[^"]*")?>([\s\S]*?)<\/h\1>/g)];
  let count = 0;
  return variant.replace(/<h([1-6])>([\s\S]*?)<\/h\1>/g, (_, _level: string, content: string) => {
    const [, level = "6", id = "", before = ""] = headings[count] ?? [];
    count += 1;
    const permalink = /<a class="permalink"[\s\S]*$/.exec(before)?.[0] ?? "";
    return `<h${level}${id}>${content}${permalink}</h${level}>`;
  });
}
