import path from "node:path";
import { markup, type Html } from "../../render/html/template.js";
import { sideNames, type Briefing, type SideName, type Sides } from "../briefing.js";
import type { Change } from "../comparison.js";
import { addressOf } from "../fingerprint.js";
import { kindOf } from "../kinds/index.js";
import { own } from "../../../lib/own.js";

/** Total size in bytes of the pictures on the page; those of the changes with the greatest effect come first. */
const mostBytes = 12_000_000;

export const sideTitles: Readonly<Record<SideName, string>> = { before: "Before", after: "After" };

/** Before and after as pictures, as long as they fit in the page; each once. */
export class Pictures {
  readonly #sides: Sides<Briefing>;
  /** Anchors of the changes whose pictures are on the page. */
  readonly #shown = new Set<string>();
  #left = mostBytes;

  constructor(sides: Sides<Briefing>) {
    this.#sides = sides;
  }

  html(change: Change): Html | undefined {
    const { status, title } = change;
    const files = kindOf(change).files?.(change);
    if (files === undefined || (status === "changed" && !files.differs)) return undefined;
    const id = `p-${addressOf(change)}`;
    if (this.#shown.has(id))
      return markup`<p class="note"><a href="#${id}">Before and after beside each other</a>, further up.</p>\n`;
    const { before, after } = files;
    const pair = this.#pair({ before: before?.picture, after: after?.picture }, title);
    if (pair === undefined) return undefined;
    if (typeof pair === "string")
      return markup`<p class="note">Its pictures are left out to keep this page small: ${pair}</p>\n`;
    this.#shown.add(id);
    return markup`<div class="pictures" id="${id}">
${before !== undefined && after !== undefined && markup`<label><input type="checkbox" value="overlay"> Difference</label>\n`}<div class="stage ${files.drawn ? "drawn" : "photo"}">${pair}</div>
</div>
`;
  }

  /** A figure that replaced another, by their ids. */
  replaced({ was = "", is = "" }: Partial<Record<"was" | "is", string | undefined>>): Html | undefined {
    const { before, after } = this.#sides;
    const captions = {
      before: markup`Before: <code>${was}</code>`,
      after: markup`After: <code>${is}</code>`,
    };
    const pair = this.#pair({ before: svgOf(before, was), after: svgOf(after, is) }, "the figure", captions);
    if (pair === undefined || typeof pair === "string") return undefined;
    return markup`<div class="pictures">\n<div class="stage drawn">${pair}</div>\n</div>\n`;
  }

  /** Undefined if no picture can be read; the name of a file if there is no space for it. */
  #pair(
    files: Sides<string | undefined>,
    title: string,
    captions: Sides<string | Html> = sideTitles,
  ): readonly (Html | undefined)[] | string | undefined {
    const addresses = sideNames.map((side) => embedded(files[side], this.#sides[side]));
    const bytes = addresses.join("").length;
    if (bytes === 0) return undefined;
    if (bytes > this.#left) return files.after ?? files.before ?? "";
    this.#left -= bytes;
    return sideNames.map((side, index) => {
      const address = addresses[index] ?? "";
      return address === ""
        ? undefined
        : markup`<figure class="${side}"><figcaption>${captions[side]}</figcaption><img src="${address}" alt="${sideTitles[side]}: ${title}"></figure>`;
    });
  }
}

const svgOf = ({ report }: Briefing, id: string): string | undefined =>
  report.sections
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.kind === "figure" && block.id === id ? block.files.svg : []))[0];

const mediaTypes: Readonly<Record<string, string>> = {
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
};

/** A data URL of the picture; empty if it is missing. Inside an <img>, SVG neither runs scripts nor loads anything. */
function embedded(file: string | undefined, { files }: Briefing): string {
  const content = file && files.get(file);
  const type = own(mediaTypes, path.extname(file ?? "").toLowerCase());
  if (!content || type === undefined) return "";
  const isText = type === "image/svg+xml";
  const base64 = isText ? Buffer.from(content).toString("base64") : content.replace(/[^A-Za-z0-9+/=]/g, "");
  return `data:${type};base64,${base64}`;
}
