/** Shaded intervals of a horizontal axis, with their names above the rows. */
import { ChartError } from "../errors.js";
import type { Colour } from "../../model/palette.js";
import { pixelY, quiet, text, words, wrap } from "./layers.js";
import { extentOf } from "./scale.js";
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
  readonly colour?: Colour;
}

/** Numbers that an axis contains, so that all zones are seen: an open one also has some width. */
export function endsOfZones(zones: readonly Zone[], values: readonly number[]): readonly number[] {
  const limits = zones.flatMap(({ from, to }) => [from, to].flatMap((limit) => limit ?? []));
  const [least, greatest] = extentOf([...values, ...limits]);
  const width = openWidth * (greatest - least);
  const open = zones.flatMap(({ from, to }) => [
    ...(from === undefined && to !== undefined ? [to - width] : []),
    ...(to === undefined && from !== undefined ? [from + width] : []),
  ]);
  return [...limits, ...open];
}

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

/** Fraction of the data's extent. */
const openWidth = 0.35;
/** Width of a plot on a phone, and of a character, in pixels. */
const narrowest = 235;
const characterWidth = 6;

/** The names of zones, each on as many lines as it needs on a phone; if one has no room in its zone, in a row each. */
export function namesOfZones(zones: readonly Zone[], [least, greatest]: readonly [number, number]) {
  const placed = zones.map((zone) => {
    const start = Math.max(least, zone.from ?? least);
    const end = Math.min(greatest, zone.to ?? greatest);
    const part = (end - start) / (greatest - least);
    const characters = Math.max(1, Math.floor((part * narrowest) / characterWidth - 0.5));
    const lines = wrap(zone.label, characters);
    return {
      zone,
      start,
      end,
      lines,
      fits: lines.length <= 3 && lines.every(({ length }) => length <= characters),
    };
  });
  const fit = placed.every(({ fits }) => fits);
  let rows = 0;
  const named = placed.map((one) => {
    const lines = one.fits ? one.lines : [one.zone.label];
    const row = fit ? 0 : rows;
    rows = fit ? Math.max(rows, lines.length) : rows + lines.length;
    return { ...one, lines, row };
  });
  return { placed: named, room: rows === 0 ? 0 : rows * lineHeight + 8 };
}

export function zoneLayers(zones: readonly Zone[], { domain, place, height }: ZoneFrame): readonly Spec[] {
  if (zones.length === 0) return [];
  const [least, greatest] = domain;
  const { placed } = namesOfZones(zones, domain);
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
  const labels = placed.map(({ start, end, lines, row, fits }) => {
    const middle = (start + end) / 2;
    const near = (middle - least) / (greatest - least) < 0.5 ? ("left" as const) : ("right" as const);
    const edge = near === "left" ? start : end;
    return {
      at: fits ? middle : edge,
      side: fits ? ("center" as const) : near,
      name: lines.join("\n"),
      y: 10 + row * lineHeight,
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
