import type { DataRowChange, InputChange } from "../../causes/input-change.js";
import { markup, type Html } from "../../../render/html/template.js";
import { inputWords } from "../../causes/input-change.js";
import { counted } from "../../kinds/kind.js";
import { restatement, type InputUse } from "../causes.js";
import type { Links } from "../links.js";
import { linked } from "./change.js";
import { scrolled } from "./details.js";

const mostRows = 50;

/** What differs in the inputs: data with its rows first, then packages and parameters, modules, cells. */
export function causesHtml(
  effective: readonly InputUse[],
  without: readonly InputUse[],
  numberOf: (key: string) => number | undefined,
  links: Links,
): Html | undefined {
  if (effective.length + without.length === 0) return undefined;
  const list = (uses: readonly InputUse[]) =>
    groups.map(([title, kinds]) => {
      const own = uses.filter(({ input }) => kinds.includes(input.kind));
      if (own.length === 0) return undefined;
      const items = markup`<ul>
${own.map((use) => inputHtml(use, numberOf(use.key), links))}</ul>
`;
      return own.length <= 8
        ? markup`<h3>${title}</h3>\n${items}`
        : markup`<h3>${title}</h3>\n<details><summary>${own.length} differ</summary>
${items}</details>
`;
    });
  return markup`<section class="causes" aria-labelledby="causes">
<h2 id="causes">Inputs that differ</h2>
${effective.length === 0 ? markup`<p>None that a change rests on.</p>\n` : list(effective)}${
    without.length > 0 &&
    markup`<details class="without"><summary>${counted(without.length, "input differs", "inputs differ")} without effect</summary>
<ul>
${without.map((use) => inputHtml(use, numberOf(use.key), links))}</ul></details>
`
  }</section>
`;
}

const groups: readonly (readonly [string, readonly InputChange["kind"][]])[] = [
  ["Data", ["data"]],
  ["Packages and parameters", ["package", "parameters"]],
  ["Modules", ["module"]],
  ["Cells of notebooks", ["cell"]],
];

function inputHtml({ input, changes }: InputUse, number: number | undefined, links: Links): Html {
  const path = input.kind === "data" ? input.path : input.kind === "cell" ? input.notebook : undefined;
  const side = input.status === "removed" ? "before" : "after";
  const words = linked(
    markup`${inputWords(input)}`,
    path === undefined ? undefined : links.project(path, side),
  );
  const id = number !== undefined && markup` id="i-${number}"`;
  const count =
    changes === 0
      ? undefined
      : markup` <span class="muted">${counted(changes, "change rests on it", "changes rest on it")}</span>`;
  return markup`<li${id}>${words}${restatement(input)}${count}${number !== undefined && changes > 0 && markup` <button type="button" class="only" data-cause="${number}" hidden>only these</button>`}
${input.kind === "data" && rowsHtml(input)}</li>
`;
}

function rowsHtml(input: Extract<InputChange, { kind: "data" }>): Html | undefined {
  const { rows = [], rowCount = rows.length, columnsAdded = [], columnsRemoved = [], path } = input;
  const columns = markup`${columnsAdded.length > 0 && markup`<p>columns added: <ins>${columnsAdded.join(", ")}</ins></p>\n`}${columnsRemoved.length > 0 && markup`<p>columns removed: <del>${columnsRemoved.join(", ")}</del></p>\n`}`;
  if (rows.length === 0) return columns;
  const shown = rows.slice(0, mostRows);
  const left = rowCount - shown.length;
  const table = markup`<table>
<thead><tr><th scope="col" class="right">Line</th><th scope="col">Row</th><th scope="col">What changed</th></tr></thead>
<tbody>
${shown.map(rowHtml)}</tbody></table>`;
  return markup`${columns}<details${rows.length <= 10 && markup` open`}><summary>Rows that differ</summary>
${scrolled(table, `Rows of ${path} that differ`)}${left > 0 && markup`<p class="note">and ${counted(left, "more row")}</p>\n`}</details>
`;
}

function rowHtml({ status, name, line, cells }: DataRowChange): Html {
  const what =
    status === "added"
      ? markup`<ins>added</ins>`
      : status === "removed"
        ? markup`<del>removed</del>`
        : markup`${cells.map(
            ({ column, was, is }, index) =>
              markup`${index > 0 && " · "}${column} <del>${was || "(empty)"}</del> → <ins>${is || "(empty)"}</ins>`,
          )}`;
  return markup`<tr><td class="right">${line}</td><td>${name}</td><td>${what}</td></tr>\n`;
}
