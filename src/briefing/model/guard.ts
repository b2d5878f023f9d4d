/** The format of a Value created by `holds`: a sentence, and whether its condition is true. */
export const guardFormat = "holds";
/** A condition in the code that a kernel receives for it, which must be true or false. */
export const beforeCondition = "([";
const afterCondition = "\n] satisfies [boolean])[0]";
export const conditionCode = (expression: string): string =>
  `${beforeCondition}${expression}${afterCondition}`;

/** The condition in such code; undefined for other code. */
export function conditionIn(code: string): string | undefined {
  if (!code.startsWith(beforeCondition) || !code.endsWith(afterCondition)) return undefined;
  return code.slice(beforeCondition.length, -afterCondition.length);
}
/** Follows a struck sentence, so that the line through it is not the only sign. */
export const struckMark = "(no longer true)";

/** Whether a value, or a cell of a table, is a sentence whose condition is false. */
export function isStruck({ raw, format }: { readonly raw: unknown; readonly format?: string }): boolean {
  return format === guardFormat && raw === false;
}

/** The words of a value where text cannot be struck through: alternative texts, titles of pictures, terminals. */
export function spokenText(value: {
  readonly raw: unknown;
  readonly text: string;
  readonly format?: string;
}): string {
  return isStruck(value) ? `${value.text} ${struckMark}` : value.text;
}
