/** Generated from data/datapackage.json by `npm run golden:update`; a test checks that it is current. */

/** Papers with at least one author in each of the two economies, whole counts. Bounds where the source prints only shares. */
export interface CopublicationsRow {
  /** Edition of the source */
  readonly edition: string;
  /** First economy of the pair, ISO 3166-1 alpha-2 */
  readonly reporter: string;
  /** Second economy of the pair, ISO 3166-1 alpha-2 */
  readonly partner: string;
  /** Year of publication (year) */
  readonly year: number;
  /** Least number of joint papers that agrees with what is printed (papers) */
  readonly lower: number;
  /** Greatest number of joint papers that agrees with what is printed (papers) */
  readonly upper: number;
  /** exact: a printed count; bounds: derived from two printed percentages */
  readonly precision: "exact" | "bounds";
  /** Tables of the edition the count was read or derived from; empty for OpenAlex */
  readonly tables: string | null;
}

/** Papers of an economy with at least one author in another economy, whole counts. WORLD: papers with authors in two or more economies. */
export interface InternationalRow {
  /** Edition of the source */
  readonly edition: string;
  /** Economy, ISO 3166-1 alpha-2, or WORLD */
  readonly economy: string;
  /** Year of publication (year) */
  readonly year: number;
  /** Internationally co-authored papers (papers) */
  readonly works: number;
}

/** One row per edition: what it counts and when the counts were taken. */
export interface EditionsRow {
  /** Identifier */
  readonly edition: string;
  /** Source the edition belongs to */
  readonly source: "nsf" | "openalex";
  /** Name in text and labels */
  readonly name: string;
  /** What is counted, as a noun phrase */
  readonly counts: string;
  /** Month in which the counts were taken, YYYY-MM (month) */
  readonly collected: string;
  /** Publication and state of the source, for the line under a figure */
  readonly reference: string;
  /** Key in references.bib */
  readonly citation: string;
}

/** Codes used in the other tables and how they are named. */
export interface EconomiesRow {
  /** ISO 3166-1 alpha-2, or WORLD */
  readonly code: string;
  /** Name in tables and figures */
  readonly name: string;
  /** Name where there is little room */
  readonly short: string;
  /** Name inside a sentence, with its article */
  readonly inSentence: string;
}

/** Dated events that may matter to joint research. A list to read beside the numbers, not a list of causes. */
export interface EventsRow {
  /** Day of the event */
  readonly date: string;
  /** Short name for a mark in a figure */
  readonly label: string;
  /** What happened */
  readonly event: string;
  /** Kind of event */
  readonly kind: string;
  /** Direction intended for exchange; empty where none */
  readonly effect: "opening" | "restricting" | null;
  /** verified, or only the day could not be verified */
  readonly status: "verified" | "day not verified";
  /** primary: the issuing body is cited; secondary: seen only in other pages, not to be printed */
  readonly standing: "primary" | "secondary";
  /** The act or the announcement of the issuing body; empty for secondary rows */
  readonly citation: string | null;
}

/** What `load` returns, by name of the table. */
export interface Tables {
  /** Joint papers by year */
  readonly copublications: CopublicationsRow;
  /** International papers by year */
  readonly international: InternationalRow;
  /** Editions of the sources */
  readonly editions: EditionsRow;
  /** Economies */
  readonly economies: EconomiesRow;
  /** Policy events */
  readonly events: EventsRow;
}
