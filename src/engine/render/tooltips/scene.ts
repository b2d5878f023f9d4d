/** The scene of a drawn figure: its plots and the marks in each, in the coordinates of the whole drawing. */

export interface Bounds {
  readonly x1: number;
  readonly x2: number;
  readonly y1: number;
  readonly y2: number;
}

/** An item of Vega's scenegraph, reduced to what is read of it. */
interface SceneItem {
  readonly x?: number;
  readonly y?: number;
  readonly x2?: number;
  readonly y2?: number;
  readonly width?: number;
  readonly height?: number;
  readonly defined?: boolean;
  readonly datum?: unknown;
  readonly tooltip?: unknown;
  readonly innerRadius?: number;
  readonly outerRadius?: number;
  readonly startAngle?: number;
  readonly endAngle?: number;
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

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** One item of a data mark. */
export interface Mark extends Point {
  readonly type: string;
  /** The name of the mark in the specification. */
  readonly name: string;
  readonly item: SceneItem;
  readonly box: Box;
  readonly datum: ReadonlyMap<string, unknown>;
  /** The first point of the line or area that it belongs to. */
  readonly line: SceneItem | undefined;
}

export interface Plot {
  readonly box: Box;
  readonly marks: readonly Mark[];
}

export interface Scene {
  readonly plots: readonly Plot[];
  /** Symbols and labels in legends, with the value each represents. */
  readonly legend: readonly { readonly item: SceneItem; readonly value: string }[];
}

/** Side-by-side plots, facets and layers alike: marks in the same rectangle form one plot. */
export function sceneOf(root: SceneMark): Scene {
  const plots = new Map<string, { readonly box: Box; readonly marks: Mark[] }>();
  const legend: Scene["legend"][number][] = [];
  const visit = (group: SceneMark, from: Point): void => {
    for (const item of group.items) {
      const at = { x: from.x + (item.x ?? 0), y: from.y + (item.y ?? 0) };
      for (const mark of item.items ?? []) {
        if (mark.role === "legend") legend.push(...legendOf(mark));
        else if (mark.marktype === "group" && (mark.role === "scope" || mark.role === "mark"))
          visit(mark, at);
        else if (mark.role === "mark") plotAt(plots, at, item).push(...marksOf(mark, at));
      }
    }
  };
  visit(root, { x: 0, y: 0 });
  return { plots: [...plots.values()].filter(({ marks }) => marks.length > 0), legend };
}

/** Vega puts the points of each line in a separate group, as large as the plot. */
function plotAt(
  plots: Map<string, { readonly box: Box; readonly marks: Mark[] }>,
  { x, y }: Point,
  { width = 0, height = 0 }: SceneItem,
): Mark[] {
  const box = { left: x, top: y, right: x + width, bottom: y + height };
  const key = Object.values(box).map(Math.round).join();
  const known = plots.get(key) ?? { box, marks: [] };
  plots.set(key, known);
  return known.marks;
}

function marksOf({ marktype: type, name = "", items }: SceneMark, from: Point): readonly Mark[] {
  const line = type === "line" || type === "area" || type === "trail" ? items[0] : undefined;
  return items.flatMap((item) => {
    const box = boxOf(item, type, from);
    if (item.defined === false || !Object.values(box).every(Number.isFinite)) return [];
    return [{ type, name, item, box, ...placeOf(item, type, box, from), datum: fieldsOf(item), line }];
  });
}

function fieldsOf({ datum }: SceneItem): ReadonlyMap<string, unknown> {
  return new Map(typeof datum === "object" && datum !== null ? Object.entries(datum) : []);
}

function boxOf({ x = 0, y = 0, ...item }: SceneItem, type: string, from: Point): Box {
  const bounds = item.bounds;
  if ((type === "shape" || type === "path") && bounds !== undefined)
    return {
      left: from.x + bounds.x1,
      top: from.y + bounds.y1,
      right: from.x + bounds.x2,
      bottom: from.y + bounds.y2,
    };
  const isBox = type === "rect" || type === "image" || type === "group";
  const x2 = isBox ? x + (item.width ?? 0) : type === "rule" ? (item.x2 ?? x) : x;
  const y2 = isBox ? y + (item.height ?? 0) : type === "rule" ? (item.y2 ?? y) : y;
  return {
    left: from.x + Math.min(x, x2),
    top: from.y + Math.min(y, y2),
    right: from.x + Math.max(x, x2),
    bottom: from.y + Math.max(y, y2),
  };
}

function placeOf(item: SceneItem, type: string, box: Box, from: Point): Point {
  if (type === "arc") {
    const radius = ((item.innerRadius ?? 0) + (item.outerRadius ?? 0)) / 2;
    const angle = ((item.startAngle ?? 0) + (item.endAngle ?? 0)) / 2;
    return {
      x: from.x + (item.x ?? 0) + radius * Math.sin(angle),
      y: from.y + (item.y ?? 0) - radius * Math.cos(angle),
    };
  }
  return { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
}

function legendOf(legend: SceneMark): Scene["legend"] {
  return [legend].flatMap(function inside({ items, role = "" }): Scene["legend"] {
    return items.flatMap((item) => {
      const value = fieldsOf(item).get("value");
      const isText = typeof value === "string" || typeof value === "number";
      const own = isText && /^legend-(?:symbol|label)$/.test(role) ? [{ item, value: String(value) }] : [];
      return [...own, ...(item.items ?? []).flatMap(inside)];
    });
  });
}
