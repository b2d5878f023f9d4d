/** What was read for a number, as its panel says it: sources with their editions, rows of tables. */
import type { DataEdition } from "../../../model/data-sources.js";
import type { ReadData, ReadRows } from "../../report/read-rows.js";
import { fileName, sourceWords } from "../../report/data/source-not-given.js";
import { tableAnchor } from "../appendix/sources.js";
import { labels } from "../labels.js";
import { markup, type Html } from "./template.js";

/** So many sources are named, and so many of them with their references; the appendix has all. */
const [mostNamed, mostReferred] = [4, 2];

export function sourcesHtml({ editions, others, sourceless }: ReadData): Html | undefined {
  const edition =
    editions.length + others.length > mostReferred ? ({ name }: DataEdition) => name : withReference;
  const all = sourceWords([...editions.map(edition), ...others.map(({ title }) => title)], sourceless);
  if (all.length === 0) return undefined;
  const shown = all.length > mostNamed + 1 ? all.slice(0, mostNamed) : all;
  const left = all.length - shown.length;
  const label = all.length === 1 ? labels.panel.source : labels.panel.sources;
  const more = left > 0 ? ` ${labels.panel.andMore(left)}` : "";
  return markup`<a href="#sources">${label}</a>: ${shown.join("; ")}${more}.`;
}

function withReference({ name, reference = "" }: DataEdition): string {
  // Some references begin with the name.
  const more = reference.startsWith(name) ? reference.slice(name.length).replace(/^\W+/, "") : reference;
  return more === "" ? name : `${name} (${more})`;
}

export function rowsHtml({ rows, lookups }: ReadData): Html {
  const tables = rows.map((each, index) => markup`${index > 0 && "; "}${tableHtml(each)}`);
  const names = lookups.length > 0 && `; ${labels.panel.lookedUp} ${lookups.map(fileName).join(", ")}`;
  return markup`${labels.panel.rows}: ${tables}${names}.`;
}

function tableHtml({ path, table, selections }: ReadRows): Html {
  const file = fileName(path);
  const name = table === undefined ? markup`${file}` : markup`<a href="#${tableAnchor(path)}">${file}</a>`;
  return markup`${name}, ${selections.join(", ")}`;
}
