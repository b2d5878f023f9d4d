import * as z from "zod";
import { assumption } from "./emitted-assumption.js";
import { raw } from "./emitted.js";
import { place } from "./place.js";

/** A control of the page, with what is published and what can be chosen. */
export const reportAssumption = z.strictObject({
  ...assumption.omit({ version: true, id: true }).shape,
  /** The cells that declare it. */
  places: z.array(place),
  /** Whether the page has answers for its other options; missing if a build executed none, or nothing differs. */
  answers: z.literal("carried").exactOptional(),
});

/** Values of assumptions that differ from the published ones, by id. */
export const setting = z.record(z.string(), assumption.shape.value);

/** A value under another setting; without text if the setting has no answer. */
export const valueUnder = z.strictObject({
  setting,
  raw: raw.exactOptional(),
  text: z.string().exactOptional(),
  /** Why the setting has no answer. */
  failed: z.string().exactOptional(),
});

/** A condition under another setting. */
export const guardUnder = z.strictObject({ setting, holds: z.boolean() });
