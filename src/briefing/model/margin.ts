/**
 * How far a condition is from changing its answer: the signed distance of the comparison that decides it, positive
 * while it is true. It is the margin of a condition, not of the numbers in it.
 */

/** `percent`: of the larger of the two; `points`: of shares, in hundredths; `half-widths`: of the value’s interval, unless it is a share. */
export const marginUnits = ["years", "days", "count", "points", "percent", "half-widths", "number"] as const;
export type MarginUnit = (typeof marginUnits)[number];

export interface Compared {
  /** As written. */
  readonly text: string;
  readonly value: number;
}

export interface Margin {
  readonly amount: number;
  readonly unit: MarginUnit;
  /** The two sides of the comparison that decides. */
  readonly left: Compared;
  readonly right: Compared;
  /** Half the width of the interval of one of them, if it has one. */
  readonly halfWidth?: number;
  /** To put margins of different units in an order: the nearer to 0, the nearer to the other answer. */
  readonly nearness: number;
  /** How many of the conditions that the margin is the least or greatest of have no margin themselves. */
  readonly besides?: number;
  /** The numbers in all comparisons of the condition, by their expressions. */
  readonly numbers?: Readonly<Record<string, number>>;
}

/** A margin, or the reason why a condition has none: “it is an equality”. */
export type Judgement = { readonly margin: Margin } | { readonly reason: string };

/** A condition that a code cell gives to a text of a figure or a table, or to a part of a claim. */
export interface CodeCondition {
  readonly of: "figure" | "table" | "claim";
  /** The id of the figure, table or claim. */
  readonly id: string;
  /** `title`, `caption`, … or the number of the part of a claim. */
  readonly text: string;
  readonly expression: string;
  readonly judgement: Judgement;
}
