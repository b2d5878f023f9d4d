/** Domain and a few round ticks, fixed in the spec so that labels can be placed by them. */
export interface Scale {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
}

const roundSteps = [1, 2, 2.5, 5, 10];

/** Two to four gridlines at round numbers; `baseline: "zero"` begins at zero, as lengths must. */
export function niceScale(values: readonly number[], baseline: "zero" | "data"): Scale {
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const greatest = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const low = baseline === "zero" ? Math.min(0, least) : least;
  const high = baseline === "zero" ? Math.max(0, greatest) : greatest;
  const step = niceStep(high > low ? (high - low) / 4 : Math.max(Math.abs(high), 1) / 4);
  const first = Math.floor(round(low / step));
  const last = Math.max(first + 1, Math.ceil(round(high / step)));
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => round((first + index) * step));
  // A gridline far above the data wastes the figure: let the data end between two.
  const wanted =
    high > 0 || baseline === "data"
      ? Math.max(high + (high - low) * 0.02, ticks[ticks.length - 2] ?? high)
      : 0;
  // One value alone, at a tick: without the next one the scale would have no length.
  const end = wanted > (ticks[0] ?? low) ? wanted : (ticks[1] ?? wanted);
  return { domain: [Math.min(low, ticks[0] ?? low), end], ticks: ticks.filter((tick) => tick <= end) };
}

function niceStep(raw: number): number {
  let magnitude = 1;
  while (magnitude * 10 <= raw) magnitude *= 10;
  while (magnitude > raw) magnitude /= 10;
  const scaled = raw / magnitude;
  return round((roundSteps.find((step) => step >= scaled - 1e-9) ?? 10) * magnitude);
}

/** Years that are multiples of ten, or of five or one where the window is short. */
export function yearTicks(from: number, to: number): readonly number[] {
  const span = to - from;
  const step = span > 25 ? 10 : span > 8 ? 5 : span > 4 ? 2 : 1;
  const first = Math.ceil(from / step) * step;
  return Array.from(
    { length: Math.max(0, Math.floor((to - first) / step) + 1) },
    (_, index) => first + index * step,
  );
}

function round(x: number): number {
  return Number(x.toPrecision(12));
}
