import sanitizeHtml from "sanitize-html";

const text = [
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "p",
  "hr",
  "br",
  "blockquote",
  "pre",
  "code",
  "ul",
  "ol",
  "li",
];
const phrases = [
  "a",
  "abbr",
  "b",
  "strong",
  "i",
  "em",
  "u",
  "s",
  "del",
  "ins",
  "mark",
  "small",
  "sub",
  "sup",
  "q",
];
const more = [
  "cite",
  "kbd",
  "samp",
  "var",
  "span",
  "div",
  "dl",
  "dt",
  "dd",
  "details",
  "summary",
  "figure",
  "figcaption",
];
const tables = ["table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "colgroup", "col"];
const picture = /^data:image\/(?:png|jpeg|gif|svg\+xml);base64,[A-Za-z0-9+/=]+$/;

const options: sanitizeHtml.IOptions = {
  allowedTags: [...text, ...phrases, ...more, ...tables, "img"],
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
    // Only what is inside the page can be shown; of any other picture its description stays.
    img: (_name, attributes) => {
      if (picture.test(attributes["src"] ?? "")) {
        return { tagName: "img", attribs: { ...attributes, alt: attributes["alt"] ?? "" } };
      }
      return {
        tagName: "span",
        attribs: {},
        text: `[picture: ${attributes["alt"] ?? "not part of the page"}]`,
      };
    },
  },
};

/** HTML out of a cell or of Markdown, reduced to what cannot run, load or leave its place. */
export function sanitize(markup: string): string {
  return sanitizeHtml(markup, options);
}

/** Ids and links that footnotes make; any other id is taken out, for it could be one of the page's own. */
const note = /^(?:fn(?:ref)?|mn)\d+-\d+(?::\d+)?$/;

const withFootnotes: sanitizeHtml.IOptions = {
  ...options,
  allowedAttributes: {
    ...(options.allowedAttributes as Record<string, string[]>),
    a: ["href", "title", "id", "class"],
    li: ["id"],
    div: ["id", "class"],
    sup: ["class"],
    ol: ["start", "class"],
  },
  allowedClasses: {
    a: ["to-foot", "to-margin"],
    div: ["footnotes", "margin-note"],
    sup: ["footnote-ref"],
    ol: ["footnotes-list"],
  },
  transformTags: { ...options.transformTags, a: onlyNoteIds, li: onlyNoteIds, div: onlyNoteIds },
};

function onlyNoteIds(tagName: string, attribs: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  const { id, ...others } = attribs;
  return { tagName, attribs: id !== undefined && note.test(id) ? { ...others, id } : others };
}

/** The same for Markdown of the author's own, in which footnotes keep their anchors. */
export function sanitizeProse(markup: string): string {
  return sanitizeHtml(markup, withFootnotes);
}
