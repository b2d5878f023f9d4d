/** Licences of texts and data by their SPDX identifiers: the name that a reader knows, and where the terms stand. */
const known: ReadonlyMap<string, { readonly name: string; readonly url: string }> = new Map([
  ...["4.0", "3.0"].flatMap((version) =>
    [
      ["BY", "Attribution"],
      ["BY-SA", "Attribution-ShareAlike"],
      ["BY-ND", "Attribution-NoDerivatives"],
      ["BY-NC", "Attribution-NonCommercial"],
      ["BY-NC-SA", "Attribution-NonCommercial-ShareAlike"],
      ["BY-NC-ND", "Attribution-NonCommercial-NoDerivatives"],
    ].map(([terms = "", words = ""]) => {
      const scope = version === "4.0" ? "International" : "Unported";
      const name = `Creative Commons ${words} ${version} ${scope}`;
      const url = `https://creativecommons.org/licenses/${terms.toLowerCase()}/${version}/`;
      return [`CC-${terms}-${version}`, { name, url }] as const;
    }),
  ),
  [
    "CC0-1.0",
    {
      name: "Creative Commons Zero 1.0 Universal",
      url: "https://creativecommons.org/publicdomain/zero/1.0/",
    },
  ],
  [
    "OGL-UK-3.0",
    {
      name: "Open Government Licence 3.0",
      url: "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    },
  ],
  [
    "ODC-By-1.0",
    { name: "Open Data Commons Attribution 1.0", url: "https://opendatacommons.org/licenses/by/1-0/" },
  ],
  ["ODbL-1.0", { name: "Open Database License 1.0", url: "https://opendatacommons.org/licenses/odbl/1-0/" }],
  ["MIT", { name: "MIT License", url: "https://spdx.org/licenses/MIT.html" }],
  ["Apache-2.0", { name: "Apache License 2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" }],
]);

export const licenceIds = [...known.keys()];

/** Identifiers of SPDX are the same in capitals and small letters. */
export function licenceOf(
  given: string,
): { readonly id: string; readonly name: string; readonly url: string } | undefined {
  const id = licenceIds.find((each) => each.toLowerCase() === given.toLowerCase());
  const licence = known.get(id ?? "");
  return id === undefined || licence === undefined ? undefined : { id, ...licence };
}
