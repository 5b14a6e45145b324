/** Instants as text without the platform's Date: ISO 8601 in UTC. */

const DAY_MS = 86_400_000;

/** `2026-11-22T18:19:10.123`: UTC with milliseconds and no zone letter, as DynamoDB labels streams. */
export function isoFromMs(epochMs: number): string {
  const day = Math.floor(epochMs / DAY_MS);
  const [year, month, date] = civilFromDay(day);
  const ms = epochMs - day * DAY_MS;
  const time = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, Math.floor(ms / 1000) % 60];
  const clock = time.map((part) => pad(part, 2)).join(':');
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}T${clock}.${pad(Math.floor(ms % 1000), 3)}`;
}

/** Year, month and day of a day since 1970-01-01, by Hinnant's `civil_from_days` for the Gregorian calendar. */
function civilFromDay(day: number): readonly [number, number, number] {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const date = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, date];
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
