/** Infers the types of columns, the missing values and the necessary rewrites from the cells of a table. */
import type { FieldType } from "../../authoring/load/schema.js";
import { plural } from "../../lib/plural.js";
import { BriefingError } from "../../model/errors.js";
import {
  type CellKind,
  type DecimalSign,
  isoDates,
  localDates,
  localNumbers,
  plainNumber,
  plainNumbers,
  tidied,
} from "./cell-rules.js";
import type { ColumnProfile } from "./column-profile.js";
import { type DateOrder, isoFrom } from "./date-forms.js";
import * as dates from "./infer-dates.js";
import * as numbers from "./infer-numbers.js";

/** How a file writes what can be written in several ways. */
export interface Writing {
  readonly decimal?: DecimalSign | undefined;
  readonly date?: DateOrder | undefined;
}

export interface InferredColumn {
  readonly name: string;
  readonly type: FieldType;
  /** If load() cannot read its cells as written. */
  readonly rewrite?: Rewrite;
  /** Why it is text. */
  readonly note?: string;
  /** The few texts that make it text; if they mean that values are missing, it has another type. */
  readonly odd?: readonly string[];
}

interface Rewrite {
  readonly convert: (text: string) => string;
  /** In words. */
  readonly words: string;
  /** What the conversion depends on. */
  readonly by: Writing;
}

export interface TypeSettings extends Writing {
  /** Of the previous edition; used if neither the user nor the cells say. */
  readonly remembered?: Writing | undefined;
  /** Columns that are text, whatever their cells look like. */
  readonly texts?: ReadonlySet<string>;
  /** Columns whose cells are already as load() reads them: numbers have decimal points, dates are ISO 8601. */
  readonly plain?: ReadonlySet<string>;
  /** What to do if nothing decides how numbers or dates are written; by default, it is an error. */
  readonly undecided?: "error" | "text";
}

export function inferTypes(profiles: readonly ColumnProfile[], settings: TypeSettings, delimiter: string) {
  const { texts, plain, remembered } = settings;
  const isText = ({ name }: ColumnProfile): boolean => texts?.has(name.trim()) === true;
  const isPlain = ({ name }: ColumnProfile): boolean => plain?.has(name.trim()) === true;
  const witnesses = profiles.filter((column) => !isText(column) && !isPlain(column));
  if (settings.decimal !== undefined && settings.undecided !== "text")
    numbers.refuseContradiction(witnesses, settings.decimal);
  const signs = {
    given: settings.decimal,
    ofFile: numbers.signOfFile(witnesses),
    remembered: remembered?.decimal,
    delimiter,
    forms: "any" as const,
  };
  const plainSigns = { ...signs, forms: "plain" as const };
  const orders = {
    given: settings.date,
    ofFile: dates.orderOfFile(witnesses),
    remembered: remembered?.date,
  };
  const columns = profiles.map((column): InferredColumn => {
    const text = { name: column.name, type: "string" } as const;
    if (isText(column)) return text;
    try {
      return inferColumn(column, isPlain(column) ? plainSigns : signs, orders);
    } catch (error) {
      if (error instanceof BriefingError && settings.undecided === "text") return text;
      throw error;
    }
  });
  return { columns, ...inferMissing(profiles, columns) };
}

function inferColumn(
  column: ColumnProfile,
  signs: numbers.DecimalSigns,
  orders: dates.DateOrders,
): InferredColumn {
  const { name } = column;
  if (column.filled === 0) return { name, type: "string", note: "no cell says what type it has" };
  const type = typeOf(column, signs);
  if (type === "string") return { name, type, ...whyText(column) };
  const rewrite =
    type === "date" || type === "datetime" ? dateRewrite(column, type, orders) : numberRewrite(column, signs);
  return { name, type, ...(rewrite !== undefined && { rewrite }) };
}

function typeOf(column: ColumnProfile, { forms }: numbers.DecimalSigns): FieldType {
  const isAll = (...kinds: readonly CellKind[]): boolean => column.of(...kinds) === column.filled;
  const date = dates.dateTypeOf(column);
  if (date !== undefined) return date;
  if (column.of("boolean") > 0) return isAll("boolean", "bit") ? "boolean" : "string";
  if (isAll("year") && isNameOfYears(column.name)) return "year";
  if (isAll("bit", "year", "integer")) return "integer";
  return numbers.isNumeric(column, forms) && numbers.signsOf(column).length < 2 ? "number" : "string";
}

/** Four digits are a year if the column's name suggests one; otherwise they may be a count. */
export const isNameOfYears = (name: string): boolean =>
  /years?(?![a-z])|(?:jahr|jaar)(?![a-zäöü])|(?<![a-z])(?:yr|ann[ée]e|a[nñ]o|anno|ano|rok|år)(?![a-z])|年/i.test(
    name,
  );

function numberRewrite(column: ColumnProfile, signs: numbers.DecimalSigns): Rewrite | undefined {
  const decimal = numbers.isNumeric(column) ? numbers.decimalOf(column, signs) : "point";
  const local = [...localNumbers, ...(decimal === "comma" ? (["pointThousand"] as const) : [])];
  const example = column.first(...local);
  const first = example ?? column.untidy;
  if (first === undefined) return undefined;
  const convert = (text: string): string => plainNumber(text, decimal);
  return { convert, words: became(first.text, convert), by: example === undefined ? {} : { decimal } };
}

function dateRewrite(
  column: ColumnProfile,
  type: "date" | "datetime",
  orders: dates.DateOrders,
): Rewrite | undefined {
  const order = dates.orderOf(column, orders);
  const example = dates.exampleToRewrite(column, type);
  if (example === undefined) return undefined;
  const convert = (text: string): string => isoFrom(tidied(text), order ?? "day-first", type);
  const words = became(example.text, convert);
  return order === undefined
    ? { convert, words, by: {} }
    : { convert, words: `${words} (${order.replace("-", " ")})`, by: { date: order } };
}

const became = (text: string, convert: (text: string) => string): string =>
  `${JSON.stringify(text)} became ${JSON.stringify(convert(text))}, and so on`;

const most = 0.1;
const groups: readonly (readonly [what: string, kinds: readonly CellKind[]])[] = [
  ["numbers", [...plainNumbers, ...localNumbers]],
  ["dates", [...isoDates, ...localDates]],
  ["true or false", ["boolean"]],
];

/** What prevented a narrower type: digits that a number would lose, or a few cells of another kind. */
function whyText(column: ColumnProfile): Pick<InferredColumn, "note" | "odd"> {
  const zero = column.first("leadingZero");
  if (zero !== undefined && column.of("leadingZero", ...plainNumbers) === column.filled)
    return { note: `text, so that ${zero.text} keeps its zero` };
  if (numbers.isNumeric(column))
    return { note: "text: some numbers have a decimal comma, others a decimal point" };
  const dated = dates.whyNoDates(column);
  if (dated !== undefined) return { note: dated };
  for (const [what, kinds] of groups) {
    const odd = column.filled - column.of(...kinds);
    const first = column.firstBut(...kinds);
    if (odd * 2 >= column.filled || first === undefined) continue;
    const texts = column.of("text", "code") === odd ? column.fewTexts : undefined;
    // Numbers and dates that are misspelt mean no missing value.
    const few = texts?.some((text) => /\d\d/.test(text)) === true ? undefined : texts;
    if (odd > Math.max(1, column.filled * most) && few === undefined) continue;
    const note = `text, because of ${JSON.stringify(first.text.slice(0, 40))} on line ${first.line}${odd > 1 ? ` (${odd} such cells)` : ""}; most are ${what}`;
    return few === undefined ? { note } : { note, odd: few };
  }
  return {};
}

/** NA and the like mean a missing value if everything else in a column is numbers, dates or booleans. */
function inferMissing(profiles: readonly ColumnProfile[], columns: readonly InferredColumn[]) {
  const texts = profiles.filter((_, index) => columns[index]?.type === "string");
  const others = profiles.filter((column) => !texts.includes(column));
  const missing = new Set(others.flatMap(({ words }) => [...words.keys()]));
  const notes = texts.flatMap((column) =>
    [...column.words].flatMap(([word, { count, line }]) => {
      const shown = JSON.stringify(word);
      const where = `in the text column "${column.name}" (line ${line}, ${plural(count, "cell")})`;
      if (!missing.has(word))
        return column.filled === 0
          ? []
          : [`${shown} is text ${where}; if it means that a value is missing: --missing ${shown}`];
      if (word === "NA" && 2 * column.of("code") >= column.filled)
        throw new BriefingError(
          `${shown} stands for a missing number in one column, and for something else ${where}, perhaps Namibia.`,
          {
            hint:
              "The description of a table has one list of missing values for all columns. " +
              "Replace one of the two in the file, or declare both missing: --missing NA",
          },
        );
      return [`${shown} is a missing value, also ${where}`];
    }),
  );
  /** `missing`: besides the empty cell. */
  return { missing: [...missing].sort(), notes };
}
