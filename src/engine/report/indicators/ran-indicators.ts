import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Indicator } from "../../../model/indicator.js";
import type { Notebook } from "../../notebook/contract.js";
import { recordedFacts } from "../bundles.js";
import { functionKey, indicatorsOf, publicFunctions } from "./catalogue.js";

const packageName = "decoupling-briefing";

/** An indicator and the notebooks that ran it, by their places in the list. */
export interface RanIndicator extends Indicator {
  readonly notebooks: readonly number[];
}

/**
 * The indicators of the package that notebooks ran, by name: those whose functions stand in the traces of their cells,
 * called by a notebook or by another function.
 */
export async function ranIndicators(notebooks: readonly Notebook[]): Promise<readonly RanIndicator[]> {
  const isOwn = ownership();
  const ran = new Map<string, Set<number>>();
  for (const [index, { cells }] of notebooks.entries())
    for (const cell of cells)
      for (const { module, name } of recordedFacts(cell)?.trace?.functions ?? []) {
        const [, root, relative] =
          /^(.*)[\\/](?:src|dist)[\\/](analysis[\\/].+?)\.[cm]?[jt]s$/.exec(module) ?? [];
        if (root === undefined || relative === undefined || !(await isOwn(root))) continue;
        const key = functionKey(relative.replaceAll("\\", "/"), name);
        ran.set(key, (ran.get(key) ?? new Set()).add(index));
      }
  if (ran.size === 0) return [];
  const indicators = indicatorsOf(await publicFunctions());
  return [...indicators]
    .flatMap(([key, indicator]) => {
      const places = ran.get(key);
      return places === undefined ? [] : { ...indicator, notebooks: [...places].sort((a, b) => a - b) };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Whether a folder is one of this package, by its package.json, each read once. */
function ownership(): (root: string) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>();
  const look = (root: string): Promise<boolean> =>
    readFile(path.join(root, "package.json"), "utf8").then(
      (text) => (JSON.parse(text) as { readonly name?: unknown }).name === packageName,
      () => false,
    );
  return (root) => {
    const found = known.get(root) ?? look(root);
    known.set(root, found);
    return found;
  };
}
