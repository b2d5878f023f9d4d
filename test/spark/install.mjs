// Apache Spark out of Maven's cache or Maven Central, and pysail out of pip's cache or its index.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ask = (program, ...args) => spawnSync(program, args, { encoding: "utf8" });
const has = (program, ...args) => ask(program, ...args).status === 0;

/** What a program said that failed, which it may also do by taking too long; undefined where all went well. */
function failureOf(program, args) {
  const { status, error, stdout, stderr } = spawnSync(program, args, { encoding: "utf8", timeout: 300_000 });
  if (status === 0) return undefined;
  return [`${program} ends with ${status}`, stdout, stderr, error?.message ?? ""].join("\n");
}

/** In its last line, which says why. */
const run = (program, args) => failureOf(program, args)?.trim().split("\n").at(-1);

/** Spark 4 needs Java 17: an older one says 1.8 or 11. */
function hasJava() {
  const { stdout, stderr } = ask("java", "-version");
  return Number(/version "(\d+)/.exec(`${stdout}${stderr}`)?.[1] ?? 0) >= 17;
}

/** What Maven says where it cannot reach the registry; an artefact that is not there is another matter. */
const unreachable =
  /could not transfer|failed to transfer|unknown host|in offline mode|timed out|ETIMEDOUT|no plugin found for prefix|error resolving version for plugin/i;

/** Makes `home` a folder that Spark can be started from; or says what is missing. Throws where Maven fails otherwise. */
export function installSpark(home) {
  if (process.platform !== "linux") return { missing: "this step starts Spark on Linux alone." };
  if (!hasJava() || !has("mvn", "-version")) {
    if (process.getuid() !== 0 || !has("apt-get", "--version"))
      return {
        missing: "Java 17 and Maven are not installed, and only root can install them, with apt-get.",
      };
    const apt = (...args) => run("apt-get", ["-qq", "-o", "Dpkg::Use-Pty=0", ...args]);
    apt("update");
    const packages = ["openjdk-17-jre-headless", "maven"];
    const failure = apt("install", "-y", "--no-install-recommends", ...packages);
    if (failure !== undefined)
      return { missing: `apt-get cannot install ${packages.join(", ")}: ${failure}` };
    if (!hasJava()) return { missing: "the java that is found first is older than Java 17." };
  }
  mkdirSync(home, { recursive: true });
  const pom = fileURLToPath(new URL("pom.xml", import.meta.url));
  const list = path.join(home, "classpath");
  const maven = ["-B", "-q", "-f", pom, "dependency:build-classpath", `-Dmdep.outputFile=${list}`];
  const failure = failureOf("mvn", maven);
  if (failure !== undefined) {
    const words = `Maven cannot bring Spark here: ${/\[ERROR\] \S.*/.exec(failure)?.[0] ?? failure}`;
    if (unreachable.test(failure)) return { missing: words };
    throw new Error(words);
  }
  mkdirSync(path.join(home, "jars"));
  for (const jar of readFileSync(list, "utf8").trim().split(path.delimiter))
    symlinkSync(jar, path.join(home, "jars", path.basename(jar)));
  return { missing: undefined };
}

/** The command `sail` in an environment in `folder`; or why it is missing. */
export function installSail(folder) {
  if (!has("python3", "--version")) return { missing: "there is no python3." };
  const made = run("python3", ["-m", "venv", folder]);
  if (made !== undefined) return { missing: `python3 makes no environment: ${made}` };
  const pip = path.join(folder, "bin/pip");
  const options = ["-q", "--disable-pip-version-check", "--only-binary", ":all:"];
  const installed = run(pip, ["install", ...options, "pysail==0.7.2"]);
  if (installed !== undefined) return { missing: `pip cannot install pysail: ${installed}` };
  return { missing: undefined, sail: path.join(folder, "bin/sail") };
}
