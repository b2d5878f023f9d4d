import { markup, type Html } from "../../../render/html/template.js";
import type { Briefing } from "../../briefing.js";
import type { Change } from "../../comparison.js";
import type { ChangedFiles } from "../../kinds/kind.js";
import { own } from "../../../../lib/own.js";

/** Pictures that the page carries, in bytes of files; those of the greatest effect come first. */
const mostBytes = 12_000_000;

interface Picture {
  /** Its address, which holds it. */
  readonly uri: string;
  /** Width in pixels, where it is known. */
  readonly width: number | undefined;
}

/** Before and after as pictures, as long as there is room for them in the page. */
export class Pictures {
  readonly #sides: { readonly before: Briefing; readonly after: Briefing };
  #left = mostBytes;
  #count = 0;

  constructor(before: Briefing, after: Briefing) {
    this.#sides = { before, after };
  }

  html({ status, title }: Change, files: ChangedFiles): Html | undefined {
    if (status === "changed" && !files.differs) return undefined;
    const before = pictureOf(files.before?.picture, this.#sides.before);
    const after = pictureOf(files.after?.picture, this.#sides.after);
    const bytes = (before?.uri.length ?? 0) + (after?.uri.length ?? 0);
    if (bytes > this.#left) {
      const path = (files.after ?? files.before)?.picture ?? "";
      return markup`<p class="note">Its pictures are left out to keep this page small: ${path}</p>\n`;
    }
    this.#left -= bytes;
    this.#count += 1;
    const kind = files.drawn ? "drawn" : "photo";
    if (before !== undefined && after !== undefined)
      return bothHtml(before, after, title, kind, `view-${this.#count}`);
    const only = before ?? after;
    if (only === undefined) return undefined;
    const side = only === before ? "Before" : "After";
    return markup`<div class="stage ${kind}">${sideHtml(side, only, title, 100)}</div>\n`;
  }
}

function bothHtml(before: Picture, after: Picture, title: string, kind: string, name: string): Html {
  const widest = Math.max(before.width ?? 0, after.width ?? 0);
  const share = ({ width }: Picture) => (width === undefined || widest === 0 ? 100 : (100 * width) / widest);
  const mode = (value: string, words: string, isFirst?: "first") =>
    markup`<label class="mode-${value}"><input type="radio" name="${name}" value="${value}"${isFirst && markup` checked`}> ${words}</label>`;
  return markup`<div class="pictures">
<fieldset class="modes"><legend class="unseen">How to compare the drawings</legend>${mode("side", "Side by side", "first")}${mode("swipe", "Swipe")}${mode("overlay", "Difference")}</fieldset>
<div class="stage ${kind}">${sideHtml("Before", before, title, share(before))}${sideHtml("After", after, title, share(after))}</div>
<p class="slider"><label>Before <input type="range" min="0" max="100" value="50" aria-label="How much of the drawing before is shown, in percent"> after</label></p>
</div>
`;
}

const mediaTypes: Readonly<Record<string, string>> = {
  svg: "image/svg+xml",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
};

/** Inside an <img>, SVG neither runs nor loads, whoever drew it. */
function pictureOf(file: string | undefined, { files }: Briefing): Picture | undefined {
  const content = file && files.get(file);
  const extension = /\.([a-z]+)$/i.exec(file ?? "")?.[1]?.toLowerCase() ?? "";
  const type = own(mediaTypes, extension);
  if (!content || type === undefined) return undefined;
  const isSvg = extension === "svg";
  const base64 = isSvg
    ? Buffer.from(content, "utf8").toString("base64")
    : content.replace(/[^A-Za-z0-9+/=]/g, "");
  return { uri: `data:${type};base64,${base64}`, width: isSvg ? svgWidth(content) : undefined };
}

function svgWidth(svg: string): number | undefined {
  const [root = ""] = /<svg\b[^>]*>/.exec(svg) ?? [];
  const [, width] =
    /\swidth=["']([\d.]+)(?:px)?["']/.exec(root) ??
    /\sviewBox=["'][\d.-]+[\s,]+[\d.-]+[\s,]+([\d.]+)/.exec(root) ??
    [];
  return width === undefined ? undefined : Number(width) || undefined;
}

function sideHtml(side: "Before" | "After", { uri }: Picture, title: string, share: number): Html {
  const width = Number(share.toFixed(2));
  return markup`<figure class="side ${side.toLowerCase()}"><figcaption>${side}</figcaption><img src="${uri}" alt="${side}: ${title}" style="width:${width}%"></figure>`;
}
