// Writes the list of all packages that are installed with packages of this repository (CycloneDX), on any system.
// usage: node test/package/sbom.mjs FILE [src/briefing …]   (default: all that are published)
// `npm sbom` runs in a folder with only these packages: when asked to omit development dependencies, it also omits
// packages that users need, too, and a workspace without a version makes it fail.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root, workFolder } from "../checks.mjs";

const [file = "sbom.cdx.json", ...chosen] = process.argv.slice(2);
const published = chosen.length > 0 ? chosen : ["src/briefing", "src/collaboration", "src/papers"];
const read = (name) => JSON.parse(readFileSync(path.join(root, name), "utf8"));

const lock = read("package-lock.json");
const ofPublished = (kind) => Object.assign({}, ...published.map((place) => lock.packages[place][kind]));
/** Another package of this repository is a peer. */
const own = {
  name: "published",
  version: lock.packages["src/briefing"].version,
  license: "MIT",
  dependencies: ofPublished("dependencies"),
  optionalDependencies: ofPublished("optionalDependencies"),
};
const packages = { "": own };

/** Like Node: in the nearest node_modules folder upwards. */
function placeOf(name, from) {
  const place = `${from === "" ? "" : `${from}/`}node_modules/${name}`;
  if (place in lock.packages) return place;
  return from === ""
    ? undefined
    : placeOf(name, from.slice(0, Math.max(0, from.lastIndexOf("/node_modules/"))));
}

const nameOf = (place) => place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);

const visit = (place) => {
  const {
    dependencies,
    optionalDependencies,
    peerDependencies = {},
    peerDependenciesMeta = {},
  } = packages[place];
  // npm does not install optional peers.
  const peers = Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true);
  for (const name of [...peers, ...Object.keys({ ...optionalDependencies, ...dependencies })]) {
    const found = placeOf(name, place);
    if (found === undefined || found in packages) continue;
    packages[found] = lock.packages[found];
    visit(found);
  }
};
visit("");

const folder = workFolder("sbom");
const write = (name, value) => writeFileSync(path.join(folder, name), JSON.stringify(value));
write("package.json", own);
write("package-lock.json", { ...lock, packages });
const argv = ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"];
const text = execFileSync("npm", argv, { cwd: folder, encoding: "utf8", maxBuffer: 1e8 });
const listed = new Set(JSON.parse(text).components.map(({ name, version }) => `${name}@${version}`));
const places = Object.keys(packages).filter((place) => place !== "");
// npm lists an aliased package under either name.
const namesOf = (place) => [nameOf(place), packages[place].name];
const missing = places.filter(
  (place) => !namesOf(place).some((name) => listed.has(`${name}@${packages[place].version}`)),
);
if (missing.length > 0) throw new Error(`Not in the list: ${missing.join(", ")}`);
writeFileSync(file, text);
console.log(`${file}: ${listed.size} packages`);
