/** Every chart helper once, on invented numbers: the guide prints each example beside the picture that it gives. */
import {
  area,
  bar,
  bumpChart,
  divergingBars,
  heat,
  histogram,
  line,
  scatter,
  scoreboard,
  type Spec,
} from "../../src/index.js";

interface Example {
  /** When it serves. */
  readonly words: string;
  readonly spec: () => Spec;
}

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
