import {
    endOfMonth,
    parseAbsolute,
    parseDate,
    startOfMonth,
    toCalendarDate,
    type CalendarDate,
} from "@internationalized/date";

/** Dates of the institution, both inclusive. */
export interface SlotWindow {
    readonly from: string;
    readonly to: string;
}

/** The service tells of at most so many days at once. */
const mostDays = 32;

/** The date that an instant has in a zone. */
export function dateIn(zone: string, instant: string): CalendarDate {
    return toCalendarDate(parseAbsolute(instant, zone));
}

/**
 * What to ask for to fill the grid of a month: this month from today on, as far as one answer reaches, so that the
 * next free day is known at the end of a month, too. Where the dates of the user are not those of the institution, a
 * day more on either side belongs to the month.
 */
export function windowsOf(month: CalendarDate, today: CalendarDate, isSameZone: boolean): SlotWindow[] {
    const first = startOfMonth(month);
    if (first.compare(today) <= 0) {
        return [{ from: today.toString(), to: today.add({ days: mostDays - 1 }).toString() }];
    }
    const last = endOfMonth(month);
    if (isSameZone) {
        return [{ from: first.toString(), to: last.toString() }];
    }
    const middle = first.add({ days: 14 });
    return [
        { from: first.subtract({ days: 1 }).toString(), to: middle.toString() },
        { from: middle.add({ days: 1 }).toString(), to: last.add({ days: 1 }).toString() },
    ];
}

/** By the user's dates, in order. */
export function byDate<T extends { startsAt: string }>(slots: readonly T[], zone: string): Map<string, T[]> {
    const dates = new Map<string, T[]>();
    for (const slot of slots) {
        const date = dateIn(zone, slot.startsAt).toString();
        dates.set(date, [...(dates.get(date) ?? []), slot]);
    }
    return dates;
}

export type PartOfDay = "morning" | "afternoon" | "evening";

export function partOfDay(instant: string, zone: string): PartOfDay {
    const { hour } = parseAbsolute(instant, zone);
    return hour < 12 ? "morning" : hour < 17 ? "afternoon" : "evening";
}

/** A date out of an address, which anybody may have written. */
export function readDate(text: string): CalendarDate | null {
    try {
        return parseDate(text);
    } catch {
        return null;
    }
}

/** An instant out of an address. */
export function readInstant(text: string): string | null {
    const instant = new Date(text);
    return text === "" || Number.isNaN(instant.getTime()) ? null : instant.toISOString();
}
