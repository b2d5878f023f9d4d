import net from "node:net";
import type { StatusObject } from "@grpc/grpc-js";
import { expect, onTestFinished, test } from "vitest";
import { allRows } from "../../../../src/papers/works/engine.js";
import { connectTo } from "../../../../src/papers/works/spark/client.js";
import { describeWithSparkPackages } from "../../../support/spark.js";
import type { Execute } from "./fake-spark.js";

describeWithSparkPackages("a session on a Spark Connect server", async () => {
  const { default: grpc } = await import("@grpc/grpc-js");
  const { Int64, Table, Utf8, vectorFromArray } = await import("apache-arrow");
  const { batch, fakeSpark, portOf, remoteAt, sparkError } = await import("./fake-spark.js");

  const pairs = (from: number) =>
    new Table({
      country: vectorFromArray(["CN", null], new Utf8()),
      works: vectorFromArray([BigInt(from), 9_007_199_254_740_993n], new Int64()),
    });

  /** A session on a server that answers every query in this way. */
  async function sessionWith(execute: (query: string, call: Execute) => void) {
    const server = await fakeSpark(execute);
    return { ...server, session: await connectTo(server.remote) };
  }

  const failing = (status: Partial<StatusObject>) => (_: string, call: Execute) => {
    call.emit("error", status);
  };

  test("rows of several batches come in order, whole numbers of any size as text", async () => {
    const { session } = await sessionWith((_, call) => {
      call.write({});
      call.write(batch(pairs(1)));
      call.write(batch(pairs(2)));
      call.end();
    });
    expect(session.name).toBe("spark 4.2.0");
    expect(await allRows(session, "SELECT …")).toEqual([
      ["CN", "1"],
      [null, "9007199254740993"],
      ["CN", "2"],
      [null, "9007199254740993"],
    ]);
  });

  test("what is kept is let go of, and the session released, when it is closed", async () => {
    const released: unknown[] = [];
    const answer = (request: object) => released.push(request) && {};
    const answers = { AnalyzePlan: answer, FetchErrorDetails: answer, ReleaseSession: answer };
    const { remote, queries } = await fakeSpark((_, call) => call.end(), answers);
    const session = await connectTo(remote);
    await session.keep("records");
    await session.keep("panel");
    await session.close();
    expect(queries.slice(1)).toEqual([
      "CACHE TABLE records",
      "CACHE TABLE panel",
      "UNCACHE TABLE IF EXISTS panel",
      "UNCACHE TABLE IF EXISTS records",
    ]);
    expect(released).toMatchObject([{ userContext: { userId: "test" } }]);
  });

  test("a server that does not answer any more cannot keep a session from being closed", async () => {
    const { remote } = await fakeSpark((query, call) => {
      if (query.startsWith("CACHE")) call.end();
    });
    const session = await connectTo(remote, 200);
    await session.keep("records");
    await expect(session.close()).resolves.toBeUndefined();
  });

  test("the token goes to the server with every call, and into no message", async () => {
    const tokens: unknown[] = [];
    const { remote } = await fakeSpark((_, call) => {
      tokens.push(...call.metadata.get("authorization"));
      call.emit("error", { code: grpc.status.UNAUTHENTICATED, details: "Invalid token" });
    });
    const session = await connectTo({ ...remote, token: "s3cret" });
    const failure = await session.run("SELECT 1").catch((error: unknown) => error);
    expect(tokens).toEqual(["Bearer s3cret"]);
    expect(String(failure)).toMatch(/the server rejected the token \(Invalid token\)/);
    expect(JSON.stringify(failure)).not.toContain("s3cret");
  });

  test("a query that fails is reported with the last of its causes, without Spark's plan", async () => {
    const chain = {
      rootErrorIdx: 0,
      errors: [
        { message: "[FAILED_READ_FILE] reading file a.gz. SQLSTATE: KD001", causeIdx: 1 },
        { message: "org.apache.spark.Bad: [MALFORMED] record\n'Project [*]", causeIdx: 2 },
        { message: "java.io.EOFException: Unexpected end of input stream" },
      ],
    };
    const { remote } = await fakeSpark(failing(sparkError("[FAILED_READ_FILE] reading\n'Project [*]", "7")), {
      AnalyzePlan: () => ({}),
      ReleaseSession: () => ({}),
      FetchErrorDetails: ({ errorId }) => (errorId === "7" ? chain : {}),
    });
    const session = await connectTo(remote);
    await expect(session.run("CACHE TABLE records")).rejects.toThrow(
      /^Spark aborted the query: \[FAILED_READ_FILE\] reading file a\.gz\. Cause: Unexpected end of input stream$/,
    );
  });

  test("and by its status alone where the server tells no more", async () => {
    const { session } = await sessionWith(failing(sparkError("[NO_SUCH_TABLE] x\n'Project [*]", "7")));
    await expect(allRows(session, "SELECT * FROM x")).rejects.toThrow(
      /^Spark aborted the query: \[NO_SUCH_TABLE\] x$/,
    );
  });

  test("an answer that is cut is no answer: a query cannot be taken up again", async () => {
    const { session, cut } = await sessionWith((_, call) => {
      call.write(batch(pairs(1)), cut);
    });
    await expect(allRows(session, "SELECT …")).rejects.toMatchObject({
      message: expect.stringMatching(/connection was lost before the response was complete/) as string,
      hint: expect.stringMatching(/cannot be resumed\. Run the command again/) as string,
    });
  });

  test("rows that are announced and not sent are missed", async () => {
    const { session } = await sessionWith((_, call) => {
      call.write(batch(pairs(1), 3));
      call.end();
    });
    await expect(allRows(session, "SELECT …")).rejects.toThrow("Spark announced 3 rows but sent 2.");
  });

  test("an answer of a type that nobody asked for is an error, not text", async () => {
    const { session } = await sessionWith((_, call) => {
      call.write(batch(new Table({ list: vectorFromArray([{ country: "CN" }]) })));
      call.end();
    });
    await expect(allRows(session, "SELECT …")).rejects.toThrow(/unexpected type of a cell/);
  });

  test("messages that are too large", async () => {
    const details = "Received message larger than max (200000000 vs 134217728)";
    const { session } = await sessionWith(failing({ code: grpc.status.RESOURCE_EXHAUSTED, details }));
    await expect(session.run("SELECT …")).rejects.toMatchObject({
      message: expect.stringMatching(/messages are too large/) as string,
      hint: expect.stringMatching(/maxBatchSize/) as string,
    });
  });

  /** A port on which this answers. */
  async function listening(server: net.Server): Promise<number> {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      server.close();
    });
    return (server.address() as net.AddressInfo).port;
  }

  test.each([
    ["nobody", (socket: net.Socket) => socket.destroy()],
    ["a server of pages", (socket: net.Socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")],
  ])("%s at the address", async (_, answer) => {
    const port = await listening(net.createServer(answer));
    await expect(connectTo(remoteAt(port))).rejects.toThrow(
      new RegExp(`^sc://127\\.0\\.0\\.1:${port}: cannot reach a Spark Connect server`),
    );
  });

  test("a server without encryption where TLS is asked for", async () => {
    const { remote } = await fakeSpark((_, call) => call.end());
    await expect(connectTo({ ...remote, host: "localhost", isEncrypted: true })).rejects.toMatchObject({
      message: expect.stringMatching(/cannot reach/) as string,
      hint: expect.stringMatching(/TLS/) as string,
    });
  });

  test("a server of something else", async () => {
    const port = await portOf(new grpc.Server());
    await expect(connectTo(remoteAt(port))).rejects.toThrow(/does not support Spark Connect/);
  });
});
