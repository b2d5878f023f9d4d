/** Settings drawn at random for the rule on the page, and what they mean for the rule itself. */
import { seeded } from "../../../src/analysis/indicators/numeric/random.js";
import type { Baseline, Territory, VerdictRule } from "../../../src/analysis/verdict/rule.js";
import type { RuleSettings } from "../../../src/analysis/verdict/settings.js";
import type { Explorer, Settings } from "../../../src/model/explorer.js";

/** Some refused, most not; the seed is printed. */
export function drawnSettings({ controls }: Pick<Explorer, "controls">, count: number): readonly Settings[] {
  const seed = Number(process.env["TEST_SEED"] ?? Date.now() % 1_000_000);
  console.log(`TEST_SEED=${String(seed)}`);
  const random = seeded(seed, "drawnSettings");
  const oneOf = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  const changes = () => random() < 0.4;
  return Array.from({ length: count }, () =>
    Object.fromEntries(
      controls.map((control) => {
        if (!changes()) return [control.id, control.published];
        if (control.kind === "one") return [control.id, oneOf(control.options).value];
        if (control.kind === "several")
          return [control.id, control.options.map(({ value }) => value).filter(() => random() < 0.7)];
        const steps = Math.round((control.max - control.min) / control.step);
        const near = Math.round(
          (control.published - control.min) / control.step + (random() - 0.5) * 0.3 * steps,
        );
        const step = Math.min(steps, Math.max(0, near));
        return [control.id, Number((control.min + step * control.step).toFixed(6))];
      }),
    ),
  );
}

/** The same in the words of the rule; undefined for what no rule can be. */
export function setRule(rule: VerdictRule, settings: Settings): RuleSettings | undefined {
  const { full, partial, recoupled, from, to } = settings as Record<string, number>;
  const [series, territories] = [settings["series"], settings["territories"]] as [string[], Territory[]];
  const known = rule.baselines.filter(
    ({ id }) => settings["baseline"] === "all" || id === settings["baseline"],
  );
  const own: Baseline = {
    id: from === to ? String(from) : `${String(from)}–${String(to)}`,
    from: from!,
    to: to!,
  };
  const [first = own, ...others] = known;
  const isOrdered = full! < partial! && partial! <= 1 && recoupled! >= 1;
  const needsTerritory = rule.series.some(({ id, counted }) => counted === "links" && series.includes(id));
  if (!isOrdered || series.length === 0 || first.from > first.to) return undefined;
  if (needsTerritory && territories.length === 0) return undefined;
  return {
    limits: { full: full!, partial: partial!, recoupled: recoupled! },
    ...{ baselines: [first, ...others], series, territories, year: Number(settings["year"]) },
  };
}
