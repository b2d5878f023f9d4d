// One master, two workers of a core each, and a Connect server, all on 127.0.0.1.
import { randomUUID } from "node:crypto";
import path from "node:path";
import { endOf, freePorts, kill, start, waitFor } from "./processes.mjs";

/** What Spark's own launcher opens to it in Java 17 and later. */
const opened = [
  "java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent",
  "java.util.concurrent.atomic jdk.internal.ref sun.nio.ch sun.nio.cs sun.security.action sun.util.calendar",
].flatMap((line) => line.split(" ").map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`));

export async function startCluster(home, logs) {
  const token = randomUUID();
  const [masterPort, firstPort, secondPort, connectPort] = await freePorts(4);
  const env = {
    SPARK_HOME: home,
    SPARK_LOCAL_IP: "127.0.0.1",
    // Spark looks for it in its own sources otherwise.
    SPARK_SCALA_VERSION: "2.13",
    SPARK_WORKER_DIR: path.join(logs, "worker"),
    SPARK_LOCAL_DIRS: path.join(logs, "local"),
    SPARK_CONNECT_AUTHENTICATE_TOKEN: token,
    JDK_JAVA_OPTIONS: [...opened, "-Djdk.reflect.useDirectMethodHandle=false"].join(" "),
  };
  const java = (name, memory, ...args) =>
    start("java", [`-Xmx${memory}`, `-Djava.io.tmpdir=${logs}`, "-cp", `${home}/jars/*`, ...args], {
      log: path.join(logs, `${name}.log`),
      env,
      cwd: logs,
    });
  const master = `spark://127.0.0.1:${masterPort}`;
  const masterArgs = ["--host", "127.0.0.1", "--port", masterPort, "--webui-port", 0].map(String);
  const started = java("master", "512m", "org.apache.spark.deploy.master.Master", ...masterArgs);
  await waitFor(started, (log) => log.includes("I have been elected leader"), "the master");
  const workers = new Map();
  const startWorker = (port) => {
    const args = ["--host", "127.0.0.1", "--port", port, "--webui-port", 0, "--cores", 1, "--memory", "1g"];
    const argv = [...args.map(String), master];
    const worker = java(`worker-${port}`, "512m", "org.apache.spark.deploy.worker.Worker", ...argv);
    workers.set(String(port), worker);
    return worker;
  };
  const registered = (worker) =>
    waitFor(worker, (log) => log.includes("Successfully registered with master"), "a worker");
  await Promise.all([firstPort, secondPort].map((port) => registered(startWorker(port))));
  /** In the place of one that was killed; an executor of it is there when this returns. */
  const addWorker = async () => {
    const [port] = await freePorts(1);
    await registered(startWorker(port));
    const [, executor] = await waitFor(
      server,
      (log) => new RegExp(`Granted executor ID \\S+/(\\d+) on hostPort 127\\.0\\.0\\.1:${port}`).exec(log),
      "an executor of the new worker",
    );
    const joined = new RegExp(`Registered executor .* with ID +${executor}\\b`);
    await waitFor(server, (log) => joined.test(log), "the new executor");
  };
  const settings = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.executor.cores": 1,
    "spark.executor.memory": "1g",
    "spark.executor.extraJavaOptions": `-Djava.io.tmpdir=${logs}`,
    "spark.connect.grpc.binding.address": "127.0.0.1",
    "spark.connect.grpc.binding.port": connectPort,
    "spark.sql.catalogImplementation": "in-memory",
    "spark.sql.shuffle.partitions": 4,
    // A task a file, so that there are tasks to lose.
    "spark.sql.files.maxPartitionBytes": "64k",
    "spark.ui.enabled": false,
  };
  const server = java(
    "server",
    "1g",
    "org.apache.spark.deploy.SparkSubmit",
    "--class",
    "org.apache.spark.sql.connect.service.SparkConnectServer",
    "--master",
    master,
    ...Object.entries(settings).flatMap(([name, value]) => ["--conf", `${name}=${value}`]),
    "spark-internal",
  );
  await waitFor(server, (log) => log.includes("Spark Connect server started at"), "the Connect server");
  return { server, workers, addWorker, token, remote: `sc://127.0.0.1:${connectPort}` };
}

/**
 * Kills a worker, and its executor with it, that has just kept a part of the records and should read the next; `before` is
 * how long the server's log was when Spark was asked. Returns the stage and the executor.
 */
export async function killReadingWorker({ server, workers }, before) {
  const [, stage] = await waitFor(
    server,
    (log) => /Submitting \d+ missing tasks from \w+ (\d+) \(In-memory table records /.exec(log.slice(before)),
    "Spark reads the records",
  );
  const finished = new RegExp(`Finished task \\S+ in stage ${stage}\\.0 .* \\(executor (\\d+)\\)`);
  const [, executor] = await waitFor(
    server,
    (log) => finished.exec(log.slice(before)),
    "an executor has read a file",
  );
  const [, port] = await waitFor(
    server,
    (log) => new RegExp(`Granted executor ID \\S+/${executor} on hostPort 127\\.0\\.0\\.1:(\\d+)`).exec(log),
    "its worker",
  );
  const worker = workers.get(port);
  kill(worker);
  await endOf(worker, 60);
  return { stage, executor };
}

/** How often the log says that a task of the stage was running on the executor when it was lost. */
export function tasksLost(log, { stage, executor }) {
  const tids = (pattern) => [...log.matchAll(new RegExp(pattern, "g"))].map(([, tid]) => tid);
  const began = tids(`Starting task \\S+ in stage ${stage}\\.0 \\(TID (\\d+)\\) .*executor ${executor},`);
  const finished = tids(`Finished task \\S+ in stage ${stage}\\.0 \\(TID (\\d+)\\)`);
  return began.filter((tid) => !finished.includes(tid)).length;
}
