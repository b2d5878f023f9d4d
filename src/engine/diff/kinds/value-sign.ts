import type { ReportValue } from "../../../model/report.js";
import { amountOf, type Amount } from "../numbers.js";

/** A number as it stands on the page, with what is written directly before and behind it. */
export interface Written {
  readonly value: ReportValue;
  readonly before: string;
  readonly after: string;
}

const less = String.raw`\s+(?:less|fewer|lower|smaller|shorter|below|under|down)(?![\p{L}\p{N}])`;
const points = String.raw`(?:\s+(?:percentage\s+)?points?)?`;
const behind = new RegExp(`^${points}${less}`, "iu");
const inside = new RegExp(String.raw`\d[^\p{L}\d]*?${points}${less}`, "iu");
const ahead =
  /(?<![\p{L}\p{N}])(?:fell|falls?|fallen|falling|drop(?:s|ped|ping)?|declin(?:ed?|es|ing)|decreas(?:ed?|es|ing)|shrank|shrinks?|shrunk|los(?:t|es?|s)|lower(?:ed)?|reduc(?:ed|tion)|down|minus)(?:\s+(?:by|of|about|around|almost|nearly|roughly|some|only|just))*\s+$/iu;
const minus = /[-\u2212](?=\D?\d)/;

/** The number with the word that says that it is negative, where it has no minus: `9.6 % less`, `fell by 9.6 %`. */
function sayingLess({ value: { text }, before, after }: Written): string | undefined {
  if (minus.test(text)) return undefined;
  if (inside.test(text)) return text;
  const [left = "", right = ""] = [ahead.exec(before)?.[0], behind.exec(after)?.[0]];
  return left + right === "" ? undefined : left + text + right;
}

/** Two numbers of which one is negative by its minus, the other by a word: they have the same sign. */
export interface SignInWord {
  /** How the page says both. */
  readonly was: string;
  readonly is: string;
  /** Their amounts, with the sign that they say. */
  readonly amounts: readonly [before: Amount, after: Amount];
}

/** Where a sign became a word, or a word a sign; undefined for all other numbers. */
export function signInWord(before: Written, after: Written): SignInWord | undefined {
  const [one, two] = [amountOf(before.value.raw), amountOf(after.value.raw)];
  const [was, is] = [sayingLess(before), sayingLess(after)];
  if (one === undefined || two === undefined || (was === undefined) === (is === undefined)) return undefined;
  const signed = was === undefined ? before.value.text : after.value.text;
  if (!minus.test(signed)) return undefined;
  return {
    was: was ?? before.value.text,
    is: is ?? after.value.text,
    amounts: [negative(one), negative(two)],
  };
}

/** The page says that it is less, whichever sign the number has that it says so of. */
const negative = ([lower, upper]: Amount): Amount => (lower > 0 ? [-upper, -lower] : [lower, upper]);
