/**
 * The subset of Spark Connect in use (spark/connect/base.proto, Spark 4): queries are sent as SQL text, rows are
 * returned as Arrow. The decoder skips fields not listed here.
 */
import type { IMapField, INamespace } from "protobufjs";

export type PlanMessage =
  | { readonly root: { readonly sql: { readonly query: string } } }
  | {
      readonly command: {
        readonly sqlCommand: { readonly input: { readonly sql: { readonly query: string } } };
      };
    };

export interface Caller {
  readonly sessionId: string;
  readonly userContext: { readonly userId: string };
  readonly clientType: string;
}

export interface ExecuteMessage extends Caller {
  readonly plan: PlanMessage;
}
export interface ExecuteReply {
  readonly arrowBatch?: { readonly rowCount?: number; readonly data?: Uint8Array } | null;
}

export interface FilesMessage extends Caller {
  readonly inputFiles: { readonly plan: PlanMessage };
}
export interface FilesReply {
  readonly inputFiles?: { readonly files?: readonly string[] };
}

export interface ErrorMessage extends Caller {
  readonly errorId: string;
}
export interface ErrorReply {
  readonly rootErrorIdx?: number;
  readonly errors?: readonly { readonly message?: string; readonly causeIdx?: number }[];
}

/** Sent with a gRPC status, in `grpc-status-details-bin`. */
export interface StatusDetails {
  readonly details?: readonly { readonly typeUrl?: string; readonly value?: Uint8Array }[];
}
export interface ErrorInfo {
  readonly metadata?: Readonly<Record<string, string>>;
}

export const service = "/spark.connect.SparkConnectService";

const caller = {
  sessionId: { type: "string", id: 1 },
  userContext: { type: "UserContext", id: 2 },
} as const;

const metadata: IMapField = { keyType: "string", type: "string", id: 3 };

export const messages: INamespace = {
  nested: {
    UserContext: { fields: { userId: { type: "string", id: 1 } } },
    Sql: { fields: { query: { type: "string", id: 1 } } },
    Relation: { fields: { sql: { type: "Sql", id: 10 } } },
    SqlCommand: { fields: { input: { type: "Relation", id: 6 } } },
    Command: { fields: { sqlCommand: { type: "SqlCommand", id: 5 } } },
    Plan: { fields: { root: { type: "Relation", id: 1 }, command: { type: "Command", id: 2 } } },
    ExecuteMessage: {
      fields: { ...caller, plan: { type: "Plan", id: 3 }, clientType: { type: "string", id: 4 } },
    },
    ArrowBatch: { fields: { rowCount: { type: "int64", id: 1 }, data: { type: "bytes", id: 2 } } },
    ExecuteReply: { fields: { arrowBatch: { type: "ArrowBatch", id: 2 } } },
    InputFiles: { fields: { plan: { type: "Plan", id: 1 } } },
    FilesMessage: {
      fields: { ...caller, clientType: { type: "string", id: 3 }, inputFiles: { type: "InputFiles", id: 9 } },
    },
    FileNames: { fields: { files: { rule: "repeated", type: "string", id: 1 } } },
    FilesReply: { fields: { inputFiles: { type: "FileNames", id: 7 } } },
    ReleaseMessage: { fields: { ...caller, clientType: { type: "string", id: 3 } } },
    ReleaseReply: { fields: {} },
    ErrorMessage: {
      fields: { ...caller, errorId: { type: "string", id: 3 }, clientType: { type: "string", id: 4 } },
    },
    OneError: { fields: { message: { type: "string", id: 2 }, causeIdx: { type: "int32", id: 4 } } },
    ErrorReply: {
      fields: {
        rootErrorIdx: { type: "int32", id: 1 },
        errors: { rule: "repeated", type: "OneError", id: 2 },
      },
    },
    Any: { fields: { typeUrl: { type: "string", id: 1 }, value: { type: "bytes", id: 2 } } },
    StatusDetails: { fields: { details: { rule: "repeated", type: "Any", id: 3 } } },
    ErrorInfo: { fields: { metadata } },
  },
};
