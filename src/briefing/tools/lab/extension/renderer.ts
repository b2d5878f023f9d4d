/** Draws the package's bundles, as the briefing does. */
import type { Json, JsonObject } from "../../../engine/client/contract.js";
import { type Claim, type ClaimPart, partStatuses, verdictSign } from "../../../model/claim.js";
import type { Figure, Table, TableCell, TableColumn } from "../../../model/display.js";
import { isStruck } from "../../../model/guard.js";
import { currentName, bundleVersion, mime } from "../../../model/mime.js";
import type { Value } from "../../../model/value.js";
import { element } from "../../../engine/render/browser/element.js";
import { captionElement, figureElement } from "./figure.js";
import type {
  Renderer,
  RendererFactory,
  RendererOptions,
  RenderMimeRegistry,
  WidgetClass,
} from "./jupyterlab.js";
import { prose, struckElement, valueElement, words, type ProseTools } from "./prose.js";
import { own } from "../../../lib/own.js";

export function rendererFactory(
  mimeTypes: readonly string[],
  rendermime: RenderMimeRegistry,
  Widget: WidgetClass,
): RendererFactory {
  return {
    safe: true,
    mimeTypes,
    createRenderer(options): Renderer {
      const widget = new Widget();
      widget.node.classList.add("jp-briefing");
      return Object.assign(widget, {
        async renderModel({ data }: { readonly data: JsonObject }) {
          widget.node.replaceChildren(await shown(data, options, rendermime));
        },
      });
    },
  };
}

/** An error replaces what cannot be drawn, and the next cell is drawn regardless. */
async function shown(
  data: JsonObject,
  options: RendererOptions,
  rendermime: RenderMimeRegistry,
): Promise<Node> {
  const content: unknown = own(data, options.mimeType);
  try {
    const { version = null } = (content ?? {}) as { readonly version?: Json };
    if (version !== bundleVersion)
      throw new Error(
        `it has version ${JSON.stringify(version)}, and this JupyterLab reads version ${bundleVersion}`,
      );
    switch (currentName(options.mimeType)) {
      case mime.figure:
        return await figureElement(content as Figure, data[mime.vegaLite], rendermime, options);
      case mime.table:
        return await tableElement(content as Table, options);
      case mime.claim:
        return await claimElement(content as Claim, options);
      default:
        return valueElement(content as Value);
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return element("p", { class: "fault" }, `This cannot be drawn: ${reason}`);
  }
}

async function tableElement(table: Table, tools: ProseTools): Promise<HTMLElement> {
  const { id, title, columns, rows, source } = table;
  const head = element("thead", {}, element("tr", {}, ...columns.map(columnHead)));
  const body = element(
    "tbody",
    {},
    ...rows.map((row) =>
      element("tr", {}, ...columns.map((column, at) => tableCell(table, column, row[at]))),
    ),
  );
  return element(
    "figure",
    { class: "shown", "data-id": id ?? "" },
    title && element("p", { class: "finding" }, words(title)),
    element("div", { class: "scroll", tabindex: "0" }, element("table", {}, head, body)),
    await captionElement("Table", table, tools),
    // By default, the page prints the source of the tables that the cell read.
    source && element("p", { class: "source" }, "Source: ", await prose(source, tools)),
  );
}

function columnHead({ title, unit, align }: TableColumn): HTMLElement {
  const below = unit === undefined ? undefined : element("span", { class: "unit" }, unit);
  return element("th", { scope: "col", class: align }, title, below && " ", below);
}

function tableCell(
  { key }: Table,
  { field, align }: TableColumn,
  content: TableCell | undefined,
): HTMLElement {
  const said = content?.text ?? "";
  const text = content !== undefined && isStruck(content) ? struckElement(said) : said;
  return key.includes(field)
    ? element("th", { scope: "row", class: align }, text)
    : element("td", { class: align }, text);
}

async function claimElement(claim: Claim, tools: ProseTools): Promise<HTMLElement> {
  const { sign, word } = verdictSign(claim);
  const parts = await Promise.all(claim.parts.map((part) => partElement(part, tools)));
  return element(
    "article",
    { class: `claim ${claim.verdict}`, "data-id": claim.id },
    element("p", { class: "verdict" }, element("span", { "aria-hidden": "true" }, sign), ` ${word}`),
    element("p", { class: "statement" }, await prose(claim.statement, tools)),
    element("p", { class: "by" }, await prose(claim.by, tools)),
    parts.length > 0 ? element("ul", { class: "parts" }, ...parts) : undefined,
    claim.chapter === undefined ? undefined : element("p", { class: "by" }, `Chapter: ${claim.chapter}`),
  );
}

async function partElement(
  { reads, status, evidence, needs }: ClaimPart,
  tools: ProseTools,
): Promise<HTMLElement> {
  const { sign, word } = partStatuses[status];
  return element(
    "li",
    { class: status },
    element("span", { class: "sign", "aria-hidden": "true" }, sign),
    " ",
    await prose(reads, tools),
    " ",
    element("span", { class: "status" }, word),
    evidence && element("p", {}, await prose(evidence, tools)),
    needs === undefined ? undefined : element("p", { class: "needs" }, `Needs: ${needs}`),
  );
}
