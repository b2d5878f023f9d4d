import type { Change, Comparison } from "../../comparison.js";
import type { FigureChange } from "../../kinds/figure.js";
import type { ValueChange } from "../../kinds/value.js";
import { companionWords } from "../companions.js";
import { clip } from "../excerpts.js";
import type { Links, SideName } from "../links.js";
import { describe, isSlim, kindOf } from "../../kinds/index.js";
import { detailBlocks, runsMarkdown, spansMarkdown } from "./details.js";
import { address, code, literal } from "./escape.js";
import { linked, placeMarkdown, shortWhyMarkdown, whyMarkdown } from "./why.js";

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
