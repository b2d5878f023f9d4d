import { isStruck } from "../../../model/guard.js";
import type { Prose } from "../../../model/report.js";
import type { StoredReport } from "../../report/stored-report.js";
import type { TextChange, TextRun } from "../shapes.js";
import { valuesIn, type Fields } from "./blocks.js";
import { areUnlike, changedWords, withOtherUnits } from "./changed-parts.js";
import { align, type Run } from "../words/align.js";
import { comparedTokens, identityOf, isUnnamed, wordsOfToken, type Token } from "../words/tokens.js";
import type { Sides, SideName } from "../briefing.js";
import { movedItems, pairByMarks } from "./pairing.js";
import { withWholeSentences } from "./whole-sentences.js";
import { own } from "../../../lib/own.js";

/** The context of texts: two reports in which a name means the same. */
export interface TextContext {
  readonly before: StoredReport;
  readonly after: StoredReport;
  /** Texts that were compared already: they are used to match values, and their changes are reported later. */
  readonly compared: WeakMap<Prose, { readonly after: Prose; readonly found: ProseComparison }>;
}

export function compareFields(before: Fields, after: Fields, context: TextContext) {
  const names = [...new Set([...before, ...after].map(({ field }) => field))];
  const compared = names.map((field) => {
    const find = (side: Fields) => side.find((each) => each.field === field)?.prose ?? [];
    return { field, ...compareTexts(find(before), find(after), context) };
  });
  return {
    texts: compared.flatMap(({ field, differs, runs }): TextChange[] => (differs ? [{ field, runs }] : [])),
    values: compared.flatMap(({ values }) => values),
    typed: compared.flatMap(({ typed }) => typed),
  };
}

interface ValuePair {
  readonly before: string;
  readonly after: string;
  /** The same number in another unit. */
  readonly isConverted?: true;
}

interface ProseComparison extends Readonly<ReturnType<typeof compareTokens>> {
  /** Sentences and list items in another order, if nothing else differs. */
  readonly reordered?: readonly string[];
  /** Whether those are steps of a numbered list, whose order means something. */
  readonly areSteps?: true;
}

export function compareTexts(before: Prose, after: Prose, context: TextContext): ProseComparison {
  const values = sameParts(before, after, context);
  if (values !== undefined) return { differs: false, runs: [], values, typed: [] };
  const cached = context.compared.get(before);
  if (cached?.after === after) return cached.found;
  const tokens = {
    before: comparedTokens(before, context.before),
    after: comparedTokens(after, context.after),
  };
  const compared = compareTokens(tokens.before, tokens.after);
  const reordered = compared.differs ? reorderedIn(tokens) : [];
  const found =
    reordered.length > 0
      ? {
          ...compared,
          reordered: reordered.map(({ words }) => words),
          ...(reordered.some(({ isStep }) => isStep) && { areSteps: true as const }),
        }
      : compared;
  context.compared.set(before, { after, found });
  return found;
}

/**
 * The values of two texts that are identical part by part, as most are: such texts need not be parsed. Values are
 * compared by format, because their numbers may change.
 */
function sameParts(before: Prose, after: Prose, context: TextContext) {
  if (before.length !== after.length) return undefined;
  const values: ValuePair[] = [];
  const numbers: [was: string, is: string][] = [];
  for (const [index, part] of before.entries()) {
    const later = after[index];
    if (typeof part === "string" || typeof later !== "object") {
      if (part !== later) return undefined;
    } else if ("value" in part) {
      if (!("value" in later)) return undefined;
      const one = own(context.before.values, part.value);
      const two = own(context.after.values, later.value);
      // The words of a sentence that is struck are compared like those of any other.
      if ((one !== undefined && isStruck(one)) || (two !== undefined && isStruck(two))) return undefined;
      const former = identityOf(one, part.value);
      const current = identityOf(two, later.value);
      const isOne = former !== undefined && former === current;
      if (!isOne && one?.format !== two?.format) return undefined;
      // A value that moved within the text.
      if (!isOne && (hasValue(after, context.after, former) || hasValue(before, context.before, current)))
        return undefined;
      values.push({ before: part.value, after: later.value });
      if (isUnnamed(one, part.value) && isUnnamed(two, later.value)) numbers.push([one.text, two.text]);
    } else if ("target" in part) {
      if (!("target" in later) || part.target !== later.target) return undefined;
    } else if (!("citations" in later) || part.citations.join("\n") !== later.citations.join("\n"))
      return undefined;
  }
  return numbers.some(exchanged(numbers)) ? undefined : values;
}

/** Finds numbers that changed places in a text, by their printed form, because numbered ids do not show it. */
function exchanged(numbers: readonly (readonly [was: string, is: string])[]) {
  const found = new Set(numbers.map((pair) => JSON.stringify(pair)));
  return ([was, is]: readonly [was: string, is: string]): boolean =>
    was !== is && found.has(JSON.stringify([is, was]));
}

/** Sentences and list items that moved; empty if others differ too. */
function reorderedIn({ before, after }: Sides<readonly Token[]>): readonly TokenSentence[] {
  const earlier = sentencesOf(before);
  const later = sentencesOf(after);
  if (earlier.length !== later.length) return [];
  const sides = { before: earlier, after: later };
  const { pairs, removed } = pairByMarks(sides, [({ words }) => words]);
  return removed.length > 0 ? [] : movedItems(pairs, ({ at }) => at);
}

interface TokenSentence {
  readonly words: string;
  readonly at: number;
  /** Whether it begins an item of a numbered list. */
  readonly isStep: boolean;
}

function sentencesOf(tokens: readonly Token[]): readonly TokenSentence[] {
  const sentences = [""];
  let isOver = false;
  for (const { text, key } of tokens) {
    if (key.startsWith("\0\n") || (isOver && /^\s/.test(text))) sentences.push("");
    sentences.push((sentences.pop() ?? "") + text);
    isOver = [".", "!", "?"].includes(text.slice(-1));
  }
  return sentences
    .map((text, at) => ({
      words: text.trim(),
      at,
      isStep: /^\d+[.)]$/.test(sentences[at - 1]?.trim() ?? ""),
    }))
    .filter(({ words }) => /[^\d.)\s]/.test(words));
}

const hasValue = (prose: Prose, { values }: StoredReport, identity: string | undefined): boolean =>
  identity !== undefined && valuesIn(prose).some((id) => identityOf(own(values, id), id) === identity);

/**
 * Compares two texts word by word; they differ if words do, values aside. Values are matched if the words around them
 * agree.
 */
export function compareTokens(before: readonly Token[], after: readonly Token[]) {
  const values: ValuePair[] = [];
  const typed: string[] = [];
  const runs: TextRun[] = [];
  const add = (kind: "same" | "removed" | "added", text: string) => {
    const last = runs.at(-1);
    if (text === "") return;
    if (last?.kind === "same" && kind === "same") runs[runs.length - 1] = { kind, text: last.text + text };
    else runs.push({ kind, text });
  };
  const identities = (tokens: readonly Token[]) => new Set(tokens.flatMap(({ identity }) => identity ?? []));
  const earlierValues = identities(before);
  const laterValues = identities(after);
  const aligned = alignTokens(before, after);
  const isExchanged = exchanged(
    aligned.flatMap(({ kind, before: earlier, after: later }) =>
      (kind === "changed" ? [] : later).flatMap(({ text, isUnnamed }, index) => {
        const former = earlier[index];
        return isUnnamed && former?.isUnnamed ? [[former.text.trim(), text.trim()] as const] : [];
      }),
    ),
  );
  let differs = false;
  let from = 0;
  let to = 0;
  for (const { kind, before: earlier, after: later } of aligned) {
    const start = { before: from, after: to };
    from += earlier.length;
    to += later.length;
    if (kind === "changed") {
      for (const part of withOtherUnits(earlier, later)) {
        typed.push(...typedIn(part.before, part.after));
        for (const { kind, text } of changedWords(part.before, part.after)) {
          differs ||= kind !== "same";
          add(kind, text);
        }
        if (part.value === undefined) continue;
        const { before: was, after: is } = part.value;
        values.push({ before: was.value ?? "", after: is.value ?? "", isConverted: true });
        add("same", /^\s*/.exec(is.text)?.[0] ?? "");
        runs.push({ kind: "value", id: is.value ?? "", was: was.text.trim(), is: is.text.trim() });
      }
      continue;
    }
    for (const [index, { text, value, identity }] of later.entries()) {
      const former = earlier[index];
      if (value === undefined || former?.value === undefined) {
        add("same", text);
        continue;
      }
      // Two values that were swapped, or one that was replaced by another, count as different words.
      const isReplaced =
        former.identity !== identity &&
        (laterValues.has(former.identity ?? "") || earlierValues.has(identity ?? ""));
      const was = former.text.trim();
      const is = text.trim();
      if (was !== is && (isReplaced || isExchanged([was, is]))) {
        differs = true;
        add("removed", former.text);
        add("added", text);
        continue;
      }
      if (agree(wordsAround(before, start.before + index), wordsAround(after, start.after + index)))
        values.push({ before: former.value, after: value });
      add("same", /^\s*/.exec(text)?.[0] ?? "");
      runs.push({ kind: "value", id: value, was, is });
    }
  }
  return { differs, runs, values, typed };
}

/** Earlier values whose words are in the later text, which has no value there. */
function typedIn(before: readonly Token[], after: readonly Token[]): readonly string[] {
  if (after.some(({ value }) => value !== undefined)) return [];
  const wordsIn = (tokens: readonly Token[]) =>
    `${tokens.flatMap(wordsOfToken).join("").replace(/\s+/g, " ")} `;
  const later = ` ${wordsIn(after).trimStart()}`;
  return before.flatMap(({ value, text }) =>
    value !== undefined &&
    /[\p{L}\p{N}]/u.test(text) &&
    later.includes(` ${text.trim().replace(/\s+/g, " ")} `)
      ? [value]
      : [],
  );
}

const mostAround = 2;
const leastAround = 3;

/**
 * Words on either side of a value that identify it, and values between them with the same text; the end of a text
 * counts, too.
 */
function wordsAround(tokens: readonly Token[], at: number): Sides<readonly string[]> {
  const near = (step: 1 | -1) => {
    const found: string[] = [];
    let words = 0;
    for (let place = at + step; words < mostAround; place += step) {
      const token = tokens[place];
      if (token === undefined) return [...found, ""];
      const word = /[\p{L}\p{N}].*/u.exec(token.key)?.[0];
      if (word === undefined) continue;
      if (token.value !== undefined) found.push(`${token.key} ${token.text.trim()}`);
      else {
        found.push(word.toLowerCase());
        words += 1;
      }
    }
    return found;
  };
  return { before: near(-1), after: near(1) };
}

function agree(one: ReturnType<typeof wordsAround>, two: ReturnType<typeof wordsAround>): boolean {
  const common = (side: SideName) => new Set(one[side].filter((word) => two[side].includes(word))).size;
  return common("before") + common("after") >= leastAround;
}

/** First with the numbers of the values, then, if that leaves tokens unmatched, by their formats alone. */
function alignTokens(earlier: readonly Token[], after: readonly Token[]): readonly Run<Token>[] {
  // A value that is written in another format is the same value.
  const keys = new Map(after.flatMap(({ identity, key }) => (identity ? [[identity, key]] : [])));
  const before = earlier.map((token) => ({ ...token, key: keys.get(token.identity ?? "") ?? token.key }));
  if (before.length === after.length && before.every(({ key }, index) => key === after[index]?.key))
    return [{ kind: "same", before, after }];
  const keysOf = (tokens: readonly Token[]) => tokens.map(({ key }) => key);
  if (areUnlike(keysOf(before), keysOf(after))) return [{ kind: "changed", before, after }];
  const exact = ({ key, text, value }: Token) => (value === undefined ? key : `${key}\0${text}`);
  const runs = align(before, after, exact).flatMap((run) =>
    run.kind === "same" ? [run] : align(run.before, run.after, ({ key }) => key),
  );
  return withWholeSentences(runs);
}
