import sanitizeHtml from "sanitize-html";
import { grouped } from "../../lib/grouped.js";
import { Parser } from "htmlparser2";

/** Chromium draws this many in about four seconds. */
const maxParts = 200_000;

const words = (text: string): readonly string[] => text.split(" ");
const tags = [
  ...words("h1 h2 h3 h4 h5 h6 p hr br blockquote pre code ul ol li dl dt dd div"),
  ...words("a abbr b strong i em u s del ins mark small sub sup q cite kbd samp var span"),
  ...words("table caption thead tbody tfoot tr th td colgroup col"),
  ...words("details summary figure figcaption img"),
];
const picture = /^data:image\/(?:png|jpeg|gif|svg\+xml);base64,[A-Za-z0-9+/=]+$/;

const options: sanitizeHtml.IOptions = {
  allowedTags: tags,
  allowedAttributes: {
    a: ["href", "title"],
    abbr: ["title"],
    img: ["src", "alt", "title", "width", "height"],
    td: ["colspan", "rowspan", "align", "style"],
    th: ["colspan", "rowspan", "align", "scope", "style"],
    ol: ["start"],
    col: ["span"],
    details: ["open"],
  },
  allowedStyles: { "*": { "text-align": [/^(?:left|right|center)$/] } },
  allowedSchemes: ["http", "https", "mailto"],
  allowedSchemesByTag: { img: ["data"] },
  allowProtocolRelative: false,
  transformTags: {
    // Only embedded pictures can be shown; others are replaced by their description.
    img: (_name, attributes) => {
      const { src = "", alt } = attributes;
      return picture.test(src)
        ? { tagName: "img", attribs: { ...attributes, src: drawable(src), alt: alt ?? "" } }
        : { tagName: "span", attribs: {}, text: `[picture: ${alt ?? "not part of the page"}]` };
    },
  },
};

const svgUri = "data:image/svg+xml;base64,";

/** A picture's address; an SVG that takes browsers minutes to draw is replaced by a note. */
function drawable(src: string): string {
  if (!src.startsWith(svgUri)) return src;
  const svg = Buffer.from(src.slice(svgUri.length), "base64").toString("utf8");
  return partsDrawn(svg) > maxParts ? svgUri + Buffer.from(noteSvg).toString("base64") : src;
}

/** Reduces HTML from a cell or from Markdown to what cannot run, load, or leave its place. */
export const sanitize = (markup: string): string => sanitizeHtml(markup, options);

/** Ids and links of footnotes; any other id is removed, because it could be one of the page's own. */
const noteId = /^fn(?:ref)?\d+-\d+(?::\d+)?$/;

const ofProse: sanitizeHtml.IOptions = {
  ...options,
  allowedAttributes: {
    ...(options.allowedAttributes as Record<string, string[]>),
    a: ["href", "title", "id"],
    li: ["id"],
    div: ["class"],
    p: ["class"],
    sup: ["class"],
    ol: ["start", "class"],
  },
  allowedClasses: {
    div: ["markdown-alert", "markdown-alert-*"],
    p: ["markdown-alert-title"],
    sup: ["footnote-ref"],
    ol: ["footnotes-list"],
  },
  transformTags: { ...options.transformTags, a: onlyNoteIds, li: onlyNoteIds },
};

function onlyNoteIds(tagName: string, attribs: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  const { id, ...others } = attribs;
  return { tagName, attribs: id !== undefined && noteId.test(id) ? { ...others, id } : others };
}

/** The same for the author's own Markdown, in which footnotes keep their anchors and alerts their kind. */
export const sanitizeProse = (markup: string): string => sanitizeHtml(markup, ofProse);

const svgTags = [
  ...words("svg g defs use symbol clipPath mask marker pattern linearGradient radialGradient stop"),
  ...words("path rect circle ellipse line polyline polygon text tspan textPath title desc"),
];

const svgOptions: sanitizeHtml.IOptions = {
  allowedTags: svgTags,
  allowedAttributes: false,
  allowedSchemes: [],
  allowVulnerableTags: false,
  parseStyleAttributes: false,
  nonTextTags: [...words("script style foreignObject metadata textarea option noscript")],
  parser: { xmlMode: true },
  transformTags: {
    "*": (tagName, attributes) => ({
      tagName,
      attribs: Object.fromEntries(
        Object.entries(attributes).filter(([name, value]) => isHarmless(name, value)),
      ),
    }),
  },
};

function isHarmless(name: string, value: string): boolean {
  if (/^on/i.test(name) || name === "xml:base") return false;
  if (/^(?:xlink:)?href$/i.test(name)) return value.startsWith("#");
  return !/url\((?!\s*["']?#)|javascript:|@import|expression\(|\\/i.test(value);
}

/**
 * An SVG from a cell. The page shows it as a picture, in which nothing runs; but it also lies beside the page, and
 * opened by itself it would be a document. One that takes browsers minutes to draw is replaced by a note.
 */
export function sanitizeSvg(svg: string): string {
  const body = svg.slice(Math.max(0, svg.search(/<svg[\s>]/)));
  const safe = sanitizeHtml(body, svgOptions).trim();
  return `${partsDrawn(safe) > maxParts ? noteSvg : safe}\n`;
}

const note = `Not shown: this picture has more than ${grouped(maxParts)} parts.`;
const noteSvg = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="48" viewBox="0 0 480 48"><title>${note}</title><text x="8" y="30" font-family="sans-serif" font-size="15">${note}</text></svg>`;

interface Part {
  readonly id: string | undefined;
  /** The number of simple shapes that take as long to draw. */
  readonly weight: number;
  /** Ids of elements drawn with it: by `use`, as a fill, a mask, a marker … */
  readonly references: readonly string[];
  /** How often: a marker at each point of a line. */
  readonly times: number;
  readonly children: Part[];
}

/** The number of parts that are drawn; counting stops above `maxParts`. */
function partsDrawn(svg: string): number {
  const root: Part = { id: undefined, weight: 0, references: [], times: 1, children: [] };
  const byId = new Map<string, Part>();
  const open = [root];
  new Parser(
    {
      onopentag(name, attributes) {
        const part = partOf(name, attributes);
        open.at(-1)?.children.push(part);
        open.push(part);
        if (part.id !== undefined && !byId.has(part.id)) byId.set(part.id, part);
      },
      onclosetag() {
        open.pop();
      },
    },
    { xmlMode: true },
  ).end(svg);
  let count = 0;
  const drawn = [{ part: root, times: 1 }];
  for (let next = drawn.pop(); next !== undefined && count <= maxParts; next = drawn.pop()) {
    const { part, times } = next;
    count += part.weight * times;
    for (const child of part.children) drawn.push({ part: child, times });
    for (const id of part.references) {
      const used = byId.get(id);
      if (used !== undefined) drawn.push({ part: used, times: times * part.times });
    }
  }
  return count;
}

const lettersOfShape = 100;

function partOf(name: string, attributes: Readonly<Record<string, string>>): Part {
  const points = attributes["d"] ?? attributes["points"] ?? "";
  const references = Object.entries(attributes).flatMap(([attribute, value]) =>
    /^(?:xlink:)?href$/.test(attribute) && value.startsWith("#") && name !== "a"
      ? [value.slice(1)]
      : [...value.matchAll(/url\(\s*["']?#([^"')\s]+)/g)].map(([, id = ""]) => id),
  );
  const isMarked = Object.entries(attributes).some(([attribute, value]) =>
    `${attribute}:${value}`.includes("marker"),
  );
  return {
    id: attributes["id"],
    weight: 1 + Math.floor(points.length / lettersOfShape),
    references,
    times: isMarked ? Math.max(1, points.match(/[a-z,]|\s/gi)?.length ?? 1) : 1,
    children: [],
  };
}
