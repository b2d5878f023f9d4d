const escapes = String.raw`(?:\x1b\[[0-?]*[ -/]*[@-~])`;
/** A character with the escape sequences before it (colours), which take no column; or those at the end of the text. */
const unit = new RegExp(`(?<trailing>${escapes}+$)|${escapes}*[^]`, "gu");
/** What moves the cursor or erases: carriage return, backspace, erase in line, cursor to column 1. */
const control = /[\r\b]|\x1b\[[02]?K|\x1b\[1?G/g;
/** An erased place before the cursor: blank if something is written behind it, nothing otherwise. */
const erased = "\x1b[2K";

/**
 * What a terminal shows of the text written to it: a carriage return goes back to the start of the line, and what
 * follows overwrites it; a backspace takes the character before it away. Linear in what is written.
 */
export class TerminalText {
  readonly #lines: string[] = [];
  /** The current line: text while nothing has moved the cursor, characters once something has. */
  #line: string | string[] = "";
  #column = 0;
  /** Escape sequences written since the last character: the next one takes them, wherever it goes. */
  #pending = "";

  write(text: string): void {
    text.split("\n").forEach((line, index) => {
      if (index > 0) this.#endLine();
      if (line !== "") this.#writeInLine(line);
    });
  }

  toString(): string {
    return this.#lines.join("") + this.#current();
  }

  #current(): string {
    if (typeof this.#line === "string") return this.#line;
    const end = this.#line.findLastIndex((character) => character !== erased) + 1;
    return this.#line
      .slice(0, end)
      .map((character) => (character === erased ? " " : character))
      .concat(this.#pending)
      .join("");
  }

  #endLine(): void {
    this.#lines.push(`${this.#current()}\n`);
    this.#line = "";
    this.#column = 0;
    this.#pending = "";
  }

  #writeInLine(text: string): void {
    let end = 0;
    for (const found of text.matchAll(control)) {
      this.#put(text.slice(end, found.index));
      this.#control(found[0]);
      end = found.index + found[0].length;
    }
    this.#put(text.slice(end));
  }

  #put(text: string): void {
    if (text === "") return;
    if (typeof this.#line === "string") {
      this.#line += text;
      return;
    }
    for (const character of this.#split(this.#pending + text)) {
      this.#line[this.#column] = character;
      this.#column += 1;
    }
  }

  #characters(): string[] {
    if (typeof this.#line === "string") {
      this.#line = this.#split(this.#line);
      this.#column = this.#line.length;
    }
    return this.#line;
  }

  #split(text: string): string[] {
    const units: string[] = [];
    this.#pending = "";
    for (const { 0: each, groups } of text.matchAll(unit)) {
      if (groups?.trailing === undefined) units.push(each);
      else this.#pending = each;
    }
    return units;
  }

  #control(sequence: string): void {
    const line = this.#characters();
    if (sequence === "\b") {
      if (this.#column === 0) return;
      this.#column -= 1;
      line.splice(this.#column, 1);
    } else if (sequence === "\r" || sequence.endsWith("G")) {
      this.#column = 0;
    } else {
      line.length = Math.min(line.length, this.#column);
      if (sequence === erased) line.fill(erased);
    }
  }
}
