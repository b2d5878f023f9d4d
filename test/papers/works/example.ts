/**
 * The data of `briefing init --example papers`: a simulated world, its cube, the counts of the same papers as tables, and
 * the answers that are true in it. `node test/papers/works/example.mjs` writes them.
 */
import { columns, truth } from "../../collaboration/works/judged.js";
import { countDrafts } from "./count-drafts.js";
import { drafts, records, type WorldName, worlds, years } from "./decoupled.js";
import type { RawWork } from "./generate.js";

const world: WorldName = "sensitive fields";
const seed = 1;
const perYear = 24_000;
const edition = "simulated";

/** Its papers, as OpenAlex publishes works. */
export const exampleWorks = (): readonly RawWork[] => records(drafts(seed, perYear, world));

/** First and last year: of the works, and of the panel of sources. */
export const exampleYears = [Math.min(...years), Math.max(...years)] as const;

/** The tables beside the cube, by file. */
export function exampleTables(): Readonly<Record<string, string>> {
  const cube = countDrafts(drafts(seed, perYear, world));
  const pairs = new Map<string, number>();
  for (const { year, a, b, whole } of cube.rows("pairs")) addTo(pairs, [edition, year, a, b], whole);
  const international = new Map<string, number>();
  for (const row of cube.rows("countries"))
    addTo(international, [edition, row.year, row.country], row.international);
  const answers = columns.flatMap((question) => {
    const answer = truth[world][question];
    return answer === undefined ? [] : [[question, answer].join(",")];
  });
  return {
    "world-pairs.csv": csv("edition,year,a,b,works", linesOf(pairs)),
    "world-international.csv": csv("edition,year,economy,works", linesOf(international)),
    "truth.csv": csv("question,answer", answers),
    "editions.csv": csv("edition,source,name,counts,collected,reference,citation", [
      [
        edition,
        "simulated",
        "Simulated papers",
        "simulated papers",
        "2026-01",
        `"${worlds[world].words}"`,
        "simulated2026",
      ].join(","),
    ]),
  };
}

function addTo(counts: Map<string, number>, cells: readonly (string | number)[], papers: number): void {
  const key = cells.join(",");
  counts.set(key, (counts.get(key) ?? 0) + papers);
}

const linesOf = (counts: ReadonlyMap<string, number>): readonly string[] =>
  [...counts].filter(([, papers]) => papers > 0).map(([key, papers]) => `${key},${papers}`);

const csv = (header: string, lines: readonly string[]): string =>
  [header, ...[...lines].sort(), ""].join("\n");
