/** From what the cells of a table look like to the types of its columns, its missing values, and what must be rewritten. */
import type { FieldType } from "../../authoring/load/schema.js";
import { plural } from "../../lib/plural.js";
import type { CellKind, DecimalSign } from "./cell-kind.js";
import type { ColumnProfile, Seen } from "./column-profile.js";
import { DataCommandError } from "./errors.js";

export interface InferredColumn {
  readonly name: string;
  readonly type: FieldType;
  /** Where the reader of tables cannot read its cells as they are written. */
  readonly rewrite?: Rewrite;
  /** Why it is text, or what else a person may want to know. */
  readonly note?: string;
}

interface Rewrite {
  readonly decimal: DecimalSign;
  /** What becomes of the cells, in words. */
  readonly words: string;
}

export interface InferredTypes {
  readonly columns: readonly InferredColumn[];
  /** Besides the empty cell. */
  readonly missing: readonly string[];
  readonly notes: readonly string[];
}

export interface TypeSettings {
  /** Where the cells do not say it. */
  readonly decimal?: DecimalSign;
  /** Columns that are text, whatever their cells look like. */
  readonly texts?: ReadonlySet<string>;
}

const localForms = ["comma", "commaDecimal", "commaGroups", "pointGroups", "spacedGroups"] as const;
const plainForms = ["bit", "year", "integer", "decimal", "pointThousand"] as const;

class Column {
  readonly name: string;
  readonly seen: readonly Seen[];
  /** Cells that hold something. */
  readonly filled: number;

  constructor(profile: ColumnProfile) {
    this.name = profile.name;
    this.seen = profile.seen;
    this.filled = this.#count((kind) => kind !== "empty" && kind !== "token");
  }

  of(...kinds: readonly CellKind[]): number {
    return this.#count((kind) => kinds.includes(kind));
  }

  first(...kinds: readonly CellKind[]): Seen | undefined {
    return this.seen.find(({ kind }) => kinds.includes(kind));
  }

  get tokens(): readonly Seen[] {
    return this.seen.filter(({ kind }) => kind === "token");
  }

  get isNumeric(): boolean {
    return this.filled > 0 && this.of(...plainForms, ...localForms) === this.filled;
  }

  /** What its own cells say of the decimal sign. */
  get decimal(): DecimalSign | "either" | "both" | undefined {
    const local = this.of(...localForms);
    const comma = this.of("commaDecimal", "pointGroups");
    const spacedPoint = this.seen.some(({ kind, text }) => kind === "spacedGroups" && text.includes("."));
    const point =
      this.of("commaGroups") +
      (spacedPoint ? 1 : 0) +
      (local > 0 ? this.of("decimal") + (comma > 0 ? 0 : this.of("pointThousand")) : 0);
    if (comma > 0 && point > 0) return "both";
    if (comma > 0) return "comma";
    if (point > 0) return "point";
    return this.of("comma") > 0 ? "either" : undefined;
  }

  #count(isMeant: (kind: CellKind) => boolean): number {
    return this.seen.reduce((sum, { kind, count }) => (isMeant(kind) ? sum + count : sum), 0);
  }
}

export function inferTypes(profiles: readonly ColumnProfile[], settings: TypeSettings): InferredTypes {
  const columns = profiles.map((profile) => new Column(profile));
  const isText = ({ name }: Column): boolean => settings.texts?.has(name.trim()) === true;
  const decimal = settings.decimal ?? decimalOf(columns.filter((column) => !isText(column)));
  const inferred = columns.map((column) =>
    isText(column) ? { name: column.name, type: "string" as const } : inferColumn(column, decimal, settings),
  );
  const { missing, notes } = inferMissing(columns, inferred);
  return { columns: inferred, missing, notes };
}

/** What the columns that say it agree on. */
function decimalOf(columns: readonly Column[]): DecimalSign | undefined {
  const said = new Set(
    columns
      .filter(({ isNumeric }) => isNumeric)
      .map((column) => column.decimal ?? (column.of("decimal") > 0 ? "point" : undefined)),
  );
  if (said.has("comma")) return said.has("point") ? undefined : "comma";
  return said.has("point") ? "point" : undefined;
}

function inferColumn(
  column: Column,
  decimal: DecimalSign | undefined,
  settings: TypeSettings,
): InferredColumn {
  const { name, filled } = column;
  if (filled === 0) return { name, type: "string", note: "no cell says what type it has" };
  const type = plainType(column);
  const untidy = column.seen.some(({ isUntidy, kind }) => isUntidy && kind !== "text");
  if (type !== undefined) {
    const groups = decimal === "comma" ? pointThousands(column, settings) : undefined;
    return groups ?? { name, type, ...(untidy && { rewrite: rewriteOf(column, "point") }) };
  }
  if (column.isNumeric && column.decimal !== "both") {
    const said = column.decimal ?? "point";
    const own = said === "either" ? decimal : said;
    if (own === undefined) throw undecided(column.name, column.first("comma"));
    return { name, type: "number", rewrite: rewriteOf(column, own) };
  }
  const note = whyText(column);
  return { name, type: "string", ...(note !== undefined && { note }) };
}

/** In a file of decimal commas 1.234 is a thousand, if that is what is meant. */
function pointThousands(column: Column, { decimal }: TypeSettings): InferredColumn | undefined {
  if (column.of("pointThousand") === 0 || column.of("decimal") > 0) return undefined;
  if (decimal === undefined) throw undecided(column.name, column.first("pointThousand"));
  return { name: column.name, type: "integer", rewrite: rewriteOf(column, "comma") };
}

function rewriteOf(column: Column, decimal: DecimalSign): Rewrite {
  const isComma = decimal === "comma";
  const hasGroups = column.seen.some(
    ({ kind, text }) =>
      ["commaGroups", "pointGroups", "spacedGroups", isComma ? "pointThousand" : "comma"].includes(kind) ||
      (kind === "commaDecimal" && /\d[^\d,]\d/.test(text)),
  );
  const words = [
    ...(isComma && column.of("comma", "commaDecimal") > 0 ? ["decimal commas became points"] : []),
    ...(hasGroups ? ["thousands separators were left out"] : []),
    ...(column.seen.some(({ isUntidy }) => isUntidy) ? ["blanks and signs were tidied"] : []),
  ];
  return { decimal, words: words.join(", ") };
}

function undecided(name: string, { text = "", line = 0 }: Partial<Seen> = {}): DataCommandError {
  return new DataCommandError(
    `line ${line}, column "${name}": ${text} may be a decimal number or thousands, and nothing in the file says which.`,
    { hint: "Say what the decimal sign of the file is: --decimal comma or --decimal point" },
  );
}

function plainType(column: Column): FieldType | undefined {
  const { name, filled } = column;
  const is = (...kinds: readonly CellKind[]): boolean => column.of(...kinds) === filled;
  if (is("date")) return "date";
  if (column.of("boolean") > 0) return is("boolean", "bit") ? "boolean" : undefined;
  if (is("year") && isNameOfYears(name)) return "year";
  if (is("bit", "year", "integer")) return "integer";
  return is(...plainForms) ? "number" : undefined;
}

/** Four digits are a year where the column says so; else they may count something. */
export const isNameOfYears = (name: string): boolean =>
  /years?(?![a-z])|(?<![a-z])(?:yr|jahr|ann[ée]e|a[nñ]o|anno|ano|rok|år)(?![a-z])|年/i.test(name);

const most = 0.1;

/** What kept a column from a narrower type: a few cells of another kind, or what a number would lose. */
function whyText(column: Column): string | undefined {
  const zero = column.first("leadingZero");
  if (zero !== undefined && column.of("leadingZero", "long", ...plainForms) === column.filled)
    return `text, so that ${zero.text} keeps its zero`;
  const long = column.first("long");
  if (long !== undefined && column.of("long", ...plainForms) === column.filled)
    return `text: ${long.text} has more digits than a number holds`;
  const date = column.first("otherDate");
  if (date !== undefined && column.of("otherDate") === column.filled)
    return `text: only dates written like 2018-11-01 are read as dates, not ${date.text}`;
  if (column.decimal === "both" && column.isNumeric)
    return "text: some numbers have a decimal comma, others a decimal point";
  for (const [what, kinds] of groups) {
    const odd = column.filled - column.of(...kinds);
    if (odd > Math.max(1, column.filled * most) || odd * 2 >= column.filled) continue;
    const [first] = column.seen.filter(({ kind }) => ![...kinds, "empty", "token"].includes(kind));
    if (first === undefined) continue;
    const others = odd > 1 ? ` and in ${plural(odd - 1, "other cell")}` : "";
    return `text, because of ${JSON.stringify(first.text.slice(0, 40))} on line ${first.line}${others}; the rest are ${what}`;
  }
  return undefined;
}

const groups: readonly (readonly [what: string, kinds: readonly CellKind[]])[] = [
  ["numbers", [...plainForms, ...localForms]],
  ["dates", ["date"]],
  ["true or false", ["boolean"]],
];

/** NA and the like stand for a missing value where all else in a column are numbers, dates or yes and no. */
function inferMissing(
  columns: readonly Column[],
  inferred: readonly InferredColumn[],
): Pick<InferredTypes, "missing" | "notes"> {
  const isText = (index: number): boolean => inferred[index]?.type === "string";
  const missing = new Set<string>();
  for (const [index, column] of columns.entries())
    if (!isText(index)) for (const { text } of column.tokens) missing.add(text.trim());
  const notes: string[] = [];
  for (const [index, column] of columns.entries()) {
    if (!isText(index)) continue;
    for (const { text, count, line } of column.tokens) {
      const shown = JSON.stringify(text);
      const where = `in the text column "${column.name}" (line ${line}, ${plural(count, "cell")})`;
      if (missing.has(text) && text === "NA" && holdsCountries(column))
        throw new DataCommandError(
          `${shown} stands for a missing number in one column, and for something else ${where}, perhaps Namibia.`,
          {
            hint:
              "In the description of a table a missing value is one for all its columns. " +
              "Replace one of the two in the file, or say that both are missing: --missing NA",
          },
        );
      if (missing.has(text)) notes.push(`${shown} is a missing value, also ${where}`);
      else if (column.filled > 0)
        notes.push(`${shown} is text ${where}; if it means that a value is missing: --missing ${shown}`);
    }
  }
  return { missing: [...missing].sort(), notes };
}

/** Whether most cells are two capitals, with codes of countries among them; where nothing else stands, NA may be one. */
function holdsCountries({ seen, filled }: Column): boolean {
  const codes = seen.filter(({ text, kind }) => kind === "text" && /^[A-Z]{2}$/.test(text));
  const cells = codes.reduce((sum, { count }) => sum + count, 0);
  return filled === 0 || (2 * cells >= filled && codes.some(({ text }) => countries.has(text)));
}

/** Of ISO 3166, and EL and UK, as Eurostat writes them. */
const countries: ReadonlySet<string> = new Set(
  (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD " +
    "CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH EL ER ES ET FI FJ FK FM FO FR GA GB GD GE " +
    "GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM " +
    "KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ " +
    "NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI " +
    "SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UK UM US UY UZ VA VC VE VG " +
    "VI VN VU WF WS YE YT ZA ZM ZW"
  ).split(" "),
);
