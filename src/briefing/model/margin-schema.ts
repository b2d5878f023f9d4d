/** The margins that kernels send and reports store, validated where they enter the engine. */
import * as z from "zod";
import { marginUnits, type CodeCondition, type Compared, type Margin } from "./margin.js";

type Fields<T> = { readonly [Field in keyof T]-?: z.ZodType<T[Field]> };

const compared = z.strictObject({ text: z.string(), value: z.number() } satisfies Fields<Compared>);
export const margin = z.strictObject({
  amount: z.number(),
  unit: z.enum(marginUnits),
  left: compared,
  right: compared,
  halfWidth: z.number().exactOptional(),
  nearness: z.number(),
  besides: z.int().exactOptional(),
  numbers: z.record(z.string(), z.number()).exactOptional(),
} satisfies Fields<Margin>);

export const judgement = z.union([z.strictObject({ margin }), z.strictObject({ reason: z.string() })]);

export const codeCondition = z.strictObject({
  of: z.enum(["figure", "table", "claim"]),
  id: z.string(),
  text: z.string(),
  expression: z.string(),
  judgement,
} satisfies Fields<CodeCondition>);
