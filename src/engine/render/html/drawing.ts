import { markup, trusted, type Html } from "./template.js";

/**
 * A drawing in its place on the page. The place has the drawing's proportions, so that a browser need not look at the
 * drawing before it comes near.
 */
export function drawingHtml(svg: string, size: "wide" | "narrow"): Html {
  const [, width, height] = /^<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  const place = width && height && markup` style="aspect-ratio:${width}/${height}"`;
  return markup`<div class="drawing ${size}"${place}>${trusted(svg)}</div>\n`;
}
