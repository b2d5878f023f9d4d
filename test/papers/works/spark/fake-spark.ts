/** A Spark Connect server on this machine that answers as a test says. */
import { promisify } from "node:util";
import grpc, { type sendUnaryData, type ServerUnaryCall, type ServerWritableStream } from "@grpc/grpc-js";
import { tableFromArrays, tableToIPC, type Table } from "apache-arrow";
import protobuf from "protobufjs/light.js";
import { onTestFinished } from "vitest";
import {
  messages,
  service,
  type ExecuteMessage,
  type ExecuteReply,
} from "../../../../src/papers/works/spark/protocol.js";
import type { Remote } from "../../../../src/papers/works/spark/remote.js";

export type Execute = ServerWritableStream<ExecuteMessage, ExecuteReply>;
type Unary = (request: Record<string, unknown>) => object;

const root = protobuf.Root.fromJSON(messages);

const method = (name: string, type: string, responseStream: boolean) => ({
  path: `${service}/${name}`,
  requestStream: false,
  responseStream,
  requestSerialize: encoder(`${type}Message`),
  requestDeserialize: decoder(`${type}Message`),
  responseSerialize: encoder(`${type}Reply`),
  responseDeserialize: decoder(`${type}Reply`),
});

function encoder(name: string) {
  const type = root.lookupType(name);
  return (message: object): Buffer => Buffer.from(type.encode(type.fromObject(message)).finish());
}

function decoder(name: string) {
  const type = root.lookupType(name);
  return (bytes: Buffer): Record<string, unknown> => type.toObject(type.decode(bytes));
}

export interface FakeSpark {
  readonly remote: Remote;
  readonly queries: readonly string[];
  readonly cut: () => void;
}

/** `execute` is given every query but that for the version; the other methods are there where `answers` has them. */
export async function fakeSpark(
  execute: (query: string, call: Execute) => void,
  answers?: Readonly<Record<"AnalyzePlan" | "FetchErrorDetails" | "ReleaseSession", Unary>>,
): Promise<FakeSpark> {
  const server = new grpc.Server();
  const queries: string[] = [];
  const unary =
    (answer: Unary) =>
    (call: ServerUnaryCall<Record<string, unknown>, object>, done: sendUnaryData<object>) => {
      done(null, answer(call.request));
    };
  server.addService(
    { ExecutePlan: method("ExecutePlan", "Execute", true) },
    {
      ExecutePlan(call: Execute) {
        const { plan } = call.request;
        const query = "root" in plan ? plan.root.sql.query : plan.command.sqlCommand.input.sql.query;
        queries.push(query);
        if (query === "SELECT version()") {
          call.write(batch(tableFromArrays({ version: ["4.2.0 abc"] })));
          call.end();
        } else execute(query, call);
      },
    },
  );
  if (answers !== undefined)
    server.addService(
      {
        AnalyzePlan: method("AnalyzePlan", "Files", false),
        FetchErrorDetails: method("FetchErrorDetails", "Error", false),
        ReleaseSession: method("ReleaseSession", "Release", false),
      },
      Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, unary(answer)])),
    );
  const port = await portOf(server);
  const cut = (): void => {
    server.forceShutdown();
  };
  return { remote: remoteAt(port), queries, cut };
}

/** Listens on this machine until the test ends. */
export async function portOf(server: grpc.Server): Promise<number> {
  onTestFinished(() => {
    server.forceShutdown();
  });
  return promisify(server.bindAsync.bind(server))("127.0.0.1:0", grpc.ServerCredentials.createInsecure());
}

export const remoteAt = (port: number): Remote => ({
  host: "127.0.0.1",
  port,
  isEncrypted: false,
  token: undefined,
  userId: "test",
});

export const batch = (table: Table, rowCount = table.numRows): ExecuteReply => ({
  arrowBatch: { rowCount, data: tableToIPC(table, "stream") },
});

/** A failure as Spark tells it: its status, and an id by which more can be asked. */
export function sparkError(message: string, errorId: string): Partial<grpc.StatusObject> {
  const metadata = new grpc.Metadata();
  const value = encoder("ErrorInfo")({ metadata: { errorId } });
  const details = [{ typeUrl: "type.googleapis.com/google.rpc.ErrorInfo", value }];
  metadata.set("grpc-status-details-bin", encoder("StatusDetails")({ details }));
  return { code: grpc.status.INTERNAL, details: message, metadata };
}
