/** Which field each channel of a mark shows, from a Vega specification. */
import type { Spec } from "vega";

export type Channels = ReturnType<typeof channels>;

type Json = Readonly<Record<string, unknown>>;

/** By the name of the mark. */
export function channelsOf(spec: Spec): ReadonlyMap<string, Channels> {
  return new Map(marksIn(spec as Json).map((mark) => [String(mark["name"]), channels(mark)]));
}

const marksIn = (group: Json): readonly Json[] =>
  ((group["marks"] ?? []) as readonly Json[]).flatMap((mark) => [mark, ...marksIn(mark)]);

function channels(mark: Json) {
  const update = new Map(Object.entries((mark["encode"] as Json | undefined)?.["update"] ?? {}));
  const field = (...names: readonly string[]) =>
    names
      .flatMap((name) => [update.get(name) as unknown].flat().map(fieldOf))
      .find((one) => one !== undefined);
  return {
    x: field("x", "xc"),
    y: field("y", "yc"),
    /** Distinguishes the series, by colour or shape. */
    series: field("stroke", "fill", "shape", "strokeDash"),
    /** Field by its title in the tooltip. */
    titles: titlesOf((update.get("tooltip") as Json | undefined)?.["signal"]),
  };
}

function fieldOf(encoded: unknown): string | undefined {
  const field = (encoded as Json | undefined)?.["field"];
  return typeof field === "string" ? field : undefined;
}

/** `{"Year": format(datum["year"], "d"), …}`: the first field after each title. */
function titlesOf(expression: unknown): ReadonlyMap<string, string> {
  if (typeof expression !== "string") return new Map();
  const found = expression.matchAll(/"((?:[^"\\]|\\.)*)": .*?datum\["((?:[^"\\]|\\.)*)"\]/gs);
  return new Map([...found].map(([, title = "", field = ""]) => [plain(title), plain(field)]));
}

const plain = (text: string): string => text.replace(/\\(.)/gs, "$1");
