import type { FigureData, FigureDifference, PointChange } from "../../contract/figure.js";
import { readable } from "../../numbers/readable.js";
import { arrow, plain, type Detail, type Span } from "./contract.js";
import { textDetails } from "./texts.js";

/** Data first, then the specification, then words, then what is drawn. */
export function figureDetails(figure: FigureDifference): readonly Detail[] {
  const { data, spec, texts, picture, unread = [] } = figure;
  const isExplained = data !== undefined || spec.length > 0 || texts.length > 0;
  return [
    ...(data === undefined ? [] : dataDetails(data)),
    ...(spec.length === 0 ? [] : [specGrid(spec)]),
    ...textDetails(texts),
    ...unread.map((file) => said(`Its ${file} differs, but could not be read.`)),
    ...(picture === "differs" && !isExplained ? [said("Only what is drawn differs.")] : []),
    ...(picture === "unknown" ? [said("The drawings could not be compared.")] : []),
  ];
}

const said = (text: string): Detail => ({ kind: "line", spans: [plain(text)] });

function dataDetails(data: FigureData): readonly Detail[] {
  const { pointsMoved, greatestAbsolute, pointsAdded, pointsRemoved } = data;
  const moved = pointsMoved.length;
  const [first] = pointsMoved;
  const isFirst =
    first?.point.name === greatestAbsolute?.point.name && first?.column === greatestAbsolute?.column;
  return [
    ...(moved > 1 && greatestAbsolute !== undefined && !isFirst
      ? [
          {
            kind: "line" as const,
            label: `${moved} points moved, most by number`,
            spans: pointSpans(greatestAbsolute),
          },
        ]
      : []),
    ...(moved === 0 ? [] : [pointGrid(pointsMoved)]),
    ...named("points", pointsAdded.map(pointName), pointsRemoved.map(pointName)),
    ...named("series", data.seriesAdded, data.seriesRemoved),
    ...named("columns", data.columnsAdded, data.columnsRemoved),
  ];
}

const pointName = ({ name }: { readonly name: string }) => name;

/** Lists of what came and what went; none where there is nothing. */
export function named(noun: string, added: readonly string[], removed: readonly string[]): readonly Detail[] {
  const list = (mark: "added" | "removed", names: readonly string[]): readonly Detail[] =>
    names.length === 0 ? [] : [{ kind: "names", label: `${noun} ${mark}`, mark, names }];
  return [...list("added", added), ...list("removed", removed)];
}

function pointSpans(change: PointChange): readonly Span[] {
  const { point, column, delta } = change;
  const place = point.name === "" ? column : `${point.name}: ${column}`;
  return [plain(`${place} `), ...pointArrow(change), plain(delta ? ` ${delta.text}` : "")];
}

/** Both ends of what moved: numbers with as many digits as it takes to see it. */
export function pointArrow({ was, is }: Pick<PointChange, "was" | "is">): readonly Span[] {
  if (typeof was === "number" && typeof is === "number") return arrow(...readable(was, is));
  const shown = (value: PointChange["was"]) => (value === null ? "none" : String(value));
  return arrow(shown(was), shown(is));
}

function pointGrid(points: readonly PointChange[]): Detail {
  const isNamed = points.some(({ point }) => point.name !== "");
  return {
    kind: "grid",
    noun: "point",
    columns: [
      ...(isNamed ? [{ title: "Point", align: "left" as const }] : []),
      { title: "Column", align: "left" },
      { title: "Before → after", align: "right" },
      { title: "Change", align: "right" },
    ],
    rows: points.map((change) => [
      ...(isNamed ? [[plain(change.point.name)]] : []),
      [plain(change.column)],
      pointArrow(change),
      [plain(change.delta?.text ?? "")],
    ]),
  };
}

function specGrid(spec: FigureDifference["spec"]): Detail {
  return {
    kind: "grid",
    noun: "part of the specification",
    columns: [
      { title: "Specification", align: "left" },
      { title: "Where", align: "left" },
      { title: "Before → after", align: "left" },
    ],
    rows: spec.map(({ aspect, path, was, is }) => [
      [plain(aspect)],
      [{ text: path, mark: "code" }],
      was === undefined && is === undefined ? [plain("differs")] : arrow(was, is, "nothing"),
    ]),
  };
}
