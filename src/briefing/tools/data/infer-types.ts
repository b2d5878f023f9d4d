/** Infers the types of columns, the missing values and the necessary rewrites from the cells of a table. */
import type { FieldType } from "../../authoring/load/schema.js";
import { plural } from "../../lib/plural.js";
import { type CellKind, type DecimalSign, localNumbers, plainNumber, plainNumbers } from "./cell-rules.js";
import type { ColumnProfile, Example } from "./column-profile.js";
import { BriefingError } from "../../model/errors.js";

export interface InferredColumn {
  readonly name: string;
  readonly type: FieldType;
  /** If load() cannot read its cells as written: the conversion, in words. */
  readonly rewrite?: { readonly decimal: DecimalSign; readonly words: string };
  /** Why it is text. */
  readonly note?: string;
}

export interface TypeSettings {
  /** If the cells do not determine it. */
  readonly decimal?: DecimalSign;
  /** Columns that are text, whatever their cells look like. */
  readonly texts?: ReadonlySet<string>;
}

export function inferTypes(profiles: readonly ColumnProfile[], settings: TypeSettings) {
  const isText = ({ name }: ColumnProfile): boolean => settings.texts?.has(name.trim()) === true;
  const others = profiles.filter((column) => !isText(column) && isNumeric(column));
  const [sign, ...more] = new Set(others.flatMap(signsOf));
  const signs = { given: settings.decimal, ofFile: more.length === 0 ? sign : undefined };
  const columns = profiles.map((column): InferredColumn =>
    isText(column) ? { name: column.name, type: "string" } : inferColumn(column, signs),
  );
  return { columns, ...inferMissing(profiles, columns) };
}

interface Signs {
  readonly given: DecimalSign | undefined;
  /** If all columns in which it is certain have the same. */
  readonly ofFile: DecimalSign | undefined;
}

const isNumeric = (column: ColumnProfile): boolean =>
  column.filled > 0 && column.of(...plainNumbers, ...localNumbers) === column.filled;

/** The decimal signs that are certain for some number of a column. */
const signsOf = (column: ColumnProfile): readonly DecimalSign[] => [
  ...(column.of("decimal", "pointNumber") > 0 ? (["point"] as const) : []),
  ...(column.of("commaNumber") > 0 ? (["comma"] as const) : []),
];

function inferColumn(column: ColumnProfile, signs: Signs): InferredColumn {
  const { name } = column;
  if (column.filled === 0) return { name, type: "string", note: "no cell says what type it has" };
  const type = typeOf(column);
  if (type === "string") {
    const note = whyText(column);
    return { name, type, ...(note !== undefined && { note }) };
  }
  const decimal = isNumeric(column) ? decimalOf(column, signs) : "point";
  const local = [...localNumbers, ...(decimal === "comma" ? (["pointThousand"] as const) : [])];
  const example = column.first(...local) ?? column.untidy;
  if (example === undefined) return { name, type };
  const after = plainNumber(example.text, decimal);
  const words = `${JSON.stringify(example.text)} became ${JSON.stringify(after)}, and so on`;
  return { name, type, rewrite: { decimal, words } };
}

function typeOf(column: ColumnProfile): FieldType {
  const isAll = (...kinds: readonly CellKind[]): boolean => column.of(...kinds) === column.filled;
  if (isAll("date")) return "date";
  if (column.of("boolean") > 0) return isAll("boolean", "bit") ? "boolean" : "string";
  if (isAll("year") && isNameOfYears(column.name)) return "year";
  if (isAll("bit", "year", "integer")) return "integer";
  return isNumeric(column) && signsOf(column).length < 2 ? "number" : "string";
}

/** Four digits are a year if the column's name suggests one; otherwise they may be a count. */
export const isNameOfYears = (name: string): boolean =>
  /years?(?![a-z])|(?<![a-z])(?:yr|jahr|ann[ée]e|a[nñ]o|anno|ano|rok|år)(?![a-z])|年/i.test(name);

function decimalOf(column: ColumnProfile, { given, ofFile }: Signs): DecimalSign {
  const [own] = signsOf(column);
  if (own !== undefined) return own;
  const open = column.first("commaThousand");
  if (open !== undefined) return given ?? ofFile ?? undecided(column, open);
  // If everything else uses decimal commas, 1.234 may be a thousand.
  const point = column.first("pointThousand");
  if (point === undefined || (given ?? ofFile) !== "comma") return "point";
  return given ?? undecided(column, point);
}

function undecided({ name }: ColumnProfile, { text, line }: Example): never {
  throw new BriefingError(
    `line ${line}, column "${name}": ${text} may be a decimal number or thousands, and nothing in the file decides which.`,
    { hint: "Specify the decimal sign of the file: --decimal comma or --decimal point" },
  );
}

const most = 0.1;
const groups: readonly (readonly [what: string, kinds: readonly CellKind[]])[] = [
  ["numbers", [...plainNumbers, ...localNumbers]],
  ["dates", ["date"]],
  ["true or false", ["boolean"]],
];

/** What prevented a narrower type: digits that a number would lose, or a few cells of another kind. */
function whyText(column: ColumnProfile): string | undefined {
  const zero = column.first("leadingZero");
  if (zero !== undefined && column.of("leadingZero", ...plainNumbers) === column.filled)
    return `text, so that ${zero.text} keeps its zero`;
  if (isNumeric(column)) return "text: some numbers have a decimal comma, others a decimal point";
  for (const [what, kinds] of groups) {
    const odd = column.filled - column.of(...kinds);
    const first = column.firstBut(...kinds);
    if (odd > Math.max(1, column.filled * most) || odd * 2 >= column.filled || first === undefined) continue;
    return `text, because of ${JSON.stringify(first.text.slice(0, 40))} on line ${first.line}; most are ${what}`;
  }
  return undefined;
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
