/** The data that a number depends on, as its panel says it: sources with their editions, tables. */
import type { DataEdition } from "../../../model/data-sources.js";
import type { UsedData, UsedTable } from "../../report/data/used-data.js";
import { fileName, sourceWords } from "../../report/data/source-not-given.js";
import { tableAnchor } from "../appendix/sources.js";
import { labels } from "../labels.js";
import { markup, type Html } from "./template.js";

/** So many are named, and so many sources with their references; the appendix has all. */
const [mostNamed, mostReferred] = [4, 2];

export function sourcesHtml({ editions, others, sourceless }: UsedData): Html | undefined {
  const edition =
    editions.length + others.length > mostReferred ? ({ name }: DataEdition) => name : withReference;
  const all = sourceWords([...editions.map(edition), ...others.map(({ title }) => title)], sourceless);
  if (all.length === 0) return undefined;
  const label = all.length === 1 ? labels.panel.source : labels.panel.sources;
  const { shown, more } = firstOf(all);
  return markup`<a href="#sources">${label}</a>: ${shown.join("; ")}${more}.`;
}

function withReference({ name, reference = "" }: DataEdition): string {
  // Some references begin with the name.
  const more = reference.startsWith(name) ? reference.slice(name.length).replace(/^\W+/, "") : reference;
  return more === "" ? name : `${name} (${more})`;
}

export function tablesHtml({ tables }: UsedData): Html | undefined {
  if (tables.length === 0) return undefined;
  const { shown, more } = firstOf(tables);
  const named = shown.map((each, index) => markup`${index > 0 && "; "}${tableHtml(each)}`);
  return markup`${labels.panel.tables}: ${named}${more}.`;
}

function tableHtml({ path, table, selections }: UsedTable): Html {
  const file = fileName(path);
  const name = table === undefined ? markup`${file}` : markup`<a href="#${tableAnchor(path)}">${file}</a>`;
  return markup`${name}${selections.map((words) => `, ${words}`)}`;
}

function firstOf<T>(all: readonly T[]): { readonly shown: readonly T[]; readonly more: string } {
  const shown = all.length > mostNamed + 1 ? all.slice(0, mostNamed) : all;
  const left = all.length - shown.length;
  return { shown, more: left > 0 ? ` ${labels.panel.andMore(left)}` : "" };
}
