/** The scene of a drawn figure: its plots and the marks in each, in the coordinates of the whole drawing. */

export interface Bounds {
  readonly x1: number;
  readonly x2: number;
  readonly y1: number;
  readonly y2: number;
}

type Measure =
  "x" | "y" | "x2" | "y2" | "width" | "height" | "innerRadius" | "outerRadius" | "startAngle" | "endAngle";

/** An item of Vega's scenegraph, reduced to what is read of it. */
interface SceneItem extends Readonly<Partial<Record<Measure, number>>> {
  readonly defined?: boolean;
  readonly datum?: unknown;
  readonly tooltip?: string | number | boolean | object | null;
  readonly text?: string | readonly string[];
  readonly bounds?: Bounds;
  /** Of a group. */
  readonly items?: readonly SceneMark[];
  /** Its element in the browser; points of a line share that of the first. */
  readonly _svg?: unknown;
}

export interface SceneMark {
  readonly marktype: string;
  readonly role?: string;
  readonly name?: string;
  readonly items: readonly SceneItem[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** One item of a data mark. */
export interface Mark extends Point {
  readonly type: string;
  /** The name of the mark in the specification. */
  readonly name: string;
  readonly item: SceneItem;
  readonly box: Bounds;
  readonly datum: ReadonlyMap<string, unknown>;
  /** The first point of the line or area that it belongs to. */
  readonly line: SceneItem | undefined;
}

export interface Plot {
  readonly box: Bounds;
  readonly marks: readonly Mark[];
}

export type Scene = ReturnType<typeof sceneOf>;

/** An item, the group that contains it, and the position of that group in the drawing. */
interface Placed {
  readonly mark: SceneMark;
  readonly item: SceneItem;
  readonly group: SceneItem;
  readonly from: Point;
}

/** All items of a scene, except inside marks that `isEntered` leaves out. */
export function* itemsIn(
  mark: SceneMark,
  isEntered: (mark: SceneMark) => boolean = () => true,
  group: SceneItem = {},
  from: Point = { x: 0, y: 0 },
): Generator<Placed> {
  for (const item of mark.items) {
    yield { mark, item, group, from };
    const at = { x: from.x + (item.x ?? 0), y: from.y + (item.y ?? 0) };
    for (const inner of (item.items ?? []).filter(isEntered)) yield* itemsIn(inner, isEntered, item, at);
  }
}

/** Side-by-side plots, facets and layers alike: marks in the same rectangle form one plot. */
export function sceneOf(root: SceneMark) {
  const plots = new Map<string, Plot & { readonly marks: Mark[] }>();
  /** Symbols and labels in legends, with the value each represents. */
  const legend: { readonly item: SceneItem; readonly value: string }[] = [];
  for (const placed of itemsIn(root)) {
    const { mark, item, group, from } = placed;
    const value = fieldsOf(item).get("value");
    if (/^legend-(?:symbol|label)$/.test(mark.role ?? "") && /^(?:string|number)$/.test(typeof value))
      legend.push({ item, value: String(value) });
    if (mark.role !== "mark" || mark.marktype === "group") continue;
    // Vega puts the points of each line in a separate group, as large as the plot.
    const { width = 0, height = 0 } = group;
    const box = moved({ x1: 0, x2: width, y1: 0, y2: height }, from);
    const key = Object.values(box).map(Math.round).join();
    const plot = plots.get(key) ?? { box, marks: [] };
    plots.set(key, plot);
    plot.marks.push(...markOf(placed));
  }
  return { plots: [...plots.values()].filter(({ marks }) => marks.length > 0), legend };
}

/** Empty if the item is not drawn. */
function markOf({ mark: { marktype: type, name = "", items }, item, from }: Placed): readonly Mark[] {
  const line = type === "line" || type === "area" || type === "trail" ? items[0] : undefined;
  const box = moved(boxOf(item, type), from);
  if (item.defined === false || !Object.values(box).every(Number.isFinite)) return [];
  return [{ type, name, item, box, ...pointOf(item, type, box, from), datum: fieldsOf(item), line }];
}

function fieldsOf({ datum }: SceneItem): ReadonlyMap<string, unknown> {
  return new Map(typeof datum === "object" && datum !== null ? Object.entries(datum) : []);
}

export const moved = ({ x1, x2, y1, y2 }: Bounds, { x, y }: Point): Bounds => ({
  x1: x1 + x,
  x2: x2 + x,
  y1: y1 + y,
  y2: y2 + y,
});

/** In the coordinates of its group. */
function boxOf({ x = 0, y = 0, ...item }: SceneItem, type: string): Bounds {
  if ((type === "shape" || type === "path") && item.bounds !== undefined) return item.bounds;
  const isBox = type === "rect" || type === "image" || type === "group";
  const x2 = isBox ? x + (item.width ?? 0) : type === "rule" ? (item.x2 ?? x) : x;
  const y2 = isBox ? y + (item.height ?? 0) : type === "rule" ? (item.y2 ?? y) : y;
  return { x1: Math.min(x, x2), x2: Math.max(x, x2), y1: Math.min(y, y2), y2: Math.max(y, y2) };
}

function pointOf(item: SceneItem, type: string, { x1, x2, y1, y2 }: Bounds, from: Point): Point {
  if (type !== "arc") return { x: (x1 + x2) / 2, y: (y1 + y2) / 2 };
  const radius = ((item.innerRadius ?? 0) + (item.outerRadius ?? 0)) / 2;
  const angle = ((item.startAngle ?? 0) + (item.endAngle ?? 0)) / 2;
  return {
    x: from.x + (item.x ?? 0) + radius * Math.sin(angle),
    y: from.y + (item.y ?? 0) - radius * Math.cos(angle),
  };
}
