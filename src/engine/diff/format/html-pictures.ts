import path from "node:path";
import { markup, type Html } from "../../render/html/template.js";
import type { Briefing, Sides } from "../briefing.js";
import type { Change } from "../comparison.js";
import type { ChangedFiles } from "../kinds/kind.js";
import { own } from "../../../lib/own.js";

/** Pictures that the page carries, in bytes of files; those of the greatest effect come first. */
const mostBytes = 12_000_000;

/** Before and after as pictures, as long as there is room for them in the page. */
export class Pictures {
  readonly #sides: Sides<Briefing>;
  #left = mostBytes;

  constructor(sides: Sides<Briefing>) {
    this.#sides = sides;
  }

  html({ status, title }: Change, files: ChangedFiles): Html | undefined {
    if (status === "changed" && !files.differs) return undefined;
    const before = addressOf(files.before?.picture, this.#sides.before);
    const after = addressOf(files.after?.picture, this.#sides.after);
    const bytes = before.length + after.length;
    if (bytes === 0) return undefined;
    if (bytes > this.#left) {
      const file = (files.after ?? files.before)?.picture ?? "";
      return markup`<p class="note">Its pictures are left out to keep this page small: ${file}</p>\n`;
    }
    this.#left -= bytes;
    const areBoth = before !== "" && after !== "";
    return markup`<div class="pictures">
${areBoth && markup`<label><input type="checkbox" value="overlay"> Difference</label>\n`}<div class="stage ${files.drawn ? "drawn" : "photo"}">${sideHtml("Before", before, title)}${sideHtml("After", after, title)}</div>
</div>
`;
  }
}

function sideHtml(side: "Before" | "After", address: string, title: string): Html | undefined {
  if (address === "") return undefined;
  return markup`<figure class="${side.toLowerCase()}"><figcaption>${side}</figcaption><img src="${address}" alt="${side}: ${title}"></figure>`;
}

const mediaTypes: Readonly<Record<string, string>> = {
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
};

/** An address that holds the picture; empty where there is none. Inside an <img>, SVG neither runs nor loads. */
function addressOf(file: string | undefined, { files }: Briefing): string {
  const content = file && files.get(file);
  const type = own(mediaTypes, path.extname(file ?? "").toLowerCase());
  if (!content || type === undefined) return "";
  const isText = type === "image/svg+xml";
  const base64 = isText ? Buffer.from(content).toString("base64") : content.replace(/[^A-Za-z0-9+/=]/g, "");
  return `data:${type};base64,${base64}`;
}
