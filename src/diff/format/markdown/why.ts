import type { Change, Comparison } from "../../comparison.js";
import type { Location } from "../../kinds/shapes.js";
import { clip } from "../excerpts.js";
import type { Links } from "../links.js";
import { describeWhy, type CauseDescription } from "../why.js";
import { address, code, literal } from "./escape.js";

const mostCauses = 4;
const mostFunctions = 5;

/** A text that leads to a file, where its address is known. */
export function linked(text: string, url: string | undefined): string {
  return url === undefined ? text : `[${text}](${address(url)})`;
}

function causeMarkdown(
  { key, words, functions }: CauseDescription,
  links: Links,
  comparison: Comparison,
): string {
  const left = functions.length - mostFunctions;
  const ran = functions.slice(0, mostFunctions).map((name) => code(clip(name, 60)));
  const more = left > 0 ? ` and ${left} more functions` : "";
  const input = comparison.inputs[key];
  // A module is compiled code, which a repository does not have.
  const path = input?.kind === "cell" ? input.notebook : input?.kind === "data" ? input.path : undefined;
  const side = input?.status === "removed" ? "before" : "after";
  const name = linked(literal(clip(words, 120)), path === undefined ? undefined : links.project(path, side));
  return functions.length === 0 ? name : `${name}: ${ran.join(", ")}${more}`;
}

/** What lies behind a change, a line each. */
export function whyMarkdown(change: Change, comparison: Comparison, links: Links): readonly string[] {
  const { warning, label, causes, notes } = describeWhy(change, comparison);
  const left = causes.length - mostCauses;
  const shown = causes.slice(0, mostCauses).map((cause) => causeMarkdown(cause, links, comparison));
  return [
    ...(causes.length === 0 ? [] : [`${label}: ${shown.join("; ")}${left > 0 ? `; ${left} more` : ""}`]),
    ...(warning === undefined ? [] : [`**${literal(warning)}**`]),
    ...notes.map((note) => literal(clip(note, 400))),
  ];
}

/** The same in a cell of a table. */
export function shortWhyMarkdown(change: Change, comparison: Comparison): string {
  const { warning, causes, notes } = describeWhy(change, comparison);
  if (warning !== undefined) return `**${literal(warning.split(":")[0] ?? warning)}**`;
  const names = causes.slice(0, 2).map(({ words }) => literal(clip(words, 60)));
  if (names.length === 0) return literal(clip(notes[0] ?? "", 100));
  return `${names.join("; ")}${causes.length > 2 ? `; ${causes.length - 2} more` : ""}`;
}

export function placeMarkdown(
  { before, after }: Pick<Change, "before" | "after">,
  links: Links,
): readonly string[] {
  const place: Location | undefined = after ?? before;
  if (place === undefined || place.cell === "") return [];
  const url = links.project(place.notebook, after === undefined ? "before" : "after");
  const title = literal(clip(place.sectionTitle, 60));
  return [`in “${title}”, cell ${code(place.cell)} of ${linked(code(place.notebook), url)}`];
}
