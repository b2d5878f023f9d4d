import { expect, test } from "vitest";
import { pair } from "../../../src/collaboration/index.js";
import { table } from "../../briefing/authoring/load/tables.js";

const events = table("events");
const register = pair.policyRegister(events);

test("only events with a primary source, oldest first; others on request", () => {
  expect(register.every(({ standing, citation }) => standing === "primary" && citation !== null)).toBe(true);
  expect(register.map(({ date }) => date)).toEqual(register.map(({ date }) => date).sort());
  expect(pair.policyRegister([...events].reverse()).map(({ date }) => date)).toEqual(
    register.map(({ date }) => date),
  );
  const whole = pair.policyRegister(events, { secondHand: true });
  expect(whole).toEqual(expect.arrayContaining([...register]));
  const seen = whole.filter(({ standing }) => standing === "secondary");
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.every(({ seenIn }) => seenIn !== null)).toBe(true);
});

test("rival explanations are in the register: China’s border from March 2020 to January 2023, its reform", () => {
  const whole = pair.policyRegister(events, { secondHand: true });
  const dates = ["Border closed", "Quarantine lifted", "Publication reform"].map(
    (label) => pair.eventNamed(whole, label).date,
  );
  expect(dates.map((date) => date.slice(0, 7))).toEqual(["2020-03", "2023-01", "2020-02"]);
});

test("an event missing from the register is reported, secondary ones too", () => {
  expect(pair.eventNamed(register, "China Initiative").date).toBe("2018-11-01");
  expect(() => pair.eventNamed(register, "Border closed")).toThrow(/"Border closed"/);
});
