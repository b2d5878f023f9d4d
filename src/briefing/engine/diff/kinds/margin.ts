/** A guarded sentence that is still true, but nearer to being false. */
import * as z from "zod";
import { margin as model } from "../../../model/margin-schema.js";
import type { ReportGuard } from "../../../model/report.js";
import type { StoredReport } from "../../report/stored-report.js";
import { amountWords } from "../../report/margin-sentence.js";
import { locateCell } from "./block-changes.js";
import { arrow, clip, lineDetail, plain } from "./description.js";
import { counting, type Draft, type Kind } from "./kind.js";
import { base, type DeepReadonly } from "../shapes.js";

const amount = z.strictObject({ amount: z.number(), unit: model.shape.unit });
const schema = z.strictObject({
  ...base,
  kind: z.literal("margin"),
  was: amount.optional(),
  is: amount,
  shrank: z.boolean().describe("whether the margin is at most half of what it was"),
  revision: z
    .number()
    .optional()
    .describe("the largest revision of the numbers in the condition so far, if the margin is smaller"),
});
export type MarginChange = DeepReadonly<z.infer<typeof schema>>;

const widest = 160;

export const margin: Kind<MarginChange> = {
  schema,
  nouns: ["margin", "margins"],
  compare: ({ before, after, values: { pairs } }) => {
    if (before.guards === undefined) return [];
    const former = new Map(pairs.map(({ before: id, after: later }) => [later, id]));
    const found = new Map(before.guards.map((guard) => [guard.id, guard]));
    return (after.guards ?? []).flatMap((guard) => {
      const earlier = found.get(former.get(guard.id) ?? guard.id);
      return earlier === undefined ? [] : compareGuards(earlier, guard, { before, after });
    });
  },
  describe: ({ title, was, is, revision }) => ({
    title: clip(title, widest),
    head: arrow(was && amountWords(was.amount, was.unit), amountWords(is.amount, is.unit)),
    details:
      revision === undefined
        ? []
        : [
            lineDetail(
              [plain(amountWords(revision, is.unit))],
              "less than the largest revision of its numbers so far",
            ),
          ],
  }),
  weigh: ({ is, revision }) => ({ rank: 2, size: revision === undefined ? -1 : -is.amount / revision }),
  presence: 13,
  headline: counting(["smaller", "margin", () => true]),
  form: "row",
};

function compareGuards(
  before: ReportGuard,
  after: ReportGuard,
  reports: { readonly before: StoredReport; readonly after: StoredReport },
): readonly Draft<MarginChange>[] {
  const { margin: is, revision } = after;
  // A sentence that was false, or is false now, changed more than its margin.
  if (!before.holds || !after.holds || is === undefined) return [];
  // The margin of a condition that was written anew is that of another comparison.
  const isSameCondition = before.expression === after.expression;
  const was = isSameCondition && before.margin?.unit === is.unit ? before.margin : undefined;
  const shrank = was !== undefined && is.amount < was.amount && is.amount <= was.amount / 2;
  const isBelow = isBelowRevision(after) && !isBelowRevision(before);
  if (!shrank && !isBelow) return [];
  return [
    {
      kind: "margin",
      id: after.id,
      title: after.text,
      status: "changed",
      ...located("before", before, reports.before),
      ...located("after", after, reports.after),
      ...(was && { was: { amount: was.amount, unit: was.unit } }),
      is: { amount: is.amount, unit: is.unit },
      shrank,
      ...(isBelow && revision && { revision: revision.largest }),
    },
  ];
}

const isBelowRevision = ({ margin: of, revision }: ReportGuard): boolean =>
  of !== undefined && revision !== undefined && of.amount < revision.largest;

function located(side: "before" | "after", { place }: ReportGuard, report: StoredReport) {
  const section = report.sections.find(({ notebook }) => notebook === place.notebook);
  return section === undefined ? {} : { [side]: locateCell(section, report, place.cell) };
}
