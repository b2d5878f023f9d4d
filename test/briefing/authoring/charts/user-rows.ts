/** Rows as users bring them: more states than lines have room for, months, long names. */
export const states = [
  "Nordrhein-Westfalen",
  "Bayern",
  "Baden-Württemberg",
  "Niedersachsen",
  "Hessen",
  "Sachsen",
  "Rheinland-Pfalz",
  "Berlin",
];
export const people = states.flatMap((state, index) =>
  [2019, 2020, 2021].map((year) => ({ state, year, people: (18 - 2 * index) * 1e6 + (year - 2019) * 1e4 })),
);
const months = ["2022-01", "2022-02", "2022-03", "2022-04", "2022-05", "2022-06"];
export const stations = ["Köln Clevischer Ring", "Düsseldorf Corneliusstraße", "Lübeck St. Jürgen"];
export const measured = stations.flatMap((station, index) =>
  months.map((month, at) => ({ station, month, level: 20 + 5 * index + at })),
);
