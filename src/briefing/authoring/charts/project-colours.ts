/** Colours that briefing.yml gives to values of the data, in all charts. */
import { COLOURS, faultOfColour, type ProjectColours } from "../../model/colours.js";
import type { Colour } from "../../model/palette.js";
import { ChartError } from "../errors.js";

/** By name; empty where no kernel of ours offers them. Throws for one that is no colour, with its place. */
export function projectColours(chart: string): ReadonlyMap<string, Colour> {
  const offered = (globalThis as { readonly [name: symbol]: ProjectColours | undefined })[
    Symbol.for(COLOURS)
  ];
  const settings = offered?.() ?? [];
  return new Map(
    settings.map(({ name, colour, where }) => {
      const fault = faultOfColour(colour);
      if (fault !== undefined)
        throw new ChartError(`${chart}: ${fault.message}, which "${name}" has in ${where}`, {
          hint: fault.hint,
        });
      return [name, colour as Colour];
    }),
  );
}
