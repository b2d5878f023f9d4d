/** A number for each region, shown as the strength of its colour on a map. */
import { nameHint } from "../../lib/nearest.js";
import { ChartError } from "../errors.js";
import type { Chart } from "../rows-of.js";
import { requireValues } from "./checks-of-columns.js";
import { type Column, type ColumnName, nameAt, type Rows } from "./columns.js";
import { heatKey, hue } from "./heat-key.js";
import { text, words, wrap } from "./layers.js";
import { measureOf } from "./measure.js";
import { above, type ChartOptions, drawn, read } from "./plain.js";
import { extentOfShapes, type Shape, shapesOf, simplified } from "./shapes.js";
import { extentOf } from "./scale.js";
import type { Spec } from "./spec.js";
import { colour, lineHeight } from "./theme.js";

/** How the sphere is drawn in the plane; `identity` is for shapes that are in a plane already. */
const projections = {
  equalEarth: "Equal Earth projection",
  naturalEarth1: "Natural Earth projection",
  mercator: "Mercator projection: areas far from the equator are too large",
  equirectangular: "Equirectangular projection",
  albersUsa: "Albers projection of the United States; Alaska and Hawaii are moved",
  conicEqualArea: "Equal-area conic projection",
  azimuthalEqualArea: "Equal-area azimuthal projection",
  identity: "Projection of the file",
} as const;

export interface MapOptions<Row> extends Pick<ChartOptions<Row>, "style" | "digits"> {
  /** Column of the regions: the ids of shapes, or one of their properties (key). */
  readonly region: ColumnName<Row>;
  /** Column of numbers for the colour: from the lowest to the highest, or away from zero in both directions. */
  readonly value: ColumnName<Row>;
  /** Title of the numbers: `{ value: "Readers (million)" }`; `null` removes it. By default from the data. */
  readonly titles?: { readonly value?: string | null };
  /** GeoJSON or TopoJSON, imported from a file of the project: `import shapes from "../data/regions.json"`. */
  readonly shapes: object;
  /** Property of the shapes that contains the region, such as `name`; by default their id. */
  readonly key?: string;
  /** Layer of a TopoJSON file with several, such as `countries`. */
  readonly layer?: string;
  /** Default: `equalEarth`, in which equal areas have equal sizes. `identity` is for shapes in a plane. */
  readonly projection?: keyof typeof projections;
}

/** Widths of the map on a page and on a phone, in pixels. */
const wide = 660;
const keyRoom = 8;
const strengths = [0.2, 0.95] as const;

/** A map: `map(rows, { region: "country", value: "share", shapes: countries, key: "name" })`. */
export function map<Row extends object>(given: Rows<Row>, options: MapOptions<Row>): Chart {
  const { projection = "equalEarth", key } = options;
  const source = read("map", given, options, {});
  const region = source.column(options.region);
  const value = source.numbers(options.value);
  requireValues("map", region, value);
  if (!Object.hasOwn(projections, projection))
    throw new ChartError(`map: there is no projection "${projection}"`, {
      hint: nameHint(projection, Object.keys(projections), "Projections:"),
    });
  const shapes = shapesOf(options.shapes, options.layer);
  const extent = extentOfShapes(shapes);
  requireSphere(extent, projection);
  const written = options.titles?.value === "" ? null : options.titles?.value;
  const measure = measureOf([value], { style: options.style, digits: options.digits, title: written });
  const rows = rowsByRegion(region);
  const named = shapes.map((shape) => ({ shape, name: nameOf(shape, key) }));
  const names = new Set(named.map(({ name }) => name));
  const stray = [...rows.keys()].filter((name) => !names.has(name));
  requireMatches({ stray, rows: [...rows.keys()], shapes, region });
  const values = [...rows]
    .flatMap(([name, index]) => (names.has(name) ? (value.cells[index] ?? []) : []))
    .map(Number);
  if (values.length === 0)
    throw new ChartError(`map: no region with a shape has a value in the column "${value.field}"`, {
      hint: "Check the filter that produced the rows.",
    });
  const [least, greatest] = extentOf(values);
  const shadeOf = (at: number) => {
    const part =
      least < 0 ? Math.abs(at) / Math.max(-least, greatest) : (at - least) / (greatest - least || 1);
    return {
      hue: at < 0 ? "below" : "above",
      strength: Number((strengths[0] + (strengths[1] - strengths[0]) * part).toFixed(3)),
    };
  };
  const grid = (extent.east - extent.west) / (2 * wide);
  const title = titleOf(
    named.map(({ shape }) => shape),
    key,
  );
  const features = named.map(({ shape, name }) => {
    const at = value.cells[rows.get(name ?? "") ?? -1];
    const { polygons } = simplified(shape, grid);
    return {
      type: "Feature",
      geometry: { type: "MultiPolygon", coordinates: polygons },
      region: title(shape) ?? name ?? "",
      ...(typeof at === "number"
        ? { written: measure.write(at), ...shadeOf(at) }
        : { written: "no value", hue: "none", strength: 1 }),
    };
  });
  const withValue = features.filter((feature) => feature.hue !== "none");
  const without = features.filter((feature) => feature.hue === "none");
  const aspect = (extent.north - extent.south) / (extent.east - extent.west);
  // Less than the width of a page needs: on a phone, half of it would be empty.
  const height = Math.round(Math.min(520, Math.max(200, 0.85 * wide * aspect)));
  const notes = notesOf({ projection, stray, without: without.map((feature) => feature.region) });
  const look = { type: "geoshape", stroke: colour("paper"), strokeWidth: 0.5 };
  const tooltip = [
    { ...words("region"), title: region.title },
    { ...words("written"), title: measure.title },
  ];
  return drawn(source, {
    columns: [region, value],
    title: measure.title,
    plot: () => ({
      ...(written !== null && { title: above(measure.title) }),
      height,
      projection: projection === "identity" ? { type: projection, reflectY: true } : { type: projection },
      layer: [
        ...(without.length === 0
          ? []
          : [{ data: { values: without }, mark: { ...look, color: colour("grid") }, encoding: { tooltip } }]),
        {
          data: { values: withValue },
          mark: look,
          encoding: {
            fill: hue,
            fillOpacity: { field: "strength", type: "quantitative", scale: null, legend: null },
            tooltip,
          },
        },
        ...(least < greatest
          ? heatKey({ least, greatest, write: measure.write, shadeOf, layout: "plot" })
          : []),
        ...noteLayer(notes, height),
      ],
    }),
  });
}

/** Row by region; throws if two rows have the same. */
function rowsByRegion(region: Column): ReadonlyMap<string, number> {
  const rows = new Map<string, number>();
  region.cells.forEach((_, index) => {
    const name = nameAt(region, index);
    if (name === undefined) return;
    if (rows.has(name))
      throw new ChartError(`map: two rows are "${name}"`, {
        hint: "Filter to one of them, or add them up first: a map has one number for each region.",
      });
    rows.set(name, index);
  });
  return rows;
}

function nameOf({ id, properties }: Shape, key: string | undefined): string | undefined {
  const name = key === undefined ? id : properties[key];
  return typeof name === "string" || typeof name === "number" ? String(name) : undefined;
}

/** The words for a shape in its tooltip: its name, if it has one. */
const titleOf =
  (shapes: readonly Shape[], key: string | undefined) =>
  (shape: Shape): string | undefined => {
    const field = ["name", "NAME", key ?? ""].find((each) =>
      shapes.some(({ properties }) => typeof properties[each] === "string"),
    );
    return field === undefined ? undefined : nameOf(shape, field);
  };

interface Matching {
  readonly stray: readonly string[];
  readonly rows: readonly string[];
  readonly shapes: readonly Shape[];
  readonly region: Column;
}

/** A few regions without a shape are named below the map; if most have none, the key is wrong. */
function requireMatches({ stray, rows, shapes, region }: Matching): void {
  if (2 * stray.length <= rows.length) return;
  const candidates = [...new Set(shapes.flatMap(({ properties }) => Object.keys(properties)))];
  const matches = (key: string | undefined) => {
    const names = new Set(shapes.map((shape) => nameOf(shape, key)));
    return rows.filter((name) => names.has(name)).length;
  };
  const best = [undefined, ...candidates]
    .map((key) => ({ key, count: matches(key) }))
    .sort((a, b) => b.count - a.count)[0];
  const examples = shapes.flatMap(({ id }) => id ?? []).slice(0, 3);
  throw new ChartError(
    `map: ${stray.length} of ${rows.length} regions in the column "${region.field}" have no shape, such as "${stray[0] ?? ""}"`,
    {
      hint:
        best !== undefined && best.key !== undefined && 2 * best.count > rows.length
          ? `Their property "${best.key}" matches: key: "${best.key}".`
          : `The shapes have the ids ${examples.join(", ") || "none"} and the properties ${candidates.join(", ") || "none"} (key).`,
    },
  );
}

function requireSphere(extent: ReturnType<typeof extentOfShapes>, projection: string): void {
  const isPlane =
    Math.max(Math.abs(extent.west), Math.abs(extent.east)) > 181 ||
    Math.max(Math.abs(extent.south), Math.abs(extent.north)) > 90.1;
  if (isPlane && projection !== "identity")
    throw new ChartError(
      `map: the shapes are in a plane: they reach from ${extent.west} to ${extent.east}, beyond degrees`,
      {
        hint: 'Set projection: "identity", or use shapes in longitude and latitude.',
      },
    );
}

interface Notes {
  readonly projection: keyof typeof projections;
  readonly stray: readonly string[];
  readonly without: readonly string[];
}

const listed = 6;

/** What a reader cannot see: regions that are not on the map, shapes without a value, and the projection. */
function notesOf({ projection, stray, without }: Notes): readonly string[] {
  const some = (names: readonly string[]) =>
    names.length <= listed + 1
      ? names.join(", ")
      : `${names.slice(0, listed).join(", ")} and ${names.length - listed} others`;
  return [
    ...(stray.length > 0 ? [`Not on the map: ${some(stray)}.`] : []),
    ...(without.length > 0 ? [`Grey: no value (${some(without)}).`] : []),
    `${projections[projection]}.`,
  ].flatMap((note) => wrap(note, 52));
}

function noteLayer(lines: readonly string[], height: number): readonly Spec[] {
  return [
    text(
      "left",
      { color: colour("muted"), lineBreak: "\n", lineHeight, baseline: "top" },
      { x: { value: 0 }, y: { value: height + keyRoom }, text: words("note") },
      [{ note: lines.join("\n") }],
    ),
  ];
}
