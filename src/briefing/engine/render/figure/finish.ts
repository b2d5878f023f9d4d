import { palette } from "../../../model/palette.js";
import { FigureError } from "../errors.js";
import { withOwnSpaces } from "./standalone.js";
import { escapeHtml } from "../../../lib/escape-html.js";

export interface FinishRequest {
  readonly id: string;
  /** Prefix of every id in the drawing, so that drawings can share a page. */
  readonly prefix: string;
  readonly title: string;
  readonly description: string;
  /** `scheme`: colours follow the page's light or dark scheme; `fixed`: the drawing stands alone on white. */
  readonly colours: "scheme" | "fixed";
}

const tag = /<(?:[^<>"']|"[^"]*"|'[^']*')*>/g;
const roundedAttributes =
  /(\s(?:d|transform|x|y|x1|x2|y1|y2|cx|cy|r|width|height|points|viewBox|dx|dy)=")([^"]*)"/g;
const colourAttributes = /(\s(?:fill|stroke|stop-color)=")([^"]*)"/g;
/** Dashes without gaps look like a solid line, but browsers print each dash, which makes a PDF four times as large. */
const gaplessDashes = / stroke-dasharray="1,0"/;
const variables = new Map<string, string>([
  ...Object.entries(palette).map(([name, { light }]) => [light, `var(--${name})`] as const),
  ["black", "var(--ink)"],
  ["#000", "var(--ink)"],
  ["#000000", "var(--ink)"],
  ["white", "var(--paper)"],
  ["#fff", "var(--paper)"],
]);

/** Turns Vega's SVG into the published one: named, described, rounded, with prefixed ids, loading nothing. */
export function finishSvg(svg: string, request: FinishRequest): string {
  const finished = withOwnSpaces(svg.replace(tag, (text) => finishTag(text, request)));
  const { prefix, title, description } = request;
  return finished.replace(
    /<svg[^>]*>/,
    (root) =>
      root
        .replace(
          / class="marks"/,
          ` class="marks" role="img" aria-labelledby="${prefix}-title ${prefix}-desc"`,
        )
        .replace(/ version="[^"]*"/, "") +
      `<title id="${prefix}-title">${escapeHtml(title)}</title>` +
      `<desc id="${prefix}-desc">${escapeHtml(description)}</desc>`,
  );
}

function finishTag(text: string, request: FinishRequest): string {
  if (/^<(?:a|image|script|foreignObject|use)\b/i.test(text) || /\s(?:xlink:)?href=/i.test(text)) {
    throw new FigureError(`Figure "${request.id}" would contain a link or a picture from elsewhere.`, {
      hint: "Leave out image marks and the href channel: a figure is drawn from its rows alone.",
    });
  }
  if (/url\((?!#)/i.test(text))
    throw new FigureError(`Figure "${request.id}" would load a paint from elsewhere.`);
  const own = text
    .replace(/(\sid=")([^"]*)"/g, `$1${request.prefix}-$2"`)
    .replace(/url\(#([^)]*)\)/g, `url(#${request.prefix}-$1)`)
    // The drawing as a whole is the picture that has a name.
    .replace(/\s(?:role|aria-[a-z]+)="[^"]*"/g, "")
    .replace(roundedAttributes, (_, name: string, value: string) => `${name}${roundNumbers(value)}"`);
  return request.colours === "fixed"
    ? own
    : own.replace(gaplessDashes, "").replace(colourAttributes, (whole, name: string, value: string) => {
        const variable = variables.get(value.toLowerCase());
        return variable === undefined ? whole : `${name}${variable}"`;
      });
}

/**
 * Rounds to hundredths of a pixel. Versions of Node may differ in the last bit of a power or logarithm; rounding to
 * nine places first makes both equal, so that the second rounding cannot separate them.
 */
function roundNumbers(text: string): string {
  return text.replace(/-?\d*\.\d+(?:e[-+]?\d+)?/gi, (number) => {
    const rounded = Number(Number(Number(number).toFixed(9)).toFixed(2));
    return String(rounded === 0 ? 0 : rounded);
  });
}
