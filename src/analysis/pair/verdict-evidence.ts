import { monthsObserved } from "../indicators/change.js";
import { midpoint } from "../indicators/interval.js";
import type { Evidence, Panel, PairSeries, VerdictRule } from "../verdict/index.js";
import { yearOfLinks, yearOfPapers } from "../verdict/series.js";
import type { SeriesChoice, Territory } from "../verdict/rule.js";
import type { PairsRow, WorldPairsRow } from "../rows.js";
import { counts, type PairTables } from "./joint-counts.js";
import { newestOf } from "./observation.js";
import { panelOf, withChina } from "./panels.js";

/** Tables that the rule reads. */
export interface VerdictTables extends PairTables {
  readonly pairs: readonly PairsRow[];
  readonly "world-pairs": readonly WorldPairsRow[];
}

/**
 * What the verdict rule reads about a pair: of every source the newest edition, one series a measure, and the panels of
 * all pairs. A series that the tables do not allow (a pair that a panel lacks) is left out.
 */
export function verdictEvidence(
  x: string,
  y: string,
  tables: VerdictTables,
  rule: Pick<VerdictRule, "series" | "territories" | "standing">,
): Evidence {
  const { editions } = tables;
  const world = panelOf(tables["world-pairs"], editions, { id: "world", absent: "zero" });
  const listed = panelOf(tables.pairs, editions, { id: "listed", absent: "error" });
  const apart = [world, listed].flatMap((panel) => panel ?? []);
  const panelIn = (id: Panel["id"], territory: Territory): Panel | undefined => {
    const panel = apart.find((one) => one.id === id);
    if (panel === undefined || territory === "apart") return panel;
    // Hong Kong or Macau as one of the two cannot be a part of China.
    return world === undefined || [x, y].some((code) => code === "HK" || code === "MO")
      ? undefined
      : withChina(panel, world);
  };
  const series = rule.series.flatMap((choice): readonly PairSeries[] =>
    choice.counted === "papers"
      ? paperSeries(x, y, tables, choice)
      : rule.territories.flatMap((territory) => {
          const panel = panelIn(choice.panel, territory);
          return panel === undefined
            ? []
            : linkSeries([x, y], panel, choice, { territory, from: rule.standing.turn.from });
        }),
  );
  return { pair: x < y ? [x, y] : [y, x], series, panels: apart };
}

function paperSeries(
  x: string,
  y: string,
  tables: VerdictTables,
  choice: SeriesChoice,
): readonly PairSeries[] {
  const rows = counts(x, y, tables).flatMap((row) =>
    row.source !== choice.source || row.x === null || row.y === null || row.world === null
      ? []
      : [{ ...row, x: row.x, y: row.y, world: row.world }],
  );
  const edition = newestOf(
    rows.map((row) => row.edition),
    tables.editions,
  );
  if (edition === undefined) return [];
  const years = rows
    .filter((row) => row.edition === edition.edition)
    .map(({ year, joint, x: ofX, y: ofY, world }) =>
      yearOfPapers({
        year,
        months: monthsObserved(year, edition.collected),
        joint: midpoint(joint),
        ...{ x: ofX, y: ofY, world },
      }),
    );
  return [{ choice, territory: null, edition: edition.edition, years }];
}

function linkSeries(
  [x, y]: readonly [string, string],
  panel: Panel,
  choice: SeriesChoice & { readonly counted: "links" },
  { territory, from }: { readonly territory: Territory; readonly from: number },
): readonly PairSeries[] {
  // Earlier years are of no use to the rule, and each costs a fit of all economies.
  const years = panel.years
    .filter((year) => year >= from)
    .flatMap((year) => {
      const one = panel.at(year);
      const has = one !== undefined && [x, y].every((code) => one.table.economies.includes(code));
      return has ? [yearOfLinks(one, one.table, [x, y], choice.measure)] : [];
    });
  return years.length === 0 ? [] : [{ choice, territory, edition: panel.edition, years }];
}
