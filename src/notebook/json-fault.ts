/**
 * Where JSON stops being JSON. The messages of JSON.parse give an offset in some Node versions and for some faults
 * only; this reads the text again, and only when JSON.parse has refused it.
 */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
  readonly expected: string;
  /** The text ends where more was expected: a file written by half. */
  readonly atEnd: boolean;
}

const whitespace = /[ \t\r\n]*/y;
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
/** As far as a string is well-formed, to point into it and not at its beginning. */
const stringStart = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

class Fault extends Error {
  readonly offset: number;

  constructor(offset: number, expected: string) {
    super(expected);
    this.offset = offset;
  }
}

class Reader {
  readonly #text: string;
  #offset = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): void {
    this.#value();
    this.#skip(whitespace);
    if (this.#offset < this.#text.length) throw new Fault(this.#offset, "the end of the file");
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#offset;
    const found = pattern.exec(this.#text);
    if (found === null) return false;
    this.#offset += found[0].length;
    return true;
  }

  #take(character: string): boolean {
    this.#skip(whitespace);
    if (this.#text[this.#offset] !== character) return false;
    this.#offset += 1;
    return true;
  }

  #string(): boolean {
    this.#skip(whitespace);
    if (this.#skip(string)) return true;
    if (this.#skip(stringStart)) throw new Fault(this.#offset, "the rest of a string");
    return false;
  }

  #value(): void {
    if (this.#take("{")) this.#members();
    else if (this.#take("[")) this.#elements();
    else if (!this.#string() && !this.#skip(scalar)) throw new Fault(this.#offset, "a value");
  }

  #members(): void {
    if (this.#take("}")) return;
    do {
      if (!this.#string()) throw new Fault(this.#offset, "a name in double quotes");
      if (!this.#take(":")) throw new Fault(this.#offset, '":"');
      this.#value();
    } while (this.#take(","));
    if (!this.#take("}")) throw new Fault(this.#offset, '"," or "}"');
  }

  #elements(): void {
    if (this.#take("]")) return;
    do this.#value();
    while (this.#take(","));
    if (!this.#take("]")) throw new Fault(this.#offset, '"," or "]"');
  }
}

/** Undefined where the text is JSON (or nested so deeply that it cannot be said). */
export function findJsonFault(text: string): JsonFault | undefined {
  try {
    new Reader(text).read();
    return undefined;
  } catch (error) {
    if (!(error instanceof Fault)) return undefined;
    // A file that ends too soon is at fault where it ends, not behind the blanks after that.
    const end = text.trimEnd().length;
    const offset = Math.min(error.offset, end);
    const before = text.slice(0, offset);
    const lineStart = before.lastIndexOf("\n") + 1;
    return {
      line: before.split("\n").length,
      column: offset - lineStart + 1,
      expected: error.message,
      atEnd: error.offset >= end,
    };
  }
}
