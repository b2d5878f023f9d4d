/** Shaded intervals of a horizontal axis, with their names above the rows. */
import { ChartError } from "../errors.js";
import type { ColourName } from "../../model/palette.js";
import { pixelY, quiet, text, words, wrap } from "./layers.js";
import type { Spec } from "./spec.js";
import { colour, lineHeight } from "./theme.js";

/** An interval of the axis with a name, such as a class of a verdict. */
export interface Zone {
  /** Its start; without it, the zone begins with the axis. */
  readonly from?: number;
  /** Its end; without it, the zone ends with the axis. */
  readonly to?: number;
  readonly label: string;
  /** Hue of its shade; by default every other zone is grey. */
  readonly colour?: ColourName;
}

export const limitsOf = (zones: readonly Zone[]): readonly number[] =>
  zones.flatMap(({ from, to }) => [from, to].flatMap((limit) => limit ?? []));

export function requireZones(chart: string, zones: readonly Zone[]): void {
  zones.forEach(({ from = -Infinity, to = Infinity, label }, index) => {
    if (!(from < to))
      throw new ChartError(`${chart}: the zone "${label}" goes from ${from} to ${to}`, {
        hint: "Its start must be below its end.",
      });
    const other = zones
      .slice(0, index)
      .find((one) => (one.from ?? -Infinity) < to && from < (one.to ?? Infinity));
    if (other !== undefined)
      throw new ChartError(`${chart}: the zones "${other.label}" and "${label}" overlap`, {
        hint: "Let one begin where the other ends.",
      });
  });
}

interface ZoneFrame {
  readonly domain: readonly [number, number];
  /** A quantitative channel along the zones, without a field. */
  readonly place: Spec;
  readonly height: number;
}

/** Width of a plot on a phone, and of a character, in pixels. */
const narrowest = 230;
const characterWidth = 6.5;

/** The names of zones on as many lines as they need on a phone. */
export function namesOfZones(zones: readonly Zone[], [least, greatest]: readonly [number, number]) {
  const widths = zones.map(({ from, to }) => {
    const start = Math.max(least, from ?? least);
    const end = Math.min(greatest, to ?? greatest);
    return {
      start,
      end,
      characters: Math.floor(((end - start) / (greatest - least)) * (narrowest / characterWidth)) - 1,
    };
  });
  const wrapped = zones.map(({ label }, index) => wrap(label, Math.max(1, widths[index]?.characters ?? 1)));
  const fit = wrapped.every((lines, index) =>
    lines.every((one) => one.length <= (widths[index]?.characters ?? 0)),
  );
  const placed = zones.map((zone, index) => {
    const { start = least, end = greatest } = widths[index] ?? {};
    return { zone, start, end, lines: fit ? (wrapped[index] ?? []) : [zone.label] };
  });
  const rows = fit ? Math.max(0, ...wrapped.map(({ length }) => length)) : zones.length;
  return { placed, fit, room: rows === 0 ? 0 : rows * lineHeight + 8 };
}

export function zoneLayers(zones: readonly Zone[], { domain, place, height }: ZoneFrame): readonly Spec[] {
  if (zones.length === 0) return [];
  const [least, greatest] = domain;
  const { placed, fit } = namesOfZones(zones, domain);
  const areas = placed.flatMap(({ zone, start, end }, index) =>
    zone.colour === undefined && index % 2 === 1
      ? []
      : [
          quiet(
            "rect",
            zone.colour === undefined
              ? { color: colour("grid"), opacity: 0.7 }
              : { color: colour(zone.colour), opacity: 0.16 },
            { x: { ...place, field: "start" }, x2: { field: "end" }, y: { value: 0 }, y2: { value: height } },
            [{ start, end }],
          ),
        ],
  );
  const labels = placed.map(({ start, end, lines }, row) => {
    const middle = (start + end) / 2;
    const isLeft = (middle - least) / (greatest - least) < 0.5;
    return {
      at: fit ? middle : isLeft ? start : end,
      side: fit ? ("center" as const) : isLeft ? ("left" as const) : ("right" as const),
      name: lines.join("\n"),
      y: 10 + (fit ? 0 : row * lineHeight),
    };
  });
  const names = (["left", "center", "right"] as const).flatMap((side) => {
    const own = labels.filter((one) => one.side === side);
    const dx = side === "left" ? 4 : side === "right" ? -4 : 0;
    return own.length === 0
      ? []
      : [
          text(
            side,
            { color: colour("muted"), lineBreak: "\n", lineHeight, dx },
            { x: { ...place, field: "at" }, y: pixelY("y"), text: words("name") },
            own.map(({ at, name, y }) => ({ at, name, y })),
          ),
        ];
  });
  return [...areas, ...names];
}
