// Apache Spark out of Maven's cache or Maven Central, and pysail out of pip's cache or its index.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const has = (program, ...args) => spawnSync(program, args, { stdio: "ignore" }).status === 0;

/** What failed, in its last line that says why; undefined where all went well. */
function run(program, args, mark = /\S/) {
  const { status, error, stdout, stderr } = spawnSync(program, args, { encoding: "utf8", timeout: 300_000 });
  if (status === 0) return undefined;
  const lines = `${stdout}\n${stderr}`.split("\n").filter((line) => mark.test(line));
  return error?.message ?? lines.at(-1) ?? `${program} ends with ${status}`;
}

/** Makes `home` a folder that Spark can be started from; or says why not. */
export function installSpark(home) {
  if (process.platform !== "linux") return { missing: "this step starts Spark on Linux alone." };
  if (!has("java", "-version") || !has("mvn", "-version")) {
    if (!has("apt-get", "--version"))
      return { missing: "Java and Maven are not installed, and there is no apt-get to install them." };
    const apt = (...args) => run("apt-get", ["-qq", "-o", "Dpkg::Use-Pty=0", ...args]);
    apt("update");
    const packages = ["openjdk-17-jre-headless", "maven"];
    const failure = apt("install", "-y", "--no-install-recommends", ...packages);
    if (failure !== undefined)
      return { missing: `apt-get cannot install ${packages.join(", ")}: ${failure}` };
  }
  mkdirSync(home, { recursive: true });
  const pom = fileURLToPath(new URL("pom.xml", import.meta.url));
  const list = path.join(home, "classpath");
  const maven = ["-B", "-q", "-f", pom, "dependency:build-classpath", `-Dmdep.outputFile=${list}`];
  const failure = run("mvn", maven, /^\[ERROR\]/);
  if (failure !== undefined) return { missing: `Maven cannot bring Spark here: ${failure}` };
  mkdirSync(path.join(home, "jars"));
  for (const jar of readFileSync(list, "utf8").trim().split(path.delimiter))
    symlinkSync(jar, path.join(home, "jars", path.basename(jar)));
  return { missing: undefined };
}

/** The command `sail` in an environment in `folder`; or why there is none. */
export function installSail(folder) {
  if (!has("python3", "--version")) return { missing: "there is no python3." };
  const made = run("python3", ["-m", "venv", folder]);
  if (made !== undefined) return { missing: `python3 makes no environment: ${made}` };
  const pip = path.join(folder, "bin/pip");
  const installed = run(pip, [
    "install",
    "-q",
    "--disable-pip-version-check",
    "--only-binary",
    ":all:",
    "pysail==0.7.2",
  ]);
  if (installed !== undefined) return { missing: `pip cannot install pysail: ${installed}` };
  return { missing: undefined, sail: path.join(folder, "bin/sail") };
}
