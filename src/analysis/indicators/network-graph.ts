import { createRequire } from "node:module";
import type { Measure } from "../../model/measure.js";
import type { LinkTable } from "./links.js";
import { averageRanks } from "./numeric/statistics.js";

/** What is used of graphology; its own types would have to reach the declarations of the package. */
export interface NetworkGraph {
  addNode(name: string): void;
  addEdge(a: string, b: string, attributes: { readonly weight: number }): void;
}

const require = createRequire(import.meta.url);

/**
 * The graph of a table, by graphology, loaded when it is first needed: not every notebook asks for a network. Links are
 * shares of the strongest economy's: no measure of the graph depends on their scale.
 */
export function graphOf({ economies, links, strengths }: LinkTable): NetworkGraph {
  const { UndirectedGraph } = require("graphology") as {
    readonly UndirectedGraph: new () => NetworkGraph;
  };
  const graph = new UndirectedGraph();
  const strongest = Math.max(0, ...strengths);
  for (const economy of economies) graph.addNode(economy);
  economies.forEach((a, i) => {
    economies.slice(0, i).forEach((b, j) => {
      const count = links[i]?.[j] ?? 0;
      if (count > 0) graph.addEdge(a, b, { weight: count / strongest });
    });
  });
  return graph;
}

/** How central one economy is. */
export interface Centrality extends Measure {
  readonly economy: string;
  /** 1 for the greatest value; equal ones share the mean of their places; null without a value. */
  readonly rank: number | null;
}

/** Values in the order of the table's economies, with their ranks. */
export function ranked(table: LinkTable, values: readonly Measure[]): readonly Centrality[] {
  const known = values.flatMap(({ value }) => value ?? []);
  // What differs in the last digits only shares a rank.
  const ranks = averageRanks(known.map((value) => Number(value.toPrecision(12))));
  let next = 0;
  return values.map((value, index) => ({
    ...value,
    economy: table.economies[index] ?? "",
    rank: value.value === null ? null : (ranks[next++] ?? null),
  }));
}
