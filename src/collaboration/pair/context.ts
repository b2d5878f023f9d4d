import {
  acrossSettings,
  AnalysisError,
  columnsOf,
  type CubeTables,
  isUnderSetting,
  loadCube,
  recalled,
  unrecorded,
} from "briefing/analysis";
import { type Cache, cached, onFirstUse, once } from "./computed-once.js";
import { MissingDataError } from "../indicators/errors.js";
import type { EconomiesRow, EditionsRow } from "../rows.js";
import {
  assess,
  type Assessment,
  type Evidence,
  type Panel,
  type RuleChoices,
  type VerdictRule,
} from "../verdict/index.js";
import { worksRuleOfProject } from "../verdict/works-rule.js";
import { type SinglePapers, singlePapers } from "../works/single-papers.js";
import { choicesIn, chosenRule } from "./chosen-rule.js";
import { citationOf, editionOf, newestOf, type ObservationOptions } from "./editions.js";
import { evidenceOf, panelOf } from "./evidence.js";
import { counts, countsInWorld, type PairTables, type PairYearCounts } from "./joint-counts.js";
import { LoadedTables } from "./loaded-tables.js";
import {
  readsBehind,
  type ReadsBehind,
  recordAssessment,
  recordCounts,
  recordWorldCounts,
  type RowsBehind,
} from "./rows-behind.js";

/**
 * Everything that a chapter about two economies starts from: names, editions, counts, panels and the verdict. Throws
 * for a code that data/economies.csv lacks.
 */
export function context(reporter: string, partner: string, options: RuleChoices = {}): PairContext {
  return new LoadedContext(reporter, partner, options);
}

export type PairContext = Pick<LoadedContext, keyof LoadedContext>;

type PairColours = Readonly<Record<string, "first" | "second">>;

/** Two economies and the contents of data/ about them. Expensive values are computed on first use. */
class LoadedContext {
  readonly one: EconomiesRow;
  readonly two: EconomiesRow;
  readonly #asked: RuleChoices;
  readonly #tables = new LoadedTables();
  /** Rows of a table, loaded once: all rows, or those whose columns match. */
  readonly rows = this.#tables.rows;
  /** The matching rows of the most recently counted edition. */
  readonly newestRows = this.#tables.newestRows;
  readonly #panels: Cache<Panel["id"], Panel | undefined> = new Map();
  readonly #rule = onFirstUse(() => chosenRule(this.#asked));
  /** Their rows, and the parts of the assessment, record what they were computed from when they are read. */
  readonly #counts = once(() => unrecorded(() => this.#countJointPapers()));
  readonly #evidence = onFirstUse(() => this.#collectEvidence());
  readonly #cube = onFirstUse(loadCube);
  readonly #works = onFirstUse(() => this.#readWorks());
  readonly #assessment = once(() => unrecorded(() => this.#assess()));

  constructor(reporter: string, partner: string, asked: RuleChoices) {
    this.one = this.economy(reporter);
    this.two = this.economy(partner);
    this.#asked = asked;
  }

  /** Months until a year counts as complete: given by the caller, or taken from the rule. */
  get options(): Required<ObservationOptions> {
    return { completeAfterMonths: this.rule.completeAfterMonths };
  }

  /** The rule in data/verdict-rule.json. */
  get rule(): VerdictRule {
    return this.#rule();
  }

  /**
   * Joint papers of the two and international papers of each, by edition and year. Taken from the table of all pairs of
   * the world, with its zeros, if the tables of selected pairs do not list the two.
   */
  get counts(): readonly PairYearCounts[] {
    return this.#counts();
  }

  /** Evidence that the rule reads about the two. */
  get evidence(): Evidence {
    return this.#evidence();
  }

  /** The cube of single papers in data/cube; null if it does not exist. Its tables are read on demand. */
  get cube(): CubeTables | null {
    return this.#cube();
  }

  /** Evidence of the cube about the two. */
  get works(): SinglePapers | null {
    return this.#works();
  }

  /** Verdict of the rule. */
  get assessment(): Assessment {
    return this.#assessment();
  }

  /** The row of an economy; throws for a code that the table economies lacks. */
  economy(code: string): EconomiesRow {
    const found = this.rows("economies").find((row) => row.code === code);
    if (found !== undefined) return found;
    const initial = code.slice(0, 1).toUpperCase();
    const near = this.rows("economies").filter((row) => row.code.startsWith(initial));
    throw new AnalysisError(`data/economies.csv has no economy "${code}"`, {
      hint: `It identifies economies by codes such as ${near.map((row) => row.code).join(", ") || "DE"}.`,
    });
  }

  /** `short("US")`: the name of an economy in figures, “US”; throws like `economy`. */
  readonly short = (code: string): string => this.economy(code).short;

  /** `name("US")`: the name of an economy in tables, “United States”; throws like `economy`. */
  readonly name = (code: string): string => this.economy(code).name;

  /**
   * Colours of the two in figures whose series are short names: `colours: about.colours`, with more series
   * `colours: { ...about.colours, India: "others" }`.
   */
  get colours(): PairColours {
    return { [this.one.short]: "first", [this.two.short]: "second" };
  }

  /** The row of an edition; throws if the table editions lacks it. */
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

  /** All pairs of the world, or those among the economies of the table pairs; throws if the table is empty. */
  panel(id: Panel["id"]): Panel {
    const found = this.panelIfAny(id);
    if (found === undefined)
      throw new MissingDataError(`data/${id === "world" ? "world-pairs" : "pairs"} has no rows`);
    return found;
  }

  /** The same; undefined if the table is missing or empty. */
  panelIfAny(id: Panel["id"]): Panel | undefined {
    const name = id === "world" ? "world-pairs" : "pairs";
    return cached(this.#panels, id, () =>
      acrossSettings(`panel:${id}`, () =>
        this.#tables.isDescribed(name)
          ? panelOf(columnsOf(this.#tables.table(name)), this.rows("editions"), id)
          : undefined,
      ),
    );
  }

  /** A source line: `NSF Indicators 2024, NSB-2023-33, Scopus of April 2023 [@nsb2023].` */
  cite(...editions: readonly string[]): string {
    const lines = [...new Set(editions)].map((id) => citationOf(this.edition(id)));
    return `${lines.join("; ")}.`;
  }

  #countJointPapers(): readonly PairYearCounts[] {
    const tables = this.#pairTables();
    const listed = counts(this.one.code, this.two.code, tables, this.options);
    if (listed.length > 0) {
      recordCounts(listed, [this.one.code, this.two.code], tables, this.#rowsBehind);
      return listed;
    }
    const ofWorld = {
      editions: this.rows("editions"),
      "world-pairs": this.#tables.rowsIfAny("world-pairs"),
      "world-international": this.#tables.rowsIfAny("world-international"),
    };
    const found = countsInWorld([this.one.code, this.two.code], ofWorld, this.options);
    recordWorldCounts(found, this.#rowsBehind);
    return found;
  }

  #collectEvidence(): Evidence {
    const key = ["evidence", this.one.code, this.two.code, this.rule.completeAfterMonths].join(" ");
    return acrossSettings(key, () => ({
      ...evidenceOf(
        [this.one.code, this.two.code],
        this.#pairTables(),
        this.rule,
        (["world", "listed"] as const).map((id) => this.panelIfAny(id)),
      ),
      ...(this.works !== null && { works: this.works.evidence }),
    }));
  }

  #readWorks(): SinglePapers | null {
    const { cube } = this;
    return cube === null ? null : singlePapers([this.one.code, this.two.code], cube, worksRuleOfProject());
  }

  #assess(): Assessment {
    // What applies, not what was asked for: chapters that ask for what the rule says anyway share one assessment.
    const asked = { pair: [this.one.code, this.two.code], options: choicesIn(this.rule) } as const;
    const { assessment, behind } = isUnderSetting()
      ? acrossSettings(JSON.stringify(["assessment", asked]), () => this.#assessed())
      : // From data/ alone, so that it does not depend on what a notebook has loaded.
        recalled("assessment", asked, ({ pair, options }) => new LoadedContext(...pair, options).#assessed());
    recordAssessment(assessment, behind);
    return assessment;
  }

  /** With what its parts were computed from. */
  #assessed(): { readonly assessment: Assessment; readonly behind: ReadsBehind } {
    const assessment = assess(this.rule, this.evidence);
    const pair = [this.one.code, this.two.code] as const;
    return { assessment, behind: readsBehind(assessment, pair, this.#pairTables(), this.#rowsBehind) };
  }

  /** Requests of rows that numbers about the two were computed from. */
  readonly #rowsBehind: RowsBehind = {
    joint: (table, edition) => {
      const both = [this.one.code, this.two.code];
      if (table === "copublications") this.rows(table, { edition, reporter: both, partner: both });
      else this.rows(table, { edition, a: both, b: both });
    },
    international: (economy, edition) => {
      const of = { one: this.one.code, two: this.two.code, world: "WORLD" }[economy];
      this.#tables.rowsIfAny("international", { economy: of, edition });
    },
    ofWorld: (table) => {
      if (this.#tables.isDescribed(table)) columnsOf(this.#tables.table(table));
    },
    allPairs: (panel) => {
      this.panelIfAny(panel);
    },
  };

  /** Rows on the two. */
  #pairTables(): PairTables {
    const both = [this.one.code, this.two.code];
    return {
      editions: this.rows("editions"),
      international: this.#tables.rowsIfAny("international", { economy: [...both, "WORLD"] }),
      copublications: this.#tables.rowsIfAny("copublications", { reporter: both, partner: both }),
      "nsf-pairs": this.#tables.rowsIfAny("nsf-pairs", { a: both, b: both }),
      pairs: this.#tables.rowsIfAny("pairs", { a: both, b: both }),
    };
  }
}
