/** Every chart helper once, on invented numbers: the guide prints each example beside the picture that it gives. */
import {
  area,
  bar,
  bumpChart,
  divergingBars,
  dumbbell,
  heat,
  heatMap,
  histogram,
  line,
  lineWithBounds,
  rankedBars,
  scatter,
  scoreboard,
  smallMultiples,
  type Spec,
  specificationCurve,
  waterfall,
} from "../../src/index.js";

interface Example {
  /** When it serves. */
  readonly words: string;
  readonly spec: () => Spec;
}

const complete = "complete" as const;

const visits = [
  { year: 2021, branch: "North", visits: 18200 },
  { year: 2021, branch: "South", visits: 9400 },
  { year: 2022, branch: "North", visits: 21100 },
  { year: 2022, branch: "South", visits: 8800 },
  { year: 2023, branch: "North", visits: 24000 },
  { year: 2023, branch: "South", visits: 8100 },
];

export const gallery: Readonly<Record<string, Example>> = {
  line: {
    words: "Series over years, dates, months or numbers.",
    spec: () =>
      line(visits, {
        x: "year",
        y: "visits",
        by: "branch",
        events: [{ date: "2022-05-01", label: "Renovated" }],
        spans: [{ from: 2022, to: 2022, label: "half open" }],
        colours: { South: "grey" },
      }),
  },
  area: {
    words: "A whole and its parts, stacked.",
    spec: () => area(visits, { x: "year", y: "visits", by: "branch" }),
  },
  bar: {
    words: "A length for each name, lying or upright, in the order of the rows.",
    spec: () => bar(visits.slice(4), { x: "visits", y: "branch" }),
  },
  scatter: {
    words: "A point for each row, by two numbers.",
    spec: () =>
      scatter(
        [
          { town: "Ashford", readers: 1200, visits: 8100, region: "coast" },
          { town: "Belmont", readers: 5200, visits: 24000, region: "hills" },
          { town: "Carrick", readers: 3100, visits: 17500, region: "coast" },
          { town: "Dunmore", readers: 800, visits: 2100, region: "hills" },
        ],
        { x: "readers", y: "visits", by: "region", label: "town", log: "x" },
      ),
  },
  histogram: {
    words: "How often numbers fall between round numbers.",
    spec: () => histogram(visits, { x: "visits", bins: 8 }),
  },
  heat: {
    words: "A number for each pair of names, as the strength of a colour.",
    spec: () => heat(visits, { x: "year", y: "branch", value: "visits" }),
  },
  lineWithBounds: {
    words: "Series over the years; values known between two bounds, early years, events.",
    spec: () =>
      lineWithBounds({
        rows: [
          { series: "book", year: 2019, lower: 480, upper: 480, status: complete },
          { series: "book", year: 2020, lower: 390, upper: 410, status: complete },
          { series: "book", year: 2021, lower: 440, upper: 440, status: complete },
          { series: "book", year: 2022, lower: 500, upper: 500, status: "incomplete" },
          { series: "film", year: 2019, lower: 290, upper: 290, status: complete },
          { series: "film", year: 2020, lower: 200, upper: 200, status: complete },
          { series: "film", year: 2021, lower: 170, upper: 170, status: complete },
          { series: "film", year: 2022, lower: 150, upper: 150, status: "incomplete" },
        ],
        series: [
          { key: "book", label: "Books", colour: "blue", shape: "circle" },
          { key: "film", label: "Films", colour: "vermilion", shape: "square" },
        ],
        style: "count",
        events: [{ date: "2020-03-15", label: "Closed" }],
      }),
  },
  rankedBars: {
    words: "One number each, ranked, with bounds where there are some.",
    spec: () =>
      rankedBars({
        rows: [
          { label: "Physics", value: 0.42, lower: 0.38, upper: 0.46, text: "42 %" },
          { label: "Chemistry", value: 0.35, text: "35 %", colour: "blue" },
          { label: "History", value: 0.12, text: "12 %" },
        ],
      }),
  },
  divergingBars: {
    words: "Gains and losses on either side of zero.",
    spec: () =>
      divergingBars({
        rows: [
          { label: "Germany", value: 1200, text: "+1,200", colour: "blue" },
          { label: "Japan", value: 300, text: "+300" },
          { label: "Canada", value: -800, text: "−800", colour: "vermilion" },
        ],
      }),
  },
  dumbbell: {
    words: "Two values a row: two years, two sources.",
    spec: () =>
      dumbbell({
        rows: [
          { label: "Physics", first: 120, second: 180, firstText: "120", secondText: "180" },
          { label: "Biology", first: 210, second: 190, firstText: "210", secondText: "190" },
        ],
        first: { label: "2018", colour: "muted" },
        second: { label: "2023", colour: "accent" },
      }),
  },
  heatMap: {
    words: "A table whose colour follows its numbers.",
    spec: () =>
      heatMap({
        rows: [
          { row: "Physics", column: "2018", value: 1.1, text: "1.1" },
          { row: "Physics", column: "2023", value: 1.6, text: "1.6" },
          { row: "Biology", column: "2018", value: 0.9, text: "0.9" },
          { row: "Biology", column: "2023", value: 0.7, text: "0.7" },
        ],
        ramp: { kind: "sequential" },
      }),
  },
  bumpChart: {
    words: "Who ranks where, from year to year.",
    spec: () =>
      bumpChart({
        rows: ["Germany", "Japan", "Canada"].flatMap((name, index) => [
          { name, year: 2018, rank: index + 1 },
          { name, year: 2023, rank: 3 - index },
        ]),
        highlighted: { Canada: "accent" },
      }),
  },
  smallMultiples: {
    words: "The same lines for many, on one scale.",
    spec: () =>
      smallMultiples({
        rows: ["physics", "biology"].flatMap((panel, index) =>
          [2019, 2020, 2021, 2022].map((year) => {
            const value = 100 + (year - 2019) * (index === 0 ? 30 : -15);
            return { panel, series: "papers", year, lower: value, upper: value, status: complete };
          }),
        ),
        panels: [
          { key: "physics", label: "Physics" },
          { key: "biology", label: "Biology" },
        ],
        series: [{ key: "papers", label: "Papers", colour: "blue" }],
        style: "count",
        columns: 2,
      }),
  },
  waterfall: {
    words: "A change taken apart: where it begins, its parts, where it ends.",
    spec: () =>
      waterfall({
        start: { label: "2018", value: 100, text: "100" },
        steps: [
          { label: "size", value: 40, text: "+40" },
          { label: "affinity", value: -60, text: "−60" },
        ],
        end: { label: "2023", value: 80, text: "80" },
      }),
  },
  specificationCurve: {
    words: "One number under all reasonable choices, and the choices behind each.",
    spec: () =>
      specificationCurve({
        rows: [
          {
            value: -0.3,
            text: "−30 %",
            series: "a",
            choices: { counting: "whole", base: "three" },
            weight: "headline",
          },
          { value: -0.2, text: "−20 %", series: "a", choices: { counting: "parts", base: "three" } },
          { value: -0.1, text: "−10 %", series: "b", choices: { counting: "whole", base: "five" } },
          { value: 0.05, text: "+5 %", series: "b", choices: { counting: "parts", base: "five" } },
        ],
        series: [
          { key: "a", label: "Source A", colour: "blue" },
          { key: "b", label: "Source B", colour: "vermilion", shape: "square" },
        ],
        choices: [
          {
            key: "counting",
            label: "Counting",
            answers: [
              { key: "whole", label: "whole" },
              { key: "parts", label: "fractional" },
            ],
          },
          {
            key: "base",
            label: "Baseline",
            answers: [
              { key: "three", label: "three years" },
              { key: "five", label: "five years" },
            ],
          },
        ],
        style: "percent",
      }),
  },
  scoreboard: {
    words: "Claims by their verdicts, with what was found of each part.",
    spec: () =>
      scoreboard({
        rows: [
          { label: "Fewer films are borrowed", verdict: "supported", parts: ["holds", "holds"] },
          { label: "Nobody borrows films", verdict: "partly", parts: ["holds", "fails", "not-testable"] },
        ],
      }),
  },
};
