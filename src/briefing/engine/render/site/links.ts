/**
 * Links in the site. The parts of a briefing link to one another by anchors, as on the single page; the page of each
 * anchor is decided here, once the parts are assigned to pages.
 */
import { trusted, type Html } from "../template.js";

/** A page of the site and its markup. */
export interface SitePage {
  /** Its file, in the folder of the site. */
  readonly file: string;
  /** The anchor of its chapter heading, which the top of the page replaces. */
  readonly top?: string;
  readonly parts: readonly (Html | undefined)[];
}

export class SiteLinks {
  /** By anchor: the page that has it, and its address from other pages. */
  readonly #targets = new Map<string, { readonly file: string; readonly address: string }>();

  constructor(pages: readonly SitePage[]) {
    for (const { file, top, parts } of pages)
      for (const anchor of parts.flatMap((part) => anchorsIn(part?.text ?? ""))) {
        const address = anchor === top ? file : `${file}#${anchor}`;
        if (!this.#targets.has(anchor)) this.#targets.set(anchor, { file, address });
      }
  }

  /** The address, on a page of the site, of what `href` links to on the single page. */
  address(href: string, from: string): string {
    // Figures and notebooks are in the folder above that of the site.
    if (!href.startsWith("#")) return isRelative(href) ? `../${href}` : href;
    const target = this.#targets.get(href.slice(1));
    return target === undefined || target.file === from ? href : target.address;
  }

  /** Adapts markup of the single page to a page of the site. */
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

/** Removes drawings and their programs, most of a part's markup, which contain neither anchors nor text to search. */
export const withoutDrawings = (html: string): string =>
  html.replace(/<svg\b[\s\S]*?<\/svg>|<script\b[\s\S]*?<\/script>/g, "");

function anchorsIn(html: string): readonly string[] {
  return [...withoutDrawings(html).matchAll(/<[a-z][^<>]*? id="([^"]*)"/gi)].map(([, anchor = ""]) => anchor);
}
