/** A fault in a text notebook; lines and columns are 1-based. */
export interface TextFault {
  readonly line: number;
  /** 1 if missing. */
  readonly column?: number;
  readonly message: string;
  readonly hint?: string;
}
