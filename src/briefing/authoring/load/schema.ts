/** The part of the Data Package standard (v1 and v2) that this program uses. */
export const fieldTypes = ["string", "integer", "number", "boolean", "year", "date", "datetime"] as const;
export type FieldType = (typeof fieldTypes)[number];

export interface Constraints {
  readonly required?: boolean;
  readonly unique?: boolean;
  readonly enum?: readonly (string | number | boolean)[];
  readonly minimum?: number | string;
  readonly maximum?: number | string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
}

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  /** How its dates are written, such as `%d.%m.%Y`, if not as in ISO 8601. */
  readonly format?: string;
  readonly title?: string;
  readonly unit?: string;
  readonly description?: string;
  readonly constraints: Constraints;
}

export interface ForeignKey {
  readonly fields: readonly string[];
  readonly resource: string;
  readonly referenced: readonly string[];
}

export interface Resource {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  /** As written: relative to datapackage.json. */
  readonly path: string;
  readonly format: "csv" | "parquet";
  readonly delimiter: string;
  /** Compression of the file; missing for plain text. */
  readonly compression?: "gz";
  readonly bytes?: number;
  /** Lower-case hex SHA-256 of the file as stored, compressed or not; `bytes` likewise. */
  readonly sha256?: string;
  readonly fields: readonly Field[];
  readonly primaryKey: readonly string[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly missingValues: ReadonlySet<string>;
}

export interface DataPackage {
  readonly name: string;
  readonly resources: readonly Resource[];
}

export type Cell = string | number | boolean | null;
export type DataRow = Readonly<Record<string, Cell>>;

/** The file of a table. */
export interface TableFile {
  readonly file: string;
  /** As shown in messages: relative to the project, with forward slashes. */
  readonly path: string;
  readonly format: "csv" | "parquet";
  readonly delimiter: string;
  readonly compression?: "gz";
}
