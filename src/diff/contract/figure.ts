import type { TextChange } from "./text.js";
import type { NumberDelta } from "./value.js";

type Scalar = string | number | boolean | null;

/** A row of a figure's data by the columns that identify it. */
export interface PointName {
  /** `OpenAlex, 2020`. */
  readonly name: string;
  readonly key: Readonly<Record<string, Scalar>>;
  /** Series that it belongs to; empty where the figure has one only. */
  readonly series: string;
}

export interface PointChange {
  readonly point: PointName;
  readonly column: string;
  readonly was: Scalar;
  readonly is: Scalar;
  readonly delta?: NumberDelta;
}

export interface FigureData {
  /** Columns that identify a point, and those that name its series. */
  readonly keyColumns: readonly string[];
  readonly seriesColumns: readonly string[];
  readonly seriesAdded: readonly string[];
  readonly seriesRemoved: readonly string[];
  readonly pointsAdded: readonly PointName[];
  readonly pointsRemoved: readonly PointName[];
  /** Greatest relative change first. */
  readonly pointsMoved: readonly PointChange[];
  readonly columnsAdded: readonly string[];
  readonly columnsRemoved: readonly string[];
  readonly greatestAbsolute?: PointChange;
  readonly greatestRelative?: PointChange;
}

export type SpecAspect =
  | "encoding"
  | "domain"
  | "scale"
  | "axis"
  | "mark"
  | "title"
  | "colour"
  | "size"
  | "layers"
  | "transform"
  | "drawn-data"
  | "other";

export interface SpecChange {
  readonly aspect: SpecAspect;
  /** Way into the spec: `layer.0.encoding.y.scale.domain`. */
  readonly path: string;
  /** JSON of what stands there; absent where nothing does. */
  readonly was?: string;
  readonly is?: string;
}

/** What differs between two states of a figure: data first, then spec, then words, then what is drawn. */
export interface FigureDifference {
  readonly data?: FigureData;
  readonly spec: readonly SpecChange[];
  /** Changed words of title, subtitle, caption, alt, source. */
  readonly texts: readonly TextChange[];
  /** Whether the drawing differs; `unknown` where a side's file could not be read. */
  readonly picture: "same" | "differs" | "unknown";
  /** Files that differ by their hashes and could not be read, so that what differs in them is not known. */
  readonly unread?: readonly ("data" | "spec")[];
  /** Paths in `Briefing.files`. */
  readonly wasFiles?: FigurePaths;
  readonly isFiles?: FigurePaths;
}
export interface FigurePaths {
  readonly svg: string;
  readonly spec: string;
  readonly data: string;
}
