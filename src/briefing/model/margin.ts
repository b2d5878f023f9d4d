/**
 * How far a condition is from changing its answer: the signed distance of the comparison that decides it, positive
 * while it is true. It is the margin of a condition, not of the numbers in it.
 */
import * as z from "zod";

/** `percent`: of the larger of the two; `points`: of shares, in hundredths; `half-widths`: of the value's interval. */
export const marginUnits = ["years", "days", "count", "points", "percent", "half-widths", "number"] as const;
export type MarginUnit = (typeof marginUnits)[number];

const operand = z.strictObject({ text: z.string(), value: z.number() });
export const margin = z.strictObject({
  amount: z.number(),
  unit: z.enum(marginUnits),
  /** The comparison that decides: what it compares, as written, and the numbers. */
  left: operand,
  right: operand,
  /** To put margins of different units in an order: the nearer to 0, the nearer to the other answer. */
  nearness: z.number(),
  /** How many of the conditions that the margin is the least or greatest of have no margin themselves. */
  besides: z.int().exactOptional(),
  /** The numbers in all comparisons of the condition, by their expressions. */
  numbers: z.record(z.string(), z.number()).exactOptional(),
});
export type Margin = Readonly<z.infer<typeof margin>>;

/** The margin of a condition, or the reason why it has none: “it is an equality”. */
export const judgement = z.union([z.strictObject({ margin }), z.strictObject({ reason: z.string() })]);
export type Judgement = { readonly margin: Margin } | { readonly reason: string };

/** A condition that a code cell gives to a text of a figure or a table, or to a part of a claim. */
export const codeCondition = z.strictObject({
  of: z.enum(["figure", "table", "claim"]),
  /** The id of the figure, table or claim. */
  id: z.string(),
  /** `title`, `caption`, … or the number of the part of a claim. */
  text: z.string(),
  expression: z.string(),
  line: z.int(),
  column: z.int(),
  judgement,
});
export type CodeCondition = Readonly<z.infer<typeof codeCondition>>;
