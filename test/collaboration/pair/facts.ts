/** A pair's facts, as in a notebook, from tables that a test may have altered. */
import { assess } from "../../../src/collaboration/verdict/index.js";
// First: it replaces how tables are loaded, before anything loads them.
import { rule, verdictEvidence } from "./altered.js";
import type { DataRow } from "../../../src/briefing/authoring/load/schema.js";
import { rowsOf } from "../../../src/briefing/authoring/load/where.js";
import type { EstimatesRow } from "../../../src/collaboration/rows.js";
import { pair } from "../../../src/collaboration/index.js";
import { tableRows } from "../../briefing/authoring/load/table-rows.js";
import { only, table } from "../../briefing/authoring/load/tables.js";
import { shipped } from "./rows.js";

const worldPairs = table("world-pairs");
const economies = table("economies");
export type Tables = Required<pair.PairTables> & { readonly estimates?: readonly EstimatesRow[] };

export function factsOf(tables: Tables = shipped, codes: readonly [string, string] = ["US", "CN"]) {
  const all = { ...tables, "world-pairs": worldPairs };
  const evidence = verdictEvidence(...codes, all);
  const economy = (code: string) => only(economies.filter((row) => row.code === code));
  return {
    one: economy(codes[0]),
    two: economy(codes[1]),
    economy,
    edition: (id: string) => only(tables.editions.filter((row) => row.edition === id)),
    rule,
    panelIfAny: (id: "world" | "listed") => evidence.panels.find((panel) => panel.id === id),
    // Without panels, other pairs, which are slow, are skipped; no test here needs them.
    assessment: assess(rule, { ...evidence, panels: [] }),
    counts: pair.counts(...codes, tables),
    rows: ((name: string, where?: Readonly<Record<string, string>>) => {
      const rows: readonly object[] = { ...all, estimates: tables.estimates ?? [] }[name as "editions"];
      return rowsOf(
        { name, file: name, columns: Object.keys(where ?? {}), rows: tableRows(rows as readonly DataRow[]) },
        where ?? {},
      );
    }) as pair.PairContext["rows"],
  };
}
