import { Parser } from "htmlparser2";

/**
 * What an SVG draws, as text: equal for two files that differ only in how they are written (blanks, quotes, order of
 * attributes, entities, comments, self-closing tags, spelling of numbers and colours). Title and description are left
 * out: they name the drawing and are compared as words.
 */
export function svgMeaning(svg: string): string {
  const out: string[] = [];
  let silent = 0;
  let text = "";
  const flush = () => {
    const words = text.replace(/\s+/g, " ").trim();
    text = "";
    if (words !== "") out.push(JSON.stringify(words));
  };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        flush();
        if (silent > 0 || silentTags.has(name)) {
          silent += 1;
          return;
        }
        const written = Object.entries(attributes)
          .filter(([attribute]) => !namings.test(attribute))
          .map(([attribute, value]) => [attribute, valueMeaning(attribute, value)] as const)
          .sort(([a], [b]) => (a < b ? -1 : 1));
        out.push(`<${name} ${JSON.stringify(written)}`);
      },
      ontext(chunk) {
        if (silent === 0) text += chunk;
      },
      onclosetag() {
        flush();
        if (silent > 0) silent -= 1;
        else out.push(">");
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(svg);
  return out.join("\n");
}

const silentTags = new Set(["title", "desc", "metadata"]);
const namings = /^(?:xmlns(?::.*)?|version|aria-.*|role|data-.*|xml:space)$/;

const colours = /^(?:fill|stroke|stop-color|flood-color|color)$/;
const words = /^(?:id|class|href|xlink:href|font-family|clip-path|mask|filter)$/;

function valueMeaning(attribute: string, value: string): string {
  if (words.test(attribute)) return value.replace(/\s+/g, " ").trim();
  if (colours.test(attribute)) {
    const colour = value.trim().toLowerCase();
    return colour.replace(/^#([0-9a-f])([0-9a-f])([0-9a-f])$/, "#$1$1$2$2$3$3");
  }
  // Numbers to hundredths, as the drawings are written; blanks and commas between them are the same.
  return value
    .replace(
      /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi,
      (written) => ` ${String(Number(Number(written).toFixed(2)) || 0)} `,
    )
    .replace(/[\s,]+/g, " ")
    .replace(/ ?([^\d\s.+-]) ?/g, "$1")
    .trim();
}
