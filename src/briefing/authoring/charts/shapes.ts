/** Shapes of regions from GeoJSON or TopoJSON, small enough for a page. */
import { own } from "../../lib/own.js";
import { ChartError } from "../errors.js";

type Position = readonly [number, number];
type Ring = readonly Position[];
type Polygon = readonly Ring[];

export interface Shape {
  readonly id: string | undefined;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly polygons: readonly Polygon[];
}

type Json = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** All areas of a GeoJSON FeatureCollection, or of a layer of a TopoJSON topology. */
export function shapesOf(given: unknown, layer: string | undefined): readonly Shape[] {
  const features =
    isRecord(given) && given["type"] === "Topology" ? topologyOf(given, layer) : collectionOf(given);
  const shapes = features.filter(({ polygons }) => polygons.length > 0);
  if (shapes.length > 0) return shapes;
  throw new ChartError("map: the shapes contain no areas", {
    hint: "Pass a GeoJSON FeatureCollection of polygons, or a TopoJSON topology.",
  });
}

function collectionOf(given: unknown): readonly Shape[] {
  const features = isRecord(given) ? given["features"] : undefined;
  if (isRecord(given) && given["type"] === "FeatureCollection" && Array.isArray(features))
    return features.filter(isRecord).map((feature) => {
      const geometry = isRecord(feature["geometry"]) ? feature["geometry"] : {};
      return { ...namesOf(feature), polygons: polygonsOf(geometry, (ring) => ring as Ring) };
    });
  throw new ChartError("map: shapes is neither GeoJSON nor TopoJSON", {
    hint: 'Import a file of the project: import shapes from "../data/regions.json". GeoJSON has "type": "FeatureCollection", TopoJSON "type": "Topology".',
  });
}

function namesOf(feature: Json): Pick<Shape, "id" | "properties"> {
  const id = feature["id"];
  const properties = isRecord(feature["properties"]) ? feature["properties"] : {};
  return { id: typeof id === "string" || typeof id === "number" ? String(id) : undefined, properties };
}

/** Polygons of a geometry whose rings are positions, or the arcs that these are made of. */
function polygonsOf(geometry: Json, ringOf: (ring: unknown) => Ring): readonly Polygon[] {
  const parts = (geometry["coordinates"] ?? geometry["arcs"] ?? []) as readonly (readonly unknown[])[];
  const polygon = (rings: readonly unknown[]): Polygon => rings.map(ringOf);
  if (geometry["type"] === "Polygon") return [polygon(parts)];
  if (geometry["type"] === "MultiPolygon") return parts.map(polygon);
  return [];
}

function topologyOf(topology: Json, layer: string | undefined): readonly Shape[] {
  const layers = isRecord(topology["objects"]) ? topology["objects"] : {};
  const names = Object.keys(layers);
  const [only = ""] = names;
  const name = layer ?? only;
  const chosen = own(layers, name);
  if (!isRecord(chosen) || (layer === undefined && names.length > 1))
    throw new ChartError(
      layer === undefined
        ? "map: the topology has several layers"
        : `map: the topology has no layer "${layer}"`,
      { hint: `Name one: layer: "${only}". Layers: ${names.join(", ")}.` },
    );
  const arcs = decoded(topology);
  const geometries = chosen["type"] === "GeometryCollection" ? chosen["geometries"] : [chosen];
  return (geometries as readonly unknown[]).filter(isRecord).map((geometry) => ({
    ...namesOf(geometry),
    polygons: polygonsOf(geometry, (ring) => joined(ring as readonly number[], arcs)),
  }));
}

/** Arcs as positions: those of a quantized topology are differences of integers. */
function decoded(topology: Json): readonly Ring[] {
  const transform = topology["transform"] as
    { readonly scale: Position; readonly translate: Position } | undefined;
  const arcs = (topology["arcs"] ?? []) as readonly Ring[];
  if (transform === undefined) return arcs;
  const { scale, translate } = transform;
  return arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]): Position => {
      x += dx;
      y += dy;
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
  });
}

/** A negative number is an arc backwards; neighbouring arcs share a position. */
function joined(ring: readonly number[], arcs: readonly Ring[]): Ring {
  return ring.flatMap((index, place) => {
    const arc = arcs[index < 0 ? ~index : index] ?? [];
    const inOrder = index < 0 ? [...arc].reverse() : arc;
    return place === 0 ? inOrder : inOrder.slice(1);
  });
}

/** Least and greatest longitude and latitude, or coordinates of a plane. */
export function extentOfShapes(shapes: readonly Shape[]) {
  const extent = { west: Infinity, east: -Infinity, south: Infinity, north: -Infinity };
  for (const { polygons } of shapes)
    for (const [x, y] of polygons.flat(2)) {
      extent.west = Math.min(extent.west, x);
      extent.east = Math.max(extent.east, x);
      extent.south = Math.min(extent.south, y);
      extent.north = Math.max(extent.north, y);
    }
  return extent;
}

/**
 * A shape with the positions of a grid: shared borders stay shared, and details below the grid disappear. A shape
 * smaller than the grid keeps its largest ring. Exterior rings run clockwise, as Vega requires; GeoJSON has them the
 * other way round.
 */
export function simplified({ polygons, ...shape }: Shape, grid: number): Shape {
  const kept = polygons.flatMap((polygon) => {
    const [outer = [], ...holes] = polygon.map((ring) => onGrid(ring, grid));
    if (outer.length < 4) return [];
    return [
      [
        wound(outer, "clockwise"),
        ...holes.filter(({ length }) => length >= 4).map((hole) => wound(hole, "anticlockwise")),
      ],
    ];
  });
  if (kept.length > 0) return { ...shape, polygons: kept };
  const [first = []] = polygons;
  const largest = polygons.reduce(
    (a, b) => (Math.abs(areaOf(b[0] ?? [])) > Math.abs(areaOf(a[0] ?? [])) ? b : a),
    first,
  );
  return { ...shape, polygons: [[wound(largest[0] ?? [], "clockwise")]] };
}

function onGrid(ring: Ring, grid: number): Ring {
  const snapped = ring.map(([x, y]): Position => [snap(x, grid), snap(y, grid)]);
  return snapped.filter(
    ([x, y], index) => index === 0 || x !== snapped[index - 1]?.[0] || y !== snapped[index - 1]?.[1],
  );
}

const snap = (value: number, grid: number): number =>
  Number((Math.round(value / grid) * grid).toPrecision(7));

/** Twice the area inside a ring, positive if it runs anticlockwise. */
function areaOf(ring: Ring): number {
  return ring.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = ring[index + 1] ?? ring[0] ?? [x, y];
    return sum + x * nextY - nextX * y;
  }, 0);
}

function wound(ring: Ring, direction: "clockwise" | "anticlockwise"): Ring {
  const isClockwise = areaOf(ring) < 0;
  return isClockwise === (direction === "clockwise") ? ring : [...ring].reverse();
}
