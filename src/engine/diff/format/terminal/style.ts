import pc from "picocolors";
import wrapAnsi from "wrap-ansi";

export interface TerminalOptions {
  /** Columns that a line may take. */
  readonly width: number;
  readonly colour: "on" | "off";
}

type Paint = (text: string) => string;

/** How parts of a comparison look; without colour, what was removed and added keeps the marks of `git diff --word-diff`. */
export interface Style {
  readonly width: number;
  readonly strong: Paint;
  readonly muted: Paint;
  readonly removed: Paint;
  readonly added: Paint;
  readonly warning: Paint;
  /** Heads of changes: verdicts that flipped, all others. */
  readonly grave: Paint;
  readonly notable: Paint;
  /** Words within a sentence that went and came. */
  readonly removedWords: Paint;
  readonly addedWords: Paint;
}

export function terminalStyle({ width, colour }: TerminalOptions): Style {
  const paint = pc.createColors(colour === "on");
  return {
    width: Math.max(width, 40),
    strong: paint.bold,
    muted: paint.dim,
    removed: paint.red,
    added: paint.green,
    warning: (text) => paint.bold(paint.yellow(text)),
    grave: (text) => paint.bold(paint.red(text)),
    notable: (text) => paint.bold(paint.cyan(text)),
    removedWords: colour === "on" ? (text) => paint.red(paint.strikethrough(text)) : marked("[-", "-]"),
    addedWords: colour === "on" ? (text) => paint.green(paint.underline(text)) : marked("{+", "+}"),
  };
}

/** Marks around the words, blanks left outside. */
function marked(open: string, close: string): Paint {
  return (text) => {
    const words = text.trim();
    if (words === "") return text;
    const start = text.indexOf(words);
    return text.slice(0, start) + open + words + close + text.slice(start + words.length);
  };
}

/** A line before it is wrapped: how far it is indented, and how far beyond that what does not fit continues. */
export interface Line {
  readonly indent: number;
  readonly hanging: number;
  readonly text: string;
}

export const line = (indent: number, text: string, hanging = 2): Line => ({ indent, hanging, text });
export const emptyLine: Line = line(0, "", 0);

/** Signs of one column at most: a text of no others is as wide as it is long, and need not be measured. */
const narrow = /^[ -~\u00a0-\u00ff\u2010-\u2027\u202f\u2190-\u2193\u2212]*$/;

/** Lines as they are printed, none wider than the terminal. */
export function layOut(lines: readonly Line[], { width }: Style): string {
  return lines
    .flatMap(({ indent, hanging, text }) => {
      const room = Math.max(width - indent - hanging, 20);
      const fits = text.length <= room && narrow.test(text);
      const pieces = fits ? [text] : wrapAnsi(text, room, { hard: true, trim: false }).split("\n");
      return pieces.map((piece, index) => {
        const own = index === 0 ? piece : piece.replace(/^ /, "");
        return `${" ".repeat(indent + (index === 0 ? 0 : hanging))}${own}`.trimEnd();
      });
    })
    .map((each) => `${each}\n`)
    .join("");
}
