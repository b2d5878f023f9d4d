/**
 * Where things stand in the site. The parts of a briefing lead to one another by anchors, as on the single page; which
 * page an anchor is on is decided here, once the parts are shared out over pages.
 */
import { trusted, type Html } from "../html/template.js";

/** A page of the site and the markup that it holds. */
export interface SitePage {
  /** Its file, in the folder of the site. */
  readonly file: string;
  /** The anchor that its top is: of the heading of its chapter. */
  readonly top?: string;
  readonly parts: readonly (Html | undefined)[];
}

/** From the folder of the site to that of the briefing, in which figures and notebooks lie. */
const briefingFolder = "../";

export class SiteLinks {
  readonly #fileOf = new Map<string, string>();
  readonly #tops = new Map<string, string>();

  constructor(pages: readonly SitePage[]) {
    for (const { file, top, parts } of pages) {
      if (top !== undefined) this.#tops.set(top, file);
      for (const part of parts)
        for (const anchor of anchorsIn(part?.text ?? ""))
          if (!this.#fileOf.has(anchor)) this.#fileOf.set(anchor, file);
    }
  }

  /** The address of what `href` leads to on the single page, for a page of the site. */
  address(href: string, from: string): string {
    if (!href.startsWith("#")) return isRelative(href) ? `${briefingFolder}${href}` : href;
    const anchor = href.slice(1);
    const file = this.#fileOf.get(anchor) ?? from;
    if (file === from) return href;
    return this.#tops.get(anchor) === file ? file : `${file}${href}`;
  }

  /** Markup of the single page as it stands on a page of the site. */
  relinked(markup: Html, from: string): Html {
    return trusted(
      markup.text.replace(
        /(<a\b[^>]*? href=")([^"]*)"/g,
        (_, before: string, href: string) => `${before}${this.address(href, from)}"`,
      ),
    );
  }
}

const isRelative = (href: string): boolean => !/^(?:[a-z][a-z0-9+.-]*:|\/|$)/i.test(href);

/** What is read of a part: its drawings and their programs, which are most of it, hold no anchors and no text. */
export const withoutDrawings = (html: string): string =>
  html.replace(/<svg\b[\s\S]*?<\/svg>|<script\b[\s\S]*?<\/script>/g, "");

function anchorsIn(html: string): readonly string[] {
  return [...withoutDrawings(html).matchAll(/<[a-z][^<>]*? id="([^"]*)"/gi)].map(([, anchor = ""]) => anchor);
}
