/** The answers of the page: for every part that follows a reader's settings, its HTML and figures under each of them. */
import { own } from "../../../lib/own.js";
import type {
  CarriedAnswers,
  CarriedAssumption,
  CarriedUnit,
  CarriedVariant,
} from "../answers/carried-units.js";
import { valuesOf, valueText, type Setting } from "../../../model/assumption.js";
import { loadScript } from "./load.js";
import { unpacked, unpackedText } from "./unpack.js";

export async function definitions(): Promise<readonly CarriedAssumption[]> {
  const script = document.querySelector("script.assumptions");
  return script === null ? [] : ((await unpacked(script)) as readonly CarriedAssumption[]);
}

const known = new WeakMap<Element, Promise<CarriedAnswers>>();

/** In the page, or in a file beside it. */
export async function carriedAnswers(): Promise<CarriedAnswers> {
  const script = document.querySelector<HTMLElement>("script.answers");
  if (script === null) return { units: [] };
  const { src } = script.dataset;
  if (src === undefined) return (await unpacked(script)) as CarriedAnswers;
  const answers = known.get(script) ?? loadedAnswers(src);
  known.set(script, answers);
  return answers;
}

async function loadedAnswers(src: string): Promise<CarriedAnswers> {
  await loadScript(src);
  const packed = own(globalThis as Readonly<Record<string, unknown>>, "briefingAnswers");
  return JSON.parse(await unpackedText(String(packed))) as CarriedAnswers;
}

/** The variant of a part under a setting: 0 is the published one. */
export function variantAt(
  { on, at }: Pick<CarriedUnit, "on" | "at">,
  setting: Setting,
  assumptions: readonly CarriedAssumption[],
): number {
  let place = 0;
  for (const id of on) {
    const assumption = assumptions.find((each) => each.id === id);
    if (assumption === undefined) return 0;
    const values = valuesOf(assumption).map(valueText);
    const wanted = valueText(own(setting, id) ?? assumption.value);
    const index = values.indexOf(wanted);
    if (index < 0) return 0;
    place = place * values.length + index;
  }
  return at[place] ?? 0;
}

export const variantOf = ({ variants }: CarriedUnit, place: number): CarriedVariant => variants[place] ?? {};
