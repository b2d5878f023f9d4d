import type { Briefing } from "../../briefing.js";
import type { Change } from "../../comparison.js";
import type { ChangedFiles } from "../../kinds/kind.js";
import { markup, type Html } from "../../../render/html/template.js";
import { changedMarks, parseSvg, svgSize } from "./changed-marks.js";

/** Pictures that the page carries, in bytes of files; those of the greatest effect come first. */
const mostBytes = 12_000_000;

interface Content {
  readonly content: string;
  readonly type: string;
}
interface Picture {
  readonly uri: string;
  readonly size: readonly [number, number] | undefined;
  readonly text: string | undefined;
}

/** Before and after as pictures, as long as there is room for them in the page. */
export class Pictures {
  readonly #sides: { readonly before: Briefing; readonly after: Briefing };
  #left = mostBytes;
  #count = 0;

  constructor(before: Briefing, after: Briefing) {
    this.#sides = { before, after };
  }

  html({ status, title }: Pick<Change, "status" | "title">, files: ChangedFiles): Html | undefined {
    if (status === "changed" && !files.differs) return undefined;
    const before = this.#content("before", files.before?.picture);
    const after = this.#content("after", files.after?.picture);
    if (before === undefined && after === undefined) return undefined;
    const bytes = (before?.content.length ?? 0) + (after?.content.length ?? 0);
    if (bytes > this.#left) {
      return markup`<p class="note">Its pictures are left out to keep this page small: ${(files.after ?? files.before)?.picture ?? ""}</p>\n`;
    }
    const [earlier, later] = [before && pictureOf(before), after && pictureOf(after)];
    if (earlier === undefined && later === undefined) return undefined;
    this.#left -= bytes;
    this.#count += 1;
    const kind = files.drawn ? "drawn" : "photo";
    if (earlier === undefined || later === undefined) {
      const side = earlier === undefined ? "After" : "Before";
      return markup`<div class="stage ${kind}">${sideHtml(side, earlier ?? later, title, 100)}</div>\n`;
    }
    return this.#comparison(earlier, later, title, kind);
  }

  #content(side: "before" | "after", file: string | undefined): Content | undefined {
    const content = file === undefined ? undefined : this.#sides[side].files.get(file);
    const type = mediaTypes[/\.([a-z]+)$/i.exec(file ?? "")?.[1]?.toLowerCase() ?? ""];
    return content === undefined || type === undefined ? undefined : { content, type };
  }

  #comparison(before: Picture, after: Picture, title: string, kind: string): Html {
    const widest = Math.max(before.size?.[0] ?? 0, after.size?.[0] ?? 0);
    const share = ({ size }: Picture) =>
      size === undefined || widest === 0 ? 100 : (100 * size[0]) / widest;
    const marks =
      before.text === undefined || after.text === undefined
        ? undefined
        : changedMarks(before.text, after.text);
    this.#left -= marks?.svg.length ?? 0;
    const name = `view-${this.#count}`;
    const mode = (value: string, words: string, checked?: "checked") =>
      markup`<label class="mode-${value}"><input type="radio" name="${name}" value="${value}"${checked && markup` checked`}> ${words}</label>`;
    return markup`<div class="pictures">
<fieldset class="modes"><legend class="unseen">How to compare the drawings</legend>${mode("side", "Side by side", "checked")}${mode("swipe", "Swipe")}${mode("overlay", "Difference")}${marks && mode("marks", "Changed marks")}</fieldset>
<div class="stage ${kind}">${sideHtml("Before", before, title, share(before))}${sideHtml("After", after, title, share(after))}${
      marks &&
      markup`<img class="changed" src="${svgUri(marks.svg)}" alt="${marks.count} marks that changed: before in orange, after in blue">`
    }</div>
<p class="slider"><label>Before <input type="range" min="0" max="100" value="50" aria-label="How much of the drawing before is shown, in percent"> after</label></p>
${marks && markup`<p class="legend"><span class="was">before</span> <span class="is">after</span> ${marks.count} marks changed</p>\n`}</div>
`;
  }
}

function pictureOf({ content, type }: Content): Picture | undefined {
  if (type !== "image/svg+xml") {
    const uri = `data:${type};base64,${content.replace(/[^A-Za-z0-9+/=]/g, "")}`;
    return { uri, size: undefined, text: undefined };
  }
  const root = parseSvg(content);
  return root && { uri: svgUri(content), size: svgSize(root), text: content };
}

const mediaTypes: Readonly<Record<string, string>> = {
  svg: "image/svg+xml",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
};

/** Inside an <img>, SVG neither runs nor loads, whoever drew it. */
function svgUri(svg: string): string {
  return `data:image/svg+xml;base64,${Buffer.from(svg, "utf8").toString("base64")}`;
}

function sideHtml(
  side: "Before" | "After",
  picture: Picture | undefined,
  title: string,
  share: number,
): Html {
  if (picture === undefined) return markup``;
  const { size } = picture;
  const measures = size && markup` width="${Math.round(size[0])}" height="${Math.round(size[1])}"`;
  const style = markup` style="width:${String(Number(share.toFixed(2)))}%"`;
  return markup`<figure class="side ${side.toLowerCase()}"><figcaption>${side}</figcaption><img src="${picture.uri}" alt="${side}: ${title}"${measures}${style}></figure>`;
}
