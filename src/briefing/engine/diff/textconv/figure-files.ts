import { svgMeaning } from "../kinds/pictures.js";
import { hashOf, oneLine } from "./lines.js";

/** A Vega-Lite specification without its rows, which are in the CSV file next to it. */
export function specText(content: string): string {
  const shorten = (key: string, value: unknown): unknown => {
    if (key !== "values" || !Array.isArray(value) || !value.every((row) => typeof row === "object"))
      return value;
    return `${value.length} rows, ${hashOf(JSON.stringify(value))}`;
  };
  return `${JSON.stringify(JSON.parse(content), shorten, 2)}\n`;
}

/** The texts and shapes of an SVG, one line per element. */
export function svgText(content: string): string {
  const naming = (name: string) =>
    [...content.matchAll(new RegExp(`<${name}\\b[^>]*>([^<]*)</${name}>`, "g"))].map(
      ([, words = ""]) => `${name}: ${oneLine(words)}`,
    );
  const drawn: string[] = [];
  for (const line of svgMeaning(content).split("\n")) {
    const [, tag, json] = /^<(\S+) (\[.*\])$/.exec(line) ?? [];
    if (tag !== undefined && json !== undefined) drawn.push(tag + attributes(json));
    // The words of a text are on its line, before its attributes.
    else if (line !== ">") drawn.push((drawn.pop() ?? "").replace(/^\S*/, (tag) => `${tag} ${line}`));
  }
  return [...naming("title"), ...naming("desc"), ...drawn.filter((line) => line.includes(" ")), ""].join(
    "\n",
  );
}

function attributes(json: string): string {
  return (JSON.parse(json) as readonly (readonly [string, string])[])
    .map(([name, value]) => ` ${name}=${JSON.stringify(value)}`)
    .join("");
}
