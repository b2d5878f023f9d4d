// The data of `briefing init --example papers`: the simulated tables are in the example's folder, and names, schema and
// rules are taken from data/, their only copy.
import { createHash } from "node:crypto";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { dist } from "./places.mjs";

const folder = `${dist}/tools/scaffold/papers/data`;
const simulated = ["world-pairs", "world-international", "editions"];

export function copyPapersData() {
  const { resources, licenses, ...about } = JSON.parse(readFileSync("data/datapackage.json", "utf8"));
  const cc0 = licenses.filter(({ name }) => name === "CC0-1.0");
  const named = (wanted) => resources.find(({ name }) => name === wanted);
  const economies = named("economies");
  copyFileSync(`data/${economies.path}`, `${folder}/${economies.path}`);
  copyFileSync("data/works-rule.json", `${folder}/works-rule.json`);
  writeRule();
  const tables = simulated.map((name) => ofSimulation(named(name), cc0));
  writeJson("datapackage.json", {
    ...about,
    name: "simulated-papers",
    title: "Simulated: papers of a generated world",
    description:
      "No paper of these tables exists. README.md says how they were generated, and what is true of them.",
    licenses: cc0,
    resources: [...tables, truth(cc0), economies],
  });
}

/** The rule for the years and the single source of the simulation. Limits are those of the rule. */
function writeRule() {
  const rule = JSON.parse(readFileSync("data/verdict-rule.json", "utf8"));
  writeJson("verdict-rule.json", {
    ...rule,
    name: "Verdict rule, for the years of simulated papers",
    series: rule.series
      .filter(({ panel }) => panel === "world")
      .map((series) => ({
        ...series,
        source: "simulated",
        reads: series.reads.replace("OpenAlex", "Simulated"),
      })),
    baselines: [{ id: "2015–2017", from: 2015, to: 2017 }],
    hongKong: ["apart"],
  });
}

function ofSimulation(table, licenses) {
  const kept = Object.fromEntries(Object.entries(table).filter(([key]) => key !== "compression"));
  const fields = table.schema.fields.map((field) =>
    field.name === "source"
      ? { ...field, constraints: { ...field.constraints, enum: ["simulated"] } }
      : field,
  );
  return describe({
    ...kept,
    title: `Simulated: ${table.title.charAt(0).toLowerCase()}${table.title.slice(1)}`,
    description: `${table.description.replace("248 economies", "14 economies")} Simulated.`,
    path: `${table.name}.csv`,
    schema: { ...table.schema, fields },
    sources,
    licenses,
  });
}

const sources = [{ title: "Simulated: test/papers/works/example.mjs in the repository of briefing" }];

function truth(licenses) {
  const text = (name, description) => ({
    name,
    type: "string",
    description,
    constraints: { required: true },
  });
  return describe({
    name: "truth",
    title: "Simulated: the true answers",
    description: "What is true in the simulated world, for each question that the world decides.",
    path: "truth.csv",
    format: "csv",
    mediatype: "text/csv",
    encoding: "utf-8",
    schema: {
      fields: [
        text("question", "S4, S5 and S6: standings of the verdict rule; otherwise the question's name"),
        text("answer", "The true answer"),
      ],
      primaryKey: ["question"],
      missingValues: [""],
    },
    sources,
    licenses,
  });
}

function describe(table) {
  const content = readFileSync(`${folder}/${table.path}`);
  const hash = `sha256:${createHash("sha256").update(content).digest("hex")}`;
  return { ...table, bytes: content.length, hash };
}

const writeJson = (name, content) =>
  writeFileSync(`${folder}/${name}`, `${JSON.stringify(content, undefined, 2)}\n`);
