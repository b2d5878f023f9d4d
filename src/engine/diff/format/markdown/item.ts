import type { Change, Comparison } from "../../comparison.js";
import type { FigureChange } from "../../kinds/figure.js";
import { describe, isSlim, kindOf } from "../../kinds/index.js";
import type { Location } from "../../kinds/shapes.js";
import type { ValueChange } from "../../kinds/value.js";
import { describeWhy, type CauseDescription } from "../causes.js";
import { companionWords } from "../companions.js";
import { clip } from "../excerpts.js";
import type { Links, SideName } from "../links.js";
import { detailBlocks, runsMarkdown, spansMarkdown } from "./details.js";
import { address, code, literal } from "./escape.js";

/** A change with all that is said of it, and with its head alone for where there is no room. */
export interface Item {
  readonly change: Change;
  readonly full: string;
  readonly short: string;
}

export function changeItem(
  change: Change,
  companions: readonly Change[],
  comparison: Comparison,
  links: Links,
): Item {
  const short = headMarkdown(change);
  if (isSlim(change)) {
    const why = shortWhyMarkdown(change, comparison);
    const line = why === "" ? short : `${short} (${why})`;
    return { change, full: line, short: line };
  }
  const last = [
    ...(companions.length === 0 ? [] : [`with it: ${literal(clip(companionWords(companions), 600))}`]),
    ...fileLinks(change, links),
    ...whyMarkdown(change, comparison, links),
    ...placeMarkdown(change, links),
  ];
  const { details } = describe(change);
  const full = [short, ...pictures(change, links), ...detailBlocks(details, last)].join("\n\n");
  return { change, full, short };
}

function headMarkdown(change: Change): string {
  const { label, title, head } = describe(change);
  const what = spansMarkdown(head);
  const name = title === "" || title === change.id ? "" : ` ${literal(clip(title, 200))}`;
  return `**${literal(label)}** ${code(clip(change.id, 120))}${what === "" ? "" : `: ${what}`}${name === "" ? "" : ` ·${name}`}`;
}

/** A line of the table of values. */
export function valueItem(change: ValueChange, comparison: Comparison): Item {
  const { title, head, details } = describe(change);
  const id = code(clip(change.id, 120));
  const spans = change.delta === undefined ? head : head.slice(0, -1);
  const words = details.flatMap((detail) => (detail.kind === "words" ? [runsMarkdown(detail.runs)] : []));
  const text = words[0] ?? spansMarkdown(spans, 140);
  const tag = change.status === "added" ? "ins" : "del";
  const others = change.aspects.filter((aspect) => aspect !== "number" && aspect !== "words");
  const delta = change.delta?.text ?? (change.status === "changed" ? others.join(", ") : change.status);
  const cells = [
    title === "" ? id : `${literal(clip(title, 140))}<br>${id}`,
    change.status === "changed" ? text : `<${tag}>${text}</${tag}>`,
    literal(delta),
    shortWhyMarkdown(change, comparison),
  ];
  const row = `| ${cells.join(" | ")} |`;
  return { change, full: row, short: row };
}

const sideNames = ["before", "after"] as const;

function filesOf(change: FigureChange, side: SideName) {
  return side === "before" ? change.wasFiles : change.isFiles;
}

function fileLinks(change: Change, links: Links): readonly string[] {
  if (change.kind !== "figure") return [];
  const said = sideNames.flatMap((side) => {
    const files = filesOf(change, side);
    if (files === undefined) return [];
    const known = (["svg", "data", "spec"] as const).flatMap((name) => {
      const url = links.output(files[name], side);
      return url === undefined ? [] : [linked({ svg: "picture", data: "data", spec: "spec" }[name], url)];
    });
    return known.length === 0 ? [] : [`${side}: ${known.join(", ")}`];
  });
  return said.length === 0 ? [] : [`files ${said.join("; ")}`];
}

/** Both drawings beside each other, where the repository has them. */
function pictures(change: Change, links: Links): readonly string[] {
  const files = kindOf(change).pictures?.(change);
  if (files === undefined || (!files.differs && change.status === "changed")) return [];
  const shown = sideNames.flatMap((side) => {
    const file = files[side];
    const url = file === undefined ? undefined : links.output(file, side);
    if (url === undefined) return [];
    const raw = address(url.replace(/^(https:\/\/github\.com\/[^/]+\/[^/]+)\/blob\//, "$1/raw/"));
    return [{ side, picture: `<img src="${raw.replace(/&/g, "&amp;")}" width="400" alt="${side}">` }];
  });
  if (shown.length === 0) return [];
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    [
      row(shown.map(({ side }) => side)),
      row(shown.map(() => ":-:")),
      row(shown.map(({ picture }) => picture)),
    ].join("\n"),
  ];
}

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
function whyMarkdown(change: Change, comparison: Comparison, links: Links): readonly string[] {
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
function shortWhyMarkdown(change: Change, comparison: Comparison): string {
  const { warning, causes, notes } = describeWhy(change, comparison);
  if (warning !== undefined) return `**${literal(warning.split(":")[0] ?? warning)}**`;
  const names = causes.slice(0, 2).map(({ words }) => literal(clip(words, 60)));
  if (names.length === 0) return literal(clip(notes[0] ?? "", 100));
  return `${names.join("; ")}${causes.length > 2 ? `; ${causes.length - 2} more` : ""}`;
}

function placeMarkdown({ before, after }: Pick<Change, "before" | "after">, links: Links): readonly string[] {
  const place: Location | undefined = after ?? before;
  if (place === undefined || place.cell === "") return [];
  const url = links.project(place.notebook, after === undefined ? "before" : "after");
  const title = literal(clip(place.sectionTitle, 60));
  return [`in “${title}”, cell ${code(place.cell)} of ${linked(code(place.notebook), url)}`];
}
