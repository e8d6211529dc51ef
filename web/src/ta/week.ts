import { CalendarDate, parseAbsolute, parseDate, toCalendarDate, type DateValue } from "@internationalized/date";
import type { BookingDetailsResponse, TaCalendarResponse } from "@engify/client";

/** Something on one day of a calendar, in minutes of that day on the clocks of the TA. */
export type DayItem =
    | {
          readonly kind: "open" | "away" | "closed";
          readonly id: string;
          readonly start: number;
          readonly end: number;
          readonly text: string;
      }
    | {
          readonly kind: "session";
          readonly id: string;
          readonly start: number;
          readonly end: number;
          readonly booking: BookingDetailsResponse;
      };

export interface Day {
    readonly date: string;
    readonly items: readonly DayItem[];
}

export const wholeDay = 1440;

/** The Monday of the week of a date. */
export function mondayOf(date: string): string {
    const day = parseDate(date);
    return day.subtract({ days: (weekday(day) + 6) % 7 }).toString();
}

export function addDays(date: string, days: number): string {
    return parseDate(date).add({ days }).toString();
}

/** The date that a text from an address says; nothing where it says none. */
export function dateIn(text: string): string {
    const at = Date.parse(`${text}T00:00:00Z`);
    return !Number.isNaN(at) && new Date(at).toISOString().startsWith(`${text}T`) ? text : "";
}

/** Today on the clocks of the zone; of the browser where there is none yet. */
export function todayIn(zone: string, now: Date = new Date()): string {
    return toCalendarDate(parseAbsolute(now.toISOString(), zone)).toString();
}

/** The days of a calendar with what is on them, by start; closures first, since they last all day. */
export function daysOf(
    calendar: Pick<TaCalendarResponse, "timeZone" | "from" | "to" | "open" | "bookings" | "absences" | "closures">,
): Day[] {
    const { timeZone } = calendar;
    const days: Day[] = [];
    for (let date = parseDate(calendar.from); date.compare(parseDate(calendar.to)) <= 0; date = date.add({ days: 1 })) {
        const on = (id: string, startsAt: string, endsAt: string) => partOn(date, startsAt, endsAt, timeZone, id);
        const name = date.toString();
        const items: DayItem[] = [];
        for (const closure of calendar.closures) {
            if (closure.startsOn <= name && name <= closure.endsOn) {
                items.push({ kind: "closed", id: closure.id, start: 0, end: wholeDay, text: closure.name });
            }
        }
        for (const { startsAt, endsAt } of calendar.open) {
            const part = on(startsAt, startsAt, endsAt);
            if (part !== null) {
                items.push({ kind: "open", text: "", ...part });
            }
        }
        for (const { id, startsAt, endsAt, reason } of calendar.absences) {
            const part = on(id, startsAt, endsAt);
            if (part !== null) {
                items.push({ kind: "away", text: reason ?? "", ...part });
            }
        }
        for (const booking of calendar.bookings) {
            const endsAt = new Date(Date.parse(booking.date) + booking.durationMinutes * 60_000).toISOString();
            const part = on(booking.id, booking.date, endsAt);
            if (part !== null) {
                items.push({ kind: "session", booking, ...part });
            }
        }
        items.sort((one, other) => one.start - other.start || other.end - one.end);
        days.push({ date: name, items });
    }
    return days;
}

/** The hours to draw: those in which there is something, and at least a working day. */
export function hoursOf(days: readonly Day[]): { readonly from: number; readonly to: number } {
    const timed = days.flatMap(({ items }) => items).filter(({ start, end }) => start > 0 || end < wholeDay);
    return {
        from: Math.floor(Math.min(9 * 60, ...timed.map(({ start }) => start)) / 60),
        to: Math.ceil(Math.max(17 * 60, ...timed.map(({ end }) => end)) / 60),
    };
}

/** The part of a period that is on a day, on the clocks of the zone. */
function partOn(date: CalendarDate, startsAt: string, endsAt: string, zone: string, id: string) {
    const [from, to] = [parseAbsolute(startsAt, zone), parseAbsolute(endsAt, zone)];
    const start = minuteOn(date, from);
    const end = minuteOn(date, to);
    return start < wholeDay && end > 0 ? { id, start: Math.max(0, start), end: Math.min(wholeDay, end) } : null;
}

/** The minute of the day; before it below 0, after it the whole day. */
function minuteOn(date: CalendarDate, at: DateValue & { hour: number; minute: number }): number {
    const side = toCalendarDate(at).compare(date);
    return side < 0 ? -1 : side > 0 ? wholeDay : at.hour * 60 + at.minute;
}

/** 0 is Sunday. */
function weekday(date: CalendarDate): number {
    return date.toDate("UTC").getUTCDay();
}
