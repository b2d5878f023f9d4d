import sanitizeHtml from "sanitize-html";

const shapes = ["path", "rect", "circle", "ellipse", "line", "polyline", "polygon"];
const texts = ["text", "tspan", "textPath", "title", "desc"];
const structure = ["svg", "g", "defs", "use", "symbol", "clipPath", "mask", "marker", "pattern"];
const paints = ["linearGradient", "radialGradient", "stop"];

const options: sanitizeHtml.IOptions = {
  allowedTags: [...structure, ...shapes, ...texts, ...paints],
  allowedAttributes: false,
  allowedSchemes: [],
  allowVulnerableTags: false,
  parseStyleAttributes: false,
  nonTextTags: ["script", "style", "foreignObject", "metadata", "textarea", "option", "noscript"],
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
 * An SVG out of a cell. The page shows it as a picture, in which nothing runs; but it also lies beside the page, and
 * opened by itself it would be a document like any other.
 */
export function sanitizeSvg(svg: string): string {
  const body = svg.slice(Math.max(0, svg.search(/<svg[\s>]/)));
  return `${sanitizeHtml(body, options).trim()}\n`;
}
