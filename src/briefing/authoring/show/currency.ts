/** The currency of an amount of money. */
import { faultOfCurrency } from "../../model/currency.js";
import { AuthoringError } from "../errors.js";
import { projectSetting } from "../project-settings.js";

/** The one that is given, or that of briefing.yml; `what` names the amount in messages. */
export function currencyOf(given: string | undefined, what: string): string {
  const [setting] = given === undefined ? projectSetting("currency") : [];
  const currency = given ?? setting?.value;
  if (currency === undefined)
    throw new AuthoringError(`${what}: the currency of the amount is missing`, {
      hint: 'Give its ISO 4217 code, currency: "EUR", or write currency: EUR in notebooks/briefing.yml for the whole project.',
    });
  const fault = faultOfCurrency(currency);
  if (fault === undefined) return currency;
  const where = setting === undefined ? "" : ` (${setting.where})`;
  throw new AuthoringError(`${what}: ${fault.message}${where}`, { hint: fault.hint });
}
