/** Generated from data/datapackage.json by `npm run golden:update`; a test checks that it is current. */

/** Papers with at least one author in each of the two economies, whole counts: the United States with its main partners, in every edition. Bounds where the source prints only shares. */
export interface CopublicationsRow {
  /** Edition of the source */ readonly edition: string;
  /** First economy of the pair, code as in the table economies */ readonly reporter: string;
  /** Second economy of the pair, code as in the table economies */ readonly partner: string;
  /** Year of publication (year) */ readonly year: number;
  /** Least number of joint papers that agrees with what is printed (papers) */ readonly lower: number;
  /** Greatest number of joint papers that agrees with what is printed (papers) */ readonly upper: number;
  /** exact: a printed count; bounds: derived from printed percentages, or two answers of the source that differ */ readonly precision: "exact" | "bounds";
  /** Tables of the edition the count was read or derived from; empty for OpenAlex */ readonly tables: string | null;
}

/** Papers of an economy with at least one author in another economy, whole counts. WORLD: papers with authors in two or more economies. */
export interface InternationalRow {
  /** Edition of the source */ readonly edition: string;
  /** Economy, or WORLD, code as in the table economies */ readonly economy: string;
  /** Year of publication (year) */ readonly year: number;
  /** Internationally co-authored papers (papers) */ readonly works: number;
  /** exact: a printed count; approximate: a provisional or rounded one */ readonly precision: "exact" | "approximate";
  /** Table of the edition the count was read from; empty for OpenAlex */ readonly tables: string | null;
}

/** Papers of an economy, whole counts: all, those of two or more institutions, and those whose institutions are all in the economy. International papers are in the table international. */
export interface OutputRow {
  /** Edition of the source */ readonly edition: string;
  /** Economy, or WORLD, code as in the table economies */ readonly economy: string;
  /** Year of publication (year) */ readonly year: number;
  /** All papers (papers) */ readonly total: number;
  /** Papers with authors at two or more institutions, at home or abroad (papers) */ readonly multiInstitution: number;
  /** Papers with institutions of this economy only; WORLD: of one economy only (papers) */ readonly domestic: number;
  /** exact: a printed count; approximate: a provisional or rounded one */ readonly precision: "exact" | "approximate";
  /** Table of the edition the number was read from */ readonly tables: string;
}

/** Works with authors in both economies of a pair, every pair of 24 economies in every year, whole counts. */
export interface PairsRow {
  /** First economy of the pair, in alphabetical order of codes, code as in the table economies */ readonly a: string;
  /** Second economy of the pair, code as in the table economies */ readonly b: string;
  /** Year of publication (year) */ readonly year: number;
  /** Edition of the source */ readonly edition: string;
  /** Joint works (works) */ readonly works: number;
  /** The count when the source was asked for the pair the other way round, where that differs (works) */ readonly reverse: number | null;
  /** exact: one answer of the source; bounds: two answers that differ, works and reverse */ readonly precision: "exact" | "bounds";
}

/** Works with authors in the reporter and in the partner, whole counts. A pair without joint works in a year has no row. */
export interface PartnersRow {
  /** US or CN, code as in the table economies */ readonly reporter: string;
  /** Partner, code as in the table economies */ readonly partner: string;
  /** Year of publication (year) */ readonly year: number;
  /** Edition of the source */ readonly edition: string;
  /** Joint works (works) */ readonly works: number;
  /** exact: a printed count; approximate: a provisional or rounded one */ readonly precision: "exact" | "approximate";
}

/** Works with authors in both economies of a pair, every pair of 248 economies, whole counts. A pair without joint works in a year has no row. */
export interface WorldPairsRow {
  /** Edition of the source */ readonly edition: string;
  /** Year of publication (year) */ readonly year: number;
  /** First economy of the pair, in alphabetical order of codes, code as in the table economies; NA is Namibia */ readonly a: string;
  /** Second economy of the pair, code as in the table economies */ readonly b: string;
  /** Joint works (works) */ readonly works: number;
}

/** Works of an economy with at least one author in another economy, whole counts, 248 economies. An economy without such works in a year has no row. */
export interface WorldInternationalRow {
  /** Edition of the source */ readonly edition: string;
  /** Year of publication (year) */ readonly year: number;
  /** Economy, code as in the table economies; NA is Namibia */ readonly economy: string;
  /** Internationally co-authored works (works) */ readonly works: number;
}

/** Articles with authors in both economies of a pair, every pair of the economies that an edition lists, whole counts, in the two years that each edition prints. */
export interface NsfPairsRow {
  /** First economy of the pair, in alphabetical order of codes, code as in the table economies */ readonly a: string;
  /** Second economy of the pair, code as in the table economies */ readonly b: string;
  /** Year of publication (year) */ readonly year: number;
  /** Edition of the source */ readonly edition: string;
  /** Joint articles (papers) */ readonly works: number;
  /** exact: a printed count; approximate: a provisional or rounded one */ readonly precision: "exact" | "approximate";
  /** Table of the edition the number was read from */ readonly tables: string;
}

/** The percentages that bound the counts in copublications, to two decimals as printed. */
export interface PartnerSharesRow {
  /** Edition of the source */ readonly edition: string;
  /** First economy of the pair, code as in the table economies */ readonly reporter: string;
  /** Second economy of the pair, code as in the table economies */ readonly partner: string;
  /** Year of publication (year) */ readonly year: number;
  /** Joint papers in percent of the international papers of the reporter; empty where not printed (percent) */ readonly ofReporter: number | null;
  /** Joint papers in percent of the international papers of the partner; empty where not printed (percent) */ readonly ofPartner: number | null;
  /** exact: as printed, rounded to two decimals by the source */ readonly precision: "exact";
}

/** Articles of an economy in one field, counted whole and in fractions. */
export interface FieldOutputRow {
  /** Edition of the source */ readonly edition: string;
  /** Field, as in the table fields */ readonly field: string;
  /** Economy or aggregate, code as in the table economies */ readonly economy: string;
  /** Year of publication (year) */ readonly year: number;
  /** Articles with at least one author in the economy (papers) */ readonly whole: number;
  /** Articles, each divided among the economies of its authors (papers) */ readonly fractional: number;
  /** exact: a printed count; approximate: a provisional or rounded one */ readonly precision: "exact" | "approximate";
  /** Table of the edition the whole count was read from */ readonly wholeTable: string;
  /** Table of the edition the fractional count was read from */ readonly fractionalTable: string;
}

/** Articles of six economies and of the world, counted in fractions, in an edition that was read second-hand. */
export interface Output2026Row {
  /** Edition of the source */ readonly edition: string;
  /** Economy or aggregate, code as in the table economies */ readonly economy: string;
  /** Year of publication (year) */ readonly year: number;
  /** Articles, each divided among the economies of its authors (papers) */ readonly fractional: number;
  /** exact: a printed count */ readonly precision: "exact";
  /** secondary: read from a transcription, marked where it is printed, decides nothing */ readonly standing: "secondary";
}

/** How often articles of one economy cite those of another, relative to the share of the cited economy in all articles: 1 is what its size lets expect. */
export interface CitationIndexRow {
  /** Edition of the source */ readonly edition: string;
  /** Year of the citing articles (year) */ readonly year: number;
  /** Field, as in the table fields */ readonly field: string;
  /** Citing economy, code as in the table economies */ readonly citing: string;
  /** Cited economy, code as in the table economies */ readonly cited: string;
  /** Relative citation index (1 = as expected from size) */ readonly index: number;
  /** exact: as printed, rounded to two decimals by the source */ readonly precision: "exact";
  /** Table of the edition the number was read from */ readonly tables: string;
}

/** The share of an economy’s own articles that are among the most cited 1 % of the world’s articles of the same year and field. The world is 1 by construction. */
export interface TopCitedRow {
  /** Edition of the source */ readonly edition: string;
  /** Economy or aggregate, code as in the table economies */ readonly economy: string;
  /** Year of publication (year) */ readonly year: number;
  /** Field, as in the table fields */ readonly field: string;
  /** Table of the edition the number was read from */ readonly table: string;
  /** fractional: each article is divided among the economies of its authors; whole: it counts once for each of them */ readonly counting: "fractional" | "whole";
  /** What is counted: SPBS-69 counts conference papers too */ readonly documents: "articles" | "articles and conference papers";
  /** Articles among the most cited 1 %, in percent of the economy’s own articles; empty where the source prints “ne” or “na” (percent) */ readonly index: number | null;
}

/** Articles in artificial intelligence with authors in both economies of a pair, whole counts, summed over the years from … to. */
export interface AiPairsRow {
  /** First economy of the pair, in alphabetical order of codes, code as in the table economies */ readonly a: string;
  /** Second economy of the pair, code as in the table economies */ readonly b: string;
  /** First year of the sum (year) */ readonly from: number;
  /** Last year of the sum (year) */ readonly to: number;
  /** Edition of the source */ readonly edition: string;
  /** Joint articles (papers) */ readonly works: number;
  /** exact: a printed count; approximate: a provisional or rounded one */ readonly precision: "exact" | "approximate";
  /** Table of the edition the number was read from */ readonly tables: string;
}

/** Accepted papers of conferences in artificial intelligence and robotics, by the countries of their authors. The source counts authors in Hong Kong, Macau and Taiwan as authors in China. */
export interface AiVenuesRow {
  /** Edition of the source */ readonly edition: string;
  /** Identifier of the venue, as the source has it; nips is NeurIPS */ readonly venue: string;
  /** Year of the conference (year) */ readonly year: number;
  /** Accepted papers (papers) */ readonly papers: number;
  /** Papers with at least one known country (papers) */ readonly withCountry: number;
  /** Papers with an author in the United States (papers) */ readonly us: number;
  /** Papers with an author in China, Hong Kong, Macau and Taiwan included (papers) */ readonly cn: number;
  /** Papers with an author in the United Kingdom (papers) */ readonly gb: number;
  /** Papers with authors in the United States and in China (papers) */ readonly both: number;
  /** Papers with authors in the United States, in China and in no third country (papers) */ readonly bothExactlyTwo: number;
  /** Papers with authors in the United Kingdom and in China (papers) */ readonly gbCn: number;
  /** Papers with authors in two or more countries (papers) */ readonly international: number;
  /** Estimate of cn without the papers whose only Chinese affiliations are in Hong Kong, Macau or Taiwan (papers) */ readonly cnWithoutHkMoTw: number;
  /** The same estimate of both (papers) */ readonly bothWithoutHkMoTw: number;
  /** good: at most 15 % of the papers have no known country; poor: more */ readonly quality: "good" | "poor";
}

/** Papers with authors in both economies of a pair, whole counts, every pair of 94 economies with at least 25 of them in the field and year. Via copy. */
export interface EtoPairsRow {
  /** Edition of the source */ readonly edition: string;
  /** Field, as the source names it; a paper can be in several */ readonly field: "AI safety" | "Artificial intelligence" | "Chip design and fabrication" | "Computer vision" | "Cybersecurity" | "Large language models" | "Natural language processing" | "Robotics";
  /** Year of publication (year) */ readonly year: number;
  /** First economy of the pair, in alphabetical order of codes, code as in the table economies */ readonly a: string;
  /** Second economy of the pair, code as in the table economies */ readonly b: string;
  /** Joint papers (papers) */ readonly works: number;
  /** incomplete: the source says that it does not yet hold the papers of the year */ readonly status: "complete" | "incomplete";
}

/** Articles on the coronavirus with authors in both economies of a pair, whole counts. */
export interface CoronavirusPairsRow {
  /** First economy of the pair, in alphabetical order of codes, code as in the table economies */ readonly a: string;
  /** Second economy of the pair, code as in the table economies */ readonly b: string;
  /** Year of publication (year) */ readonly year: number;
  /** Edition of the source */ readonly edition: string;
  /** Joint articles; empty where the source prints none (papers) */ readonly works: number | null;
  /** exact: a printed count; empty where the source prints none */ readonly precision: "exact" | null;
  /** Table of the edition the number was read from */ readonly tables: string;
}

/** References in the Paleobiology Database by the countries of their authors. A reference is a publication that gave fossil occurrences to the database. */
export interface PalaeontologyRow {
  /** Edition of the source */ readonly edition: string;
  /** Year of publication (year) */ readonly year: number;
  /** References with at least one known country of an author (references) */ readonly references: number;
  /** References with an author in the United States (references) */ readonly us: number;
  /** References with an author in China; Hong Kong is counted apart (references) */ readonly cn: number;
  /** References with an author in the United Kingdom (references) */ readonly gb: number;
  /** References with authors in the United States and in China (references) */ readonly both: number;
  /** References with authors in the United States, in China and in no third country (references) */ readonly bothExactlyTwo: number;
  /** References with authors in the United Kingdom and in China (references) */ readonly gbCn: number;
  /** References with authors in the United States and in the United Kingdom (references) */ readonly usGb: number;
  /** References with authors in two or more countries (references) */ readonly international: number;
  /** All references of the year, with and without a known country (references) */ readonly allReferences: number;
  /** incomplete: the references of the year were not all entered when the data were taken */ readonly status: "complete" | "incomplete";
}

/** Dated events that may matter to joint research. A list to read beside the numbers, not a list of causes. */
export interface EventsRow {
  /** Day of the event */ readonly date: string;
  /** Short name for a mark in a figure */ readonly label: string;
  /** What happened */ readonly event: string;
  /** Kind of event */ readonly kind: string;
  /** Whose government acted: codes of the table economies, a space between them; empty where it was no government */ readonly by: string | null;
  /** Direction intended for exchange; empty where none */ readonly effect: "opening" | "restricting" | null;
  /** verified, or only the month is sure */ readonly status: "verified" | "day not verified";
  /** primary: the act or the announcement was seen; secondary: seen only in other pages, marked where it is printed, decides nothing */ readonly standing: "primary" | "secondary";
  /** The act or the announcement of the issuing body; empty where none is known */ readonly citation: string | null;
  /** Where a secondary row was seen; empty for primary rows */ readonly seenIn: string | null;
}

/** Published findings on the same question, one a row. They count different things and decide nothing here. */
export interface FindingsRow {
  /** Identifier */ readonly id: string;
  /** Who found it */ readonly authors: string;
  /** Where it was published */ readonly work: string;
  /** What was studied */ readonly scope: string;
  /** The finding, shortened */ readonly result: string;
  /** abstract: from the abstract or the authors’ own page; second-hand: from another page, not checked against the work */ readonly standing: "abstract" | "second-hand";
  /** Where a second-hand finding was seen */ readonly seenIn: string | null;
}

/** Carbon dioxide from fossil fuels and industry, emitted in the territory of an economy: 216 economies from 2000, seven of them and two aggregates from 1979. */
export interface Co2Row {
  /** Edition of the source */ readonly edition: string;
  /** Economy or aggregate, code as in the table economies */ readonly economy: string;
  /** Year (year) */ readonly year: number;
  /** Emissions (tonnes) */ readonly tonnes: number;
  /** exact: the estimate as published, rounded to the tonne */ readonly precision: "exact";
}

/** Research doctorates awarded in the United States to holders of temporary visas, the ten largest citizenships of each edition. */
export interface DoctoratesRow {
  /** Edition of the source */ readonly edition: string;
  /** Citizenship, code as in the table economies */ readonly citizenship: string;
  /** Academic year that ended in (year) */ readonly year: number;
  /** Doctorates in all fields (doctorates) */ readonly all: number;
  /** Doctorates in science and engineering; empty where withheld by the source (doctorates) */ readonly scienceEngineering: number | null;
  /** Other doctorates; empty where withheld by the source (doctorates) */ readonly other: number | null;
  /** exact: a printed count */ readonly precision: "exact";
  /** Table of the edition the number was read from */ readonly tables: string;
  /** primary: read from the table of the survey; secondary: read from a copy, marked where it is printed, decides nothing */ readonly standing: "primary" | "secondary";
}

/** Holders of temporary visas who received a research doctorate in the United States, and how many in a hundred intend to stay. */
export interface StayIntentionsRow {
  /** Edition of the source */ readonly edition: string;
  /** Citizenship; WORLD: all holders of temporary visas, code as in the table economies */ readonly citizenship: string;
  /** Academic year that ended in (year) */ readonly year: number;
  /** Doctorates (doctorates) */ readonly doctorates: number;
  /** Intend to stay in the United States (percent) */ readonly stayPercent: number;
  /** exact: as printed, percentages rounded to one decimal by the source */ readonly precision: "exact";
  /** Table of the edition the number was read from */ readonly tables: string;
  /** primary: read from the table of the survey; secondary: read from a copy, marked where it is printed, decides nothing */ readonly standing: "primary" | "secondary";
}

/** Holders of temporary visas who received a US doctorate in science or engineering in 2017 to 2019, by origin, and how many of them lived in the United States in 2023. */
export interface ResidenceRow {
  /** Edition of the source */ readonly edition: string;
  /** Origin, code as in the table economies; empty where the group is a region */ readonly economy: string | null;
  /** The group as the source prints it */ readonly group: string;
  /** Recipients of doctorates, to the nearest 50 (doctorates) */ readonly recipients: number;
  /** Of them, lived in the United States, to the nearest 50 (doctorates) */ readonly inUnitedStates: number;
  /** Of them, lived abroad, to the nearest 50 (doctorates) */ readonly abroad: number;
  /** Years in which the doctorates were awarded */ readonly cohort: string;
  /** approximate: estimates, rounded by the source */ readonly precision: "approximate";
}

/** Students enrolled in an academic year, as printed by pages that quote the yearly census of the Institute of International Education. */
export interface StudentsRow {
  /** Year in which the academic year begins (year) */ readonly year: number;
  /** Economy the students come from, code as in the table economies */ readonly origin: string;
  /** Economy they study in, code as in the table economies */ readonly host: string;
  /** Students (students) */ readonly students: number;
  /** exact: a printed count; approximate: printed as a round number */ readonly precision: "exact" | "approximate";
  /** primary: the issuing body, or the newspaper that printed it, is cited; secondary: seen only in other pages, marked where it is printed, decides nothing */ readonly standing: "primary" | "secondary";
  /** Publication that the page quotes */ readonly citation: string;
  /** Page on which the number was seen; never cited */ readonly seenIn: string;
}

/** What the US Government Accountability Office printed, one number a row. Agencies and years are not split in what was found. */
export interface FundingRow {
  /** Identifier */ readonly item: string;
  /** What the number is */ readonly description: string;
  /** First year (year) */ readonly from: number;
  /** Last year (year) */ readonly to: number;
  /** Kind of years */ readonly basis: "fiscal" | "calendar" | "not stated";
  /** The number, or the least it can be */ readonly lower: number;
  /** The number, or the most it can be; empty where only the least is printed */ readonly upper: number | null;
  /** Unit of lower and upper */ readonly unit: "USD" | "awards" | "entities" | "percent" | "subawards";
  /** exact: as printed; bounds: at least lower, at most upper; approximate: rounded by the source */ readonly precision: "exact" | "bounds" | "approximate";
  /** primary: the issuing body, or the newspaper that printed it, is cited; secondary: seen only in other pages, not to be printed */ readonly standing: "primary" | "secondary";
  /** Report number; empty for secondary rows */ readonly citation: string | null;
  /** Where the number was seen; never cited */ readonly seenIn: string;
}

/** Counts, shares and changes that others printed, one number a row. They count different things and are never joined to a series. */
export interface EstimatesRow {
  /** Identifier */ readonly id: string;
  /** Who counted */ readonly publisher: string;
  /** What was counted */ readonly measure: string;
  /** count; share: percent of all; change: percent from the first year to the last; ratio: last year divided by the first */ readonly statistic: "count" | "share" | "change" | "ratio";
  /** First economy, code as in the table economies */ readonly reporter: string;
  /** Second economy of a pair; empty where it is about one economy, code as in the table economies */ readonly partner: string | null;
  /** First year (year) */ readonly from: number;
  /** Last year (year) */ readonly to: number;
  /** The number, or the least it can be */ readonly lower: number;
  /** The number, or the most it can be; empty where only the least is printed */ readonly upper: number | null;
  /** Unit of lower and upper */ readonly unit: "papers" | "percent" | "times";
  /** The papers among which they were counted (papers) */ readonly of: number | null;
  /** exact: as printed; bounds: at least lower, at most upper; approximate: rounded by whoever printed it */ readonly precision: "exact" | "bounds" | "approximate";
  /** primary: the issuing body, or the newspaper that printed it, is cited; secondary: seen only in other pages, not to be printed */ readonly standing: "primary" | "secondary";
  /** What to cite; empty for secondary rows */ readonly citation: string | null;
  /** Where the number was seen; never cited */ readonly seenIn: string;
  /** How it was worded, what it rests on */ readonly note: string | null;
}

/** The statements of the news article this briefing answers, in our own words, in the order in which the page shows them. Verdicts are computed on the page and never stored here. */
export interface ClaimsRow {
  /** Place on the page, from 1 */ readonly order: number;
  /** Identifier of the claim and of its card */ readonly id: string;
  /** First economy that the statement is about, code as in the table economies */ readonly reporter: string;
  /** Second economy, code as in the table economies */ readonly partner: string;
  /** Who makes the claim */ readonly by: string;
  /** Newspaper that printed it */ readonly printedIn: string;
  /** What is claimed, in our own words */ readonly statement: string;
  /** The same where there is little room, as in a figure */ readonly short: string;
  /** What it takes to judge it */ readonly measure: string;
  /** Chapter that its evidence comes from, the name of the notebook without extension, and after a # the figure or table there that shows it; empty where no chapter judges it */ readonly chapter: string | null;
}

/** Counts of the table pairs that stand out from the years before and after. They are marked, not smoothed. */
export interface FlagsRow {
  /** Table the count stands in */ readonly table: "pairs";
  /** First economy of the pair, in alphabetical order of codes, code as in the table economies */ readonly a: string;
  /** Second economy of the pair, code as in the table economies */ readonly b: string;
  /** Year of publication (year) */ readonly year: number;
  /** Edition of the source */ readonly edition: string;
  /** What stands out */ readonly note: string;
}

/** Fields used in the other tables and how they are named. */
export interface FieldsRow {
  /** Identifier */ readonly field: string;
  /** Name in tables and figures */ readonly name: string;
  /** Name where there is little room */ readonly short: string;
  /** Name inside a sentence */ readonly inSentence: string;
  /** true: all fields together */ readonly aggregate: boolean;
}

/** One row per edition: what it counts and when the counts were taken. */
export interface EditionsRow {
  /** Identifier */ readonly edition: string;
  /** Source the edition belongs to */ readonly source: "nsf" | "openalex" | "gcb" | "sed" | "paperlists" | "pbdb" | "sdr" | "eto" | "nsf-state";
  /** Name in text and labels */ readonly name: string;
  /** What is counted, as a noun phrase */ readonly counts: string;
  /** Month in which the counts were taken, YYYY-MM, or the year where the month is not known; of a survey the year in which it was published, or to which its answers refer (month) */ readonly collected: string;
  /** Publication and state of the source, for the line under a figure */ readonly reference: string;
  /** Key in references.bib */ readonly citation: string;
}

/** Codes used in the other tables and how they are named. Not every code is a country; aggregates are marked. */
export interface EconomiesRow {
  /** ISO 3166-1 alpha-2, XK for Kosovo, or the name of an aggregate: WORLD, EU27 */ readonly code: string;
  /** Name in tables and figures */ readonly name: string;
  /** Name where there is little room */ readonly short: string;
  /** Name inside a sentence, with its article */ readonly inSentence: string;
  /** aggregate: a sum over economies, never to be added to them */ readonly kind: "economy" | "aggregate";
  /** true: one of the 27 members of the European Union since 2020 */ readonly inEu27: boolean;
}

declare module "briefing/tables" {
  interface Tables {
    /** Joint papers by year, all sources */ readonly copublications: CopublicationsRow;
    /** International papers by year */ readonly international: InternationalRow;
    /** All papers by year and kind of co-authorship */ readonly output: OutputRow;
    /** Joint papers of 24 economies by year */ readonly pairs: PairsRow;
    /** All partners of the United States and of China by year */ readonly partners: PartnersRow;
    /** Joint works of all economies by year */ readonly "world-pairs": WorldPairsRow;
    /** International works of all economies by year */ readonly "world-international": WorldInternationalRow;
    /** Joint papers of 42 to 46 economies, printed years */ readonly "nsf-pairs": NsfPairsRow;
    /** Joint papers as shares of international papers, as printed */ readonly "partner-shares": PartnerSharesRow;
    /** Papers by field and year */ readonly "field-output": FieldOutputRow;
    /** Papers by year, counted in fractions, edition of 2026 */ readonly "output-2026": Output2026Row;
    /** Relative citation index by field */ readonly "citation-index": CitationIndexRow;
    /** Articles among the most cited 1 % */ readonly "top-cited": TopCitedRow;
    /** Joint AI papers of 60 economies */ readonly "ai-pairs": AiPairsRow;
    /** Papers of AI venues by year and country */ readonly "ai-venues": AiVenuesRow;
    /** Joint papers in eight technology fields by year */ readonly "eto-pairs": EtoPairsRow;
    /** Joint coronavirus papers of 50 economies in 2020 */ readonly "coronavirus-pairs": CoronavirusPairsRow;
    /** Palaeontology references by year and country */ readonly palaeontology: PalaeontologyRow;
    /** Policy events */ readonly events: EventsRow;
    /** What others found */ readonly findings: FindingsRow;
    /** Carbon dioxide emissions by year */ readonly co2: Co2Row;
    /** US doctorates of temporary visa holders by citizenship */ readonly doctorates: DoctoratesRow;
    /** Doctorates who intend to stay in the United States */ readonly "stay-intentions": StayIntentionsRow;
    /** Where recipients of US doctorates lived in 2023 */ readonly residence: ResidenceRow;
    /** Students from China in the United States */ readonly students: StudentsRow;
    /** US federal research funding of entities in China */ readonly funding: FundingRow;
    /** Single numbers printed by others */ readonly estimates: EstimatesRow;
    /** Claims that the briefing judges */ readonly claims: ClaimsRow;
    /** Counts that look wrong */ readonly flags: FlagsRow;
    /** Fields of science */ readonly fields: FieldsRow;
    /** Editions of the sources */ readonly editions: EditionsRow;
    /** Economies */ readonly economies: EconomiesRow;
  }
}
