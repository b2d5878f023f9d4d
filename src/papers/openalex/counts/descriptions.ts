/** Data-package descriptions of tables that a project does not have yet. */
const text = (name: string, description: string): object => ({
  name,
  type: "string",
  description,
  constraints: { required: true },
});
const whole = (name: string, unit: string, description: string): object => ({
  name,
  type: "integer",
  unit,
  description,
  constraints: { required: true, minimum: 0 },
});
const edition = text("edition", "Edition of the source");
const year = {
  name: "year",
  type: "integer",
  unit: "year",
  description: "Year of publication",
  constraints: { required: true, minimum: 1900, maximum: 2100 },
};
const key = (field: string, resource: string, named: string): object => ({
  fields: [field],
  reference: { resource, fields: [named] },
});
const editionKey = key("edition", "editions", "edition");

export interface TableDescription {
  readonly title: string;
  readonly description: string;
  readonly schema: object;
}

export const newTables: Readonly<Record<string, TableDescription>> = {
  "exact-pairs": {
    title: "Joint papers of exactly two economies, and of more",
    description:
      "Works of the reporter with a partner: those with authors in these two economies alone, and those with authors in others as well. Whole counts, every type. A partner without joint works in a year has no row.",
    schema: {
      fields: [
        text("reporter", "US or CN, code as in the table economies"),
        text("partner", "Partner, code as in the table economies"),
        year,
        edition,
        whole("exactlyTwo", "works", "Works with authors in exactly these two economies"),
        whole("more", "works", "Works with authors in these and in other economies"),
      ],
      primaryKey: ["reporter", "partner", "year", "edition"],
      foreignKeys: [editionKey, key("reporter", "economies", "code"), key("partner", "economies", "code")],
      missingValues: [""],
    },
  },
  "openalex-fields": {
    title: "Works of the United States and China by field and year",
    description:
      "Works by the field of their primary topic, 26 fields of OpenAlex; works without a topic are in none. Whole counts, every type. OpenAlex assigns topics by a model that changes between editions.",
    schema: {
      fields: [
        edition,
        year,
        whole("field", "none", "Number of the field at OpenAlex"),
        text("name", "Name of the field at OpenAlex"),
        whole("all", "works", "All works"),
        whole("us", "works", "Works with an author in the United States"),
        whole("cn", "works", "Works with an author in China"),
        whole("both", "works", "Works with authors in both"),
      ],
      primaryKey: ["edition", "year", "field"],
      foreignKeys: [editionKey],
      missingValues: [""],
    },
  },
  "country-coverage": {
    title: "Works without a country by year",
    description:
      "All works of OpenAlex, and those for which it knows no author's country. What grows or shrinks in counts of countries may be this share.",
    schema: {
      fields: [
        edition,
        year,
        whole("works", "works", "All works, every type"),
        whole("withoutCountry", "works", "Works of which no author's country is known"),
      ],
      primaryKey: ["edition", "year"],
      foreignKeys: [editionKey],
      missingValues: [""],
    },
  },
};
