/** Draws the bundles of the package, as the briefing does. */
import type { Json, JsonObject } from "../../../engine/client/contract.js";
import type { Claim } from "../../../model/claim.js";
import type { Figure, Table } from "../../../model/display.js";
import { bundleVersion, mime } from "../../../model/mime.js";
import type { Value } from "../../../model/value.js";
import { claimElement } from "./claim.js";
import { element } from "../../../engine/render/browser/element.js";
import { figureElement } from "./figure.js";
import type {
  Renderer,
  RendererFactory,
  RendererOptions,
  RenderMimeRegistry,
  WidgetClass,
} from "./jupyterlab.js";
import { valueElement } from "./prose.js";
import { tableElement } from "./table.js";
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

/** An error takes the place of what cannot be drawn; the next cell is drawn all the same. */
async function shown(
  data: JsonObject,
  options: RendererOptions,
  rendermime: RenderMimeRegistry,
): Promise<Node> {
  try {
    return await drawn(data, options, rendermime);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return element("p", { class: "fault" }, `This cannot be drawn: ${reason}`);
  }
}

function drawn(
  data: JsonObject,
  options: RendererOptions,
  rendermime: RenderMimeRegistry,
): Promise<Node> | Node {
  const content = own(data, options.mimeType);
  checkVersion(content);
  switch (options.mimeType) {
    case mime.figure:
      return figureElement(content as unknown as Figure, data[mime.vegaLite], rendermime, options);
    case mime.table:
      return tableElement(content as unknown as Table, options);
    case mime.claim:
      return claimElement(content as unknown as Claim, options);
    default:
      return valueElement(content as unknown as Value);
  }
}

function checkVersion(content: Json | undefined): void {
  const version = (content as JsonObject | undefined)?.version;
  if (version !== bundleVersion)
    throw new Error(
      `it has version ${JSON.stringify(version ?? null)}, and this JupyterLab reads version ${bundleVersion}`,
    );
}
