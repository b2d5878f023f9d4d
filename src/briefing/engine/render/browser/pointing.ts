/** Tooltips for the pointer, touch and the arrow keys. */
import type { Spec, View } from "vega";
import { answerOf, hasTooltip, seriesFields, spoken, wordingOf } from "../tooltips/answer.js";
import { channelsOf } from "../tooltips/channels.js";
import { createLayer, drawnAs, elementOf, lift, markStop, signOf, type SeriesOf } from "./marking.js";
import {
  nearestMark,
  nearestStop,
  plotAt,
  readPlot,
  type Hints,
  type ReadPlot,
  type Stop,
  stepFrom,
} from "../tooltips/nearest.js";
import { sceneOf, type Mark, type Point, type Scene, type SceneMark } from "../tooltips/scene.js";
import { createTip, type Tip } from "./tip.js";

/** Pixels around a plot in which it still responds, and around a line in which that line is meant. */
const around = 12;
const near = 14;

/** The panel of the page, and the drawing to which it now belongs. */
let tip: Tip | undefined;
let current: { readonly host: HTMLElement; readonly close: () => void } | undefined;

/** Registered once for the page, however many drawings come and go. */
function addPageListeners(): Tip {
  document.addEventListener("pointerdown", ({ target }) => {
    if (!(target instanceof Node && current?.host.contains(target))) current?.close();
  });
  document.addEventListener("scroll", () => current?.close(), { passive: true, capture: true });
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") current?.close();
  });
  return createTip();
}

/** The scene of a drawing while the pointer is in it. */
type Reading = ReturnType<typeof readingOf>;

/** `host` holds the drawing of `view`; it can take the focus if any plot has tooltips. */
export function addTooltips(host: HTMLElement, view: View, spec: Spec): void {
  const svg = host.querySelector("svg");
  let reading: Reading | undefined = readingOf(view, spec);
  if (svg === null || reading.plots.length === 0) return;
  host.className = "answers";
  host.tabIndex = 0;
  // Screen readers pass arrow keys only to applications.
  host.setAttribute("role", "application");
  host.setAttribute("aria-label", "Values of the figure: the arrow keys lead from one to the next.");
  const shared = (tip ??= addPageListeners());
  const layer = createLayer(svg);
  let shown: { readonly plot: ReadPlot; readonly stop: Stop } | undefined;
  let raised: string | undefined;
  const read = (): Reading => (reading ??= readingOf(view, spec));

  const raise = (series: string | undefined): void => {
    if (series === raised) return;
    const { scene, seriesOf } = read();
    lift(scene, seriesOf, series);
    raised = series;
  };
  const close = (): void => {
    if (shown !== undefined) shared.hide();
    shown = undefined;
    layer.replaceChildren();
    raise(undefined);
  };
  const open = (plot: ReadPlot, stop: Stop, at: Point): void => {
    const { scene, wordings, seriesOf } = read();
    const wording = wordings.get(plot);
    if (wording === undefined) return;
    if (current?.host !== host) current?.close();
    current = { host, close };
    if (shown?.stop !== stop) {
      markStop(layer, plot, stop);
      shared.show(answerOf(stop, wording), ({ mark }) => signOf(mark, scene, seriesOf));
    }
    shown = { plot, stop };
    shared.place(at, host.getBoundingClientRect());
  };
  const point = (event: PointerEvent): void => {
    const { scene, plots, seriesOf } = read();
    const target = event.target instanceof Element ? event.target : undefined;
    const at = toDrawing(layer, { x: event.clientX, y: event.clientY });
    const plot = at && plotAt(plots, at, around);
    const touched = plot && stopOf(plot, target);
    const stop = touched ?? (plot && nearestStop(plot, at));
    if (at === undefined || plot === undefined || stop === undefined) {
      close();
      raise(seriesNamed(scene, seriesOf, event));
      return;
    }
    open(plot, stop, toWindow(layer, { x: stop.marks.length > 1 ? stop.x : at.x, y: at.y }));
    const mark = plot.reading === "x" || plot.reading === "y" ? nearestMark(stop, at, near) : undefined;
    raise(mark && seriesOf(mark));
  };

  // The figure's own controls may have changed it meanwhile.
  host.addEventListener("pointerenter", () => (reading = undefined));
  host.addEventListener("pointermove", point);
  host.addEventListener("pointerdown", point);
  host.addEventListener("pointerleave", ({ pointerType }) => {
    if (pointerType !== "touch") close();
  });
  host.addEventListener("blur", close);
  host.addEventListener("keydown", (event) => {
    const { key, altKey, ctrlKey, metaKey } = event;
    if (altKey || ctrlKey || metaKey) return;
    const { plots, wordings } = read();
    const next = stepFrom(plots, shown, key);
    const wording = next && wordings.get(next.plot);
    if (next === undefined || wording === undefined) return;
    event.preventDefault();
    open(next.plot, next.stop, toWindow(layer, next.stop));
    shared.say(spoken(answerOf(next.stop, wording)));
  });
}

function readingOf(view: View, spec: Spec) {
  const scene = sceneOf((view.scenegraph() as unknown as { readonly root: SceneMark }).root);
  const channels = channelsOf(spec);
  const hints = ((spec.usermeta as { readonly answers?: Hints } | undefined)?.answers ?? {}) satisfies Hints;
  const plots = scene.plots.flatMap((plot) => readPlot(plot, hints, hasTooltip) ?? []);
  const wordings = new Map(plots.map((plot) => [plot, wordingOf(plot, channels)]));
  const fields = [...new Set([...wordings].flatMap(([plot, wording]) => seriesFields(plot, wording)))];
  const seriesOf = ({ datum }: Mark) => {
    const field = fields.find((name) => datum.has(name));
    return field === undefined ? undefined : String(datum.get(field));
  };
  return { scene, plots, wordings, seriesOf };
}

/** A mark directly under the pointer takes precedence over nearer ones. */
function stopOf({ reading, stops }: ReadPlot, target: Element | undefined): Stop | undefined {
  if (reading === "x" || reading === "y" || target === undefined) return undefined;
  return stops.find(({ marks }) => marks.some((mark) => elementOf(mark) === target));
}

/** The series whose label or legend entry is under the pointer. */
function seriesNamed(
  { plots, legend }: Scene,
  seriesOf: SeriesOf,
  { target, clientX, clientY }: PointerEvent,
): string | undefined {
  // In Vega, legends do not receive pointer events.
  const entry = legend.find(({ item }) => {
    const box = drawnAs(item)?.getBoundingClientRect();
    return box && clientX >= box.left && clientX <= box.right && clientY >= box.top && clientY <= box.bottom;
  });
  if (entry !== undefined) return entry.value;
  const marks = plots.flatMap((plot) => plot.marks);
  const named = marks.find((mark) => target instanceof Node && elementOf(mark)?.contains(target));
  return named && seriesOf(named);
}

function toDrawing(layer: SVGGElement, { x, y }: Point): Point | undefined {
  const matrix = layer.getScreenCTM();
  return matrix === null ? undefined : new DOMPoint(x, y).matrixTransform(matrix.inverse());
}

function toWindow(layer: SVGGElement, { x, y }: Point): Point {
  return new DOMPoint(x, y).matrixTransform(layer.getScreenCTM() ?? new DOMMatrix());
}
