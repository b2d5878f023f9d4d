import type { Explanation } from "./explain.js";

/** The way of something on the page as plain text for a terminal: from the page down to data and functions. */
export function explanationText(explanation: Explanation): string {
  const { id, kind, says, facts, section, notebook, cell, restsOn, data, modules, packages, values } =
    explanation;
  const lines = [
    `${kind} ${id}: ${says}`,
    ...facts.map(([name, fact]) => `  ${name}: ${fact}`),
    "",
    `on the page   chapter ${section}`,
    `computed in   ${notebook}, cell ${cell}`,
    ...entryLines("rests on", restsOn),
    ...entryLines("data", data.map(dataLine)),
    ...entryLines("through", throughLines(modules)),
    ...entryLines("packages", packages),
    ...entryLines("values in it", values),
  ];
  return `${lines.join("\n")}\n`;
}

function entryLines(name: string, entries: readonly string[]): readonly string[] {
  return entries.map((entry, index) => (index === 0 ? name : "").padEnd(14) + entry);
}

function dataLine({ path, sha256, table }: Explanation["data"][number]): string {
  const hash = sha256 === "" ? "" : ` (sha256 ${sha256.slice(0, 12)})`;
  if (table === undefined) return `${path}${hash}`;
  const sources = table.sources.map(({ title }) => title).join("; ");
  return `${path}${hash}: ${table.title}${sources === "" ? "" : `. ${sources}`}`;
}

/** Modules by the functions that ran; of those that were only loaded it says how many. */
function throughLines(modules: Explanation["modules"]): readonly string[] {
  const ran = modules.filter(({ functions }) => functions.length > 0);
  const loaded = modules.length - ran.length;
  return [
    ...ran.map(({ path, functions }) => `${path}: ${functions.join(", ")}`),
    ...(loaded === 0 ? [] : [`${loaded} more modules were loaded; no function of theirs ran`]),
  ];
}
