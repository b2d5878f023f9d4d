/** Output of figure(), table(), claim() and holds(), and Vega-Lite specs by other tools, as blocks of the Report. */
import { claimVerdict } from "../../model/claim.js";
import * as emitted from "../../model/emitted.js";
import { assumption } from "../../model/emitted-assumption.js";
import { isStruck } from "../../model/guard.js";
import { mime } from "../../model/mime.js";
import {
  undescribed,
  type AssumptionBlock,
  type Block,
  type ClaimBlock,
  type FigureBlock,
  type Prose,
  type TableBlock,
} from "../../model/report.js";
import type { RichText, Value } from "../../model/value.js";
import type { MimeBundle, Output } from "../notebook/contract.js";
import { readBundle } from "./bundles.js";
import { placeName, ReportError } from "./errors.js";
import { pictureIn, vegaLiteSpec } from "./mime-bundle.js";
import { richTextToProse, valueToProse, type ProseContext } from "./prose.js";

/** The block of a bundle that holds one of our own types or a Vega-Lite spec; throws if it is invalid. */
export function ownBlock(data: MimeBundle, fallbackId: string, context: ProseContext): Block | undefined {
  if (mime.figure in data) return authoredFigure(data, fallbackId, context);
  if (mime.table in data) return authoredTable(data, fallbackId, context);
  const sentence = struckSentence(data[mime.value]);
  if (sentence !== undefined) {
    const text = valueToProse(sentence, { id: fallbackId }, context);
    return { kind: "prose", cell: context.place.cell, text };
  }
  if (mime.claim in data) return authoredClaim(data, context);
  if (mime.assumption in data) return control(data, context);
  const spec = vegaLiteSpec(data);
  return spec === undefined ? undefined : bareFigure(spec, data, fallbackId, context);
}

/** A value that a cell showed, if it is a sentence that is no longer true or a text that contains one. */
function struckSentence(data: unknown): Value | undefined {
  const value = emitted.value.safeParse(data).data;
  if (value === undefined) return undefined;
  const parts = value.parts ?? [];
  const hasStruck = isStruck(value) || parts.some((part) => typeof part !== "string" && isStruck(part));
  return hasStruck ? value : undefined;
}

/** Turns the texts of an element with an id into prose; values in them are named after it. */
const proseOf =
  (id: string, context: ProseContext) =>
  (text: RichText, name: string): Prose =>
    richTextToProse(text, `${id}.${name}`, { ...context, text: { element: id, field: name } });

function authoredFigure(data: MimeBundle, fallbackId: string, context: ProseContext): FigureBlock {
  const { place, registry } = context;
  const figure = readBundle(emitted.figure, "figure", data[mime.figure], place);
  const named = figure.id ?? fallbackId;
  const spec = readBundle(
    emitted.vegaLite,
    `Vega-Lite spec of figure "${named}"`,
    data[mime.vegaLite],
    place,
  );
  const id = registry.claim("figure", named, place);
  const prose = proseOf(id, context);
  return {
    kind: "figure",
    cell: place.cell,
    origin: "authored",
    id,
    number: registry.number("figure"),
    ...(figure.title && { title: prose(figure.title, "title") }),
    ...(figure.subtitle && { subtitle: prose(figure.subtitle, "subtitle") }),
    caption: figure.caption ? prose(figure.caption, "caption") : [],
    alt: figure.alt ? prose(figure.alt, "alt") : [undescribed.chart],
    source: figure.source === undefined ? [] : prose(figure.source, "source"),
    spec,
    data: figure.data,
    ...(figure.columns && { columns: figure.columns }),
  };
}

/** A spec shown by another tool's notebook: it has no caption, and its description is its alternative text. */
export function bareFigure(given: unknown, data: MimeBundle, id: string, context: ProseContext): FigureBlock {
  const { place, registry } = context;
  const spec = readBundle(emitted.vegaLite, "Vega-Lite spec", given, place);
  const description = [spec["description"], spec["title"]].find((candidate) => typeof candidate === "string");
  const picture = pictureIn(data);
  return {
    kind: "figure",
    cell: place.cell,
    origin: "bare",
    id: registry.claim("figure", id, place),
    number: registry.number("figure"),
    caption: [],
    alt: [description ?? undescribed.chart],
    source: [],
    spec,
    data: [],
    ...(picture && { picture }),
  };
}

function authoredTable(data: MimeBundle, fallbackId: string, context: ProseContext): TableBlock {
  const { place, registry } = context;
  const table = readBundle(emitted.table, "table", data[mime.table], place);
  const id = registry.claim("table", table.id ?? fallbackId, place);
  const prose = proseOf(id, context);
  return {
    kind: "table",
    cell: place.cell,
    id,
    number: registry.number("table"),
    ...(table.title && { title: prose(table.title, "title") }),
    caption: table.caption ? prose(table.caption, "caption") : [],
    source: table.source === undefined ? [] : prose(table.source, "source"),
    key: table.key,
    columns: table.columns,
    rows: table.rows,
  };
}

function control(data: MimeBundle, { place }: ProseContext): AssumptionBlock {
  const { id } = readBundle(assumption, "assumption", data[mime.assumption], place);
  return { kind: "assumption", cell: place.cell, id };
}

/** What readers can change, whether or not its control is shown. */
export function noteAssumptions(outputs: readonly Output[], { place, registry }: ProseContext): void {
  for (const output of outputs)
    if ("data" in output && mime.assumption in output.data)
      registry.assumption(readBundle(assumption, "assumption", output.data[mime.assumption], place), place);
}

/** The verdict must be the one computed from its parts. */
function authoredClaim(data: MimeBundle, context: ProseContext): ClaimBlock {
  const { place, registry } = context;
  const { parts, verdict, chapter, every, ...claim } = readBundle(
    emitted.claim,
    "claim",
    data[mime.claim],
    place,
  );
  const computed = claimVerdict(parts, { every });
  if (computed !== verdict) {
    registry.fault(
      new ReportError(
        `${placeName(place)}: claim "${claim.id}" says "${verdict}", but its parts give "${computed}".`,
        { hint: "Emit it with claim() of the package briefing rather than by hand." },
      ),
    );
  }
  const id = registry.claim("claim", claim.id, place);
  const prose = proseOf(id, context);
  return {
    kind: "claim",
    cell: place.cell,
    id,
    statement: prose(claim.statement, "statement"),
    by: prose(claim.by, "by"),
    verdict: computed,
    parts: parts.map(({ reads, status, evidence, needs }, index) => ({
      reads: prose(reads, `${index + 1}.reads`),
      status,
      ...(evidence && { evidence: prose(evidence, `${index + 1}.evidence`) }),
      ...(needs === undefined ? {} : { needs }),
    })),
    ...(chapter === undefined ? {} : { chapter }),
  };
}
