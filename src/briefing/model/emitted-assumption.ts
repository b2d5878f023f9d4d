/** The definition of an assumption, validated where it enters the engine. */
import * as z from "zod";
import { assumptionKinds, type Assumption, type AssumptionOption } from "./assumption.js";
import { bundleVersion } from "./mime.js";

type Fields<T> = { readonly [Field in keyof T]-?: z.ZodType<T[Field]> };

const option = z.strictObject({
  value: z.union([z.string(), z.number(), z.boolean()]),
  label: z.string(),
} satisfies Fields<AssumptionOption>);

export const assumption = z.strictObject({
  version: z.literal(bundleVersion),
  id: z.string().min(1),
  kind: z.enum(assumptionKinds),
  label: z.string(),
  note: z.string().exactOptional(),
  value: z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()]))]),
  options: z.array(option),
  step: z.number().exactOptional(),
  unit: z.string().exactOptional(),
} satisfies Fields<Assumption>);
