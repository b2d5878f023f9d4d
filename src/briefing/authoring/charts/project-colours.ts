/** Colours that briefing.yml gives to values of the data, in all charts. */
import { faultOfColour } from "../../model/colours.js";
import type { Colour } from "../../model/palette.js";
import { ChartError } from "../errors.js";
import { projectSetting } from "../project-settings.js";

/** By name; empty where no kernel of ours offers them. Throws for one that is no colour, with its place. */
export function projectColours(chart: string): ReadonlyMap<string, Colour> {
  return new Map(
    projectSetting("colours").map(({ name, value, where }) => {
      const fault = faultOfColour(value);
      if (fault !== undefined)
        throw new ChartError(`${chart}: ${fault.message}, which "${name}" has in ${where}`, {
          hint: fault.hint,
        });
      return [name, value as Colour];
    }),
  );
}
