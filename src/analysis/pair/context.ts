import { loadCube } from "../../authoring/load/cube.js";
import { isDescribed, readDataJson } from "../../authoring/load/data-folder.js";
import { loadTable, type Tables } from "../../authoring/load/load.js";
import { remembered } from "../../authoring/load/reads.js";
import { columnsOf, type LoadedTable, rowsOf, type Where } from "../../authoring/load/where.js";
import type { CubeTables } from "../../model/cube.js";
import { AnalysisError, MissingDataError } from "../indicators/errors.js";
import type { EconomiesRow, EditionsRow } from "../rows.js";
import {
  assess,
  type Assessment,
  type Evidence,
  type Panel,
  readRule,
  type VerdictRule,
} from "../verdict/index.js";
import { readWorksRule } from "../verdict/works-rule.js";
import { type SinglePapers, singlePapers } from "../works/single-papers.js";
import { type Edited, editionOf, newestOf, type ObservationOptions } from "./editions.js";
import { evidenceOf, panelOf } from "./evidence.js";
import { countsInWorld } from "./in-world.js";
import { counts, type PairTables, type PairYearCounts } from "./joint-counts.js";

/** Tables whose rows name an edition. */
type EditedTable = {
  [Name in keyof Tables]: Tables[Name] extends { readonly edition: string } ? Name : never;
}[keyof Tables];

/**
 * Everything that a chapter about two economies starts from: their names, the editions, the counts, the panels, the
 * verdict. Throws for a code that data/economies.csv lacks.
 */
export function context(reporter: string, partner: string, options: ObservationOptions = {}): PairContext {
  return new LoadedContext(reporter, partner, options);
}

export type PairContext = Pick<LoadedContext, keyof LoadedContext>;

/** Two economies and what the tables of data/ say of them. What is costly is computed when it is first asked for. */
class LoadedContext {
  readonly one: EconomiesRow;
  readonly two: EconomiesRow;
  readonly #asked: ObservationOptions;
  readonly #known = new Map<string, () => unknown>();
  readonly #loaded = new Map<string, LoadedTable>();

  constructor(reporter: string, partner: string, asked: ObservationOptions) {
    this.one = this.economy(reporter);
    this.two = this.economy(partner);
    this.#asked = asked;
  }

  /** When a year counts as complete: as the context was asked for, or as the rule has it. */
  get options(): Required<ObservationOptions> {
    return { completeAfterMonths: this.rule.completeAfterMonths };
  }

  /** The rule in data/verdict-rule.json. */
  get rule(): VerdictRule {
    return this.#once("rule", () => ({ ...readRule(readDataJson("verdict-rule.json")), ...this.#asked }));
  }

  /**
   * Joint papers of the two and international papers of each, by edition and year; out of the table of all pairs of the
   * world, zeros included, where the tables of selected pairs do not list the two.
   */
  get counts(): readonly PairYearCounts[] {
    return this.#once("counts", () => {
      const listed = counts(this.one.code, this.two.code, this.#tables(), this.options);
      return listed.length > 0 ? listed : this.#countsInWorld();
    });
  }

  /** What the rule reads of the two. */
  get evidence(): Evidence {
    const panels = (["world", "listed"] as const).map((id) => this.#panel(id));
    return this.#once("evidence", () => ({
      ...evidenceOf([this.one.code, this.two.code], this.#tables(), this.rule, panels),
      ...(this.works !== null && { works: this.works.evidence }),
    }));
  }

  /** The cube of single papers in data/cube; null if it does not exist. Its tables are read when they are asked for. */
  get cube(): CubeTables | null {
    return this.#once("cube", loadCube);
  }

  /** What it says of the two. */
  get works(): SinglePapers | null {
    return this.#once("works", () => {
      const { cube } = this;
      if (cube === null) return null;
      const rule = readWorksRule(
        readDataJson(
          "works-rule.json",
          "The cube in data/cube is read by this rule, which projects made with earlier versions lack: make a new project with briefing init, and copy its data/works-rule.json.",
        ),
      );
      return singlePapers([this.one.code, this.two.code], cube, rule);
    });
  }

  /** The answer of the rule. */
  get assessment(): Assessment {
    return this.#once("assessment", () => assess(this.rule, this.evidence));
  }

  /** Rows of a table, which is loaded once: all, or those whose columns say what is asked for. */
  readonly rows = <Name extends keyof Tables>(
    table: Name,
    where: Where<Tables[Name]> = {},
  ): readonly Tables[Name][] =>
    this.#once(`rows:${table}:${keyOf(where)}`, () => rowsOf(this.#table(table), where));

  /** Of them those of the edition that was counted last. */
  readonly newestRows = <Name extends EditedTable>(
    table: Name,
    where?: Omit<Where<Tables[Name]>, "edition">,
  ): readonly Tables[Name][] => {
    const newest = this.#once(`newest:${table}`, () =>
      newestOf(this.#editionsIn(table), this.rows("editions")),
    );
    return this.rows(table, { ...where, edition: newest?.edition ?? [] } as Where<Tables[Name]>);
  };

  #editionsIn(table: EditedTable): readonly Edited[] {
    const editions = new Set(this.#table(table).rows.cells("edition"));
    return [...editions].map((edition) => ({ edition: String(edition) }));
  }

  /** The row of an economy; throws for a code that the table economies lacks. */
  economy(code: string): EconomiesRow {
    const found = this.rows("economies").find((row) => row.code === code);
    if (found !== undefined) return found;
    const initial = code.slice(0, 1).toUpperCase();
    const near = this.rows("economies").filter((row) => row.code.startsWith(initial));
    throw new AnalysisError(`data/economies.csv has no economy "${code}"`, {
      hint: `It names them by codes, such as ${near.map((row) => row.code).join(", ") || "DE"}.`,
    });
  }

  /** The row of an edition; throws for one that the table editions lacks. */
  edition(id: string): EditionsRow {
    return editionOf(id, this.rows("editions"));
  }

  /** The newest edition of a source that counts the joint papers of the two; throws if no edition does. */
  newest(source: string): EditionsRow {
    const own = this.counts.filter((row) => row.source === source);
    const found = newestOf(own, this.rows("editions"));
    if (found === undefined)
      throw new AnalysisError(
        `no edition of "${source}" counts joint papers of ${this.one.code} and ${this.two.code}`,
      );
    return found;
  }

  /** All pairs of the world, or of the economies that the table pairs lists; throws where the table has no rows. */
  panel(id: Panel["id"]): Panel {
    const found = this.#panel(id);
    if (found === undefined)
      throw new MissingDataError(`data/${id === "world" ? "world-pairs" : "pairs"} has no rows`);
    return found;
  }

  /** A source line: `NSF Indicators 2024, NSB-2023-33, Scopus of April 2023 [@nsb2023].` */
  cite(...editions: readonly string[]): string {
    const lines = [...new Set(editions)]
      .map((id) => this.edition(id))
      .map(({ name, reference, citation }) => {
        // Some references begin with the name.
        const words = reference.startsWith(name) ? reference : `${name}, ${reference}`;
        return `${words} [@${citation}]`;
      });
    return `${lines.join("; ")}.`;
  }

  #panel(id: Panel["id"]): Panel | undefined {
    const name = id === "world" ? "world-pairs" : "pairs";
    return this.#once(`panel:${id}`, () =>
      isDescribed(name) ? panelOf(columnsOf(this.#table(name)), this.rows("editions"), id) : undefined,
    );
  }

  /** Rows on the two. */
  #tables(): PairTables {
    const both = [this.one.code, this.two.code];
    return {
      editions: this.rows("editions"),
      international: this.#rowsIfAny("international", { economy: [...both, "WORLD"] }),
      copublications: this.#rowsIfAny("copublications", { reporter: both, partner: both }),
      "nsf-pairs": this.#rowsIfAny("nsf-pairs", { a: both, b: both }),
      pairs: this.#rowsIfAny("pairs", { a: both, b: both }),
    };
  }

  #countsInWorld(): readonly PairYearCounts[] {
    const { one, two, options } = this;
    return countsInWorld(
      [one.code, two.code],
      {
        editions: this.rows("editions"),
        "world-pairs": this.#rowsIfAny("world-pairs"),
        "world-international": this.#rowsIfAny("world-international"),
      },
      options,
    );
  }

  /** A project may have some of the tables only: what it has no table of, it has no rows of. */
  #rowsIfAny<Name extends keyof Tables>(table: Name, where?: Where<Tables[Name]>): readonly Tables[Name][] {
    return isDescribed(table) ? this.rows(table, where) : [];
  }

  #table(name: string): LoadedTable {
    const table = this.#loaded.get(name) ?? loadTable(name);
    this.#loaded.set(name, table);
    return table;
  }

  /** Made on the first call; later calls use the same rows. */
  #once<T>(name: string, make: () => T): T {
    const known = this.#known.get(name) ?? remembered(make);
    this.#known.set(name, known);
    return known() as T;
  }
}

/** Apart for whatever cells that JavaScript may ask for, also for what JSON leaves out or takes for null. */
const keyOf = (where: object): string =>
  JSON.stringify(where, (_column, cell: unknown) =>
    cell === undefined || (typeof cell === "number" && !Number.isFinite(cell)) ? { is: String(cell) } : cell,
  );
