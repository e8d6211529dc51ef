import { useMemo } from "react";
import { useInstitution } from "../api/queries";
import { useLanguage, type Language } from "./language";

/** The zone of the person at this browser. */
export const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

export interface Format {
    /** The locale of dates and numbers: the institution's where it has one of the language. */
    readonly locale: string;
    /** The institution's zone. */
    readonly zone: string;
    money(amount: number): string;
    number(value: number): string;
    /** `Tue, Dec 1` in the zone, which is the user's own unless told; with the year where it is not this one. */
    day(instant: Date | string, zone?: string): string;
    /** `Tuesday, December 1`. */
    longDay(instant: Date | string, zone?: string): string;
    /** `15:00`. */
    time(instant: Date | string, zone?: string): string;
    /** A time of no day, such as `18:00` or `18:00:00`, as people write it; `24:00` ends a day. */
    clock(time: string): string;
    /** From one time of no day to another. */
    clocks(start: string, end: string): string;
    /** `15:00–16:00`. */
    times(start: Date | string, minutes: number, zone?: string): string;
    /** `Tue, Dec 1, 15:00–16:00`. */
    session(start: Date | string, minutes: number, zone?: string): string;
    /** `Jan 20, 2027`: the last day before an instant at which something ends, at the institution. */
    lastDay(end: string): string;
    /** The institution's day of an instant, in the same way. */
    firstDay(start: string): string;
    /** A date without a time, such as `2026-12-01`, which belongs to no zone. */
    date(date: string): string;
    /** `Dec 1, 15:00`, for things that happened. */
    moment(instant: Date | string, zone?: string): string;
    /** The zone as people call it: `Eastern Time`. */
    zoneName(zone: string, at?: Date): string;
    weekday(dayOfWeek: number): string;
    duration(minutes: number): string;
    list(items: readonly string[]): string;
}

function yearOf(instant: Date) {
    return instant.getFullYear() === new Date().getFullYear() ? {} : { year: "numeric" as const };
}

function shortDay(instant: Date) {
    return { weekday: "short", day: "numeric", month: "short", ...yearOf(instant) } as const;
}

function formatOf(locale: string, zone: string, currency: string): Format {
    const formats = new Map<string, Intl.DateTimeFormat>();
    const of = (options: Intl.DateTimeFormatOptions) => {
        const key = JSON.stringify(options);
        const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
        formats.set(key, format);
        return format;
    };
    const money = new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay: "narrowSymbol" });
    const number = new Intl.NumberFormat(locale);
    const unit = (value: number, name: "hour" | "minute") =>
        new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "long" }).format(value);
    const whole = { day: "numeric", month: "short", year: "numeric" } as const;
    const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

    const format: Format = {
        locale,
        zone,
        money: (amount) => money.format(amount),
        number: (value) => number.format(value),
        day: (instant, timeZone = ownZone) =>
            of({ ...shortDay(new Date(instant)), timeZone }).format(new Date(instant)),
        longDay: (instant, timeZone = ownZone) =>
            of({ weekday: "long", day: "numeric", month: "long", ...yearOf(new Date(instant)), timeZone }).format(
                new Date(instant),
            ),
        // French writes `16 h 00`, which is one word to the eye.
        time: (instant, timeZone = ownZone) =>
            of({ ...clock, timeZone })
                .format(new Date(instant))
                .replaceAll(" ", "\u00a0"),
        clocks: (start, end) => `${format.clock(start)}–${format.clock(end)}`,
        clock: (time) => {
            const text = format.time(`1970-01-01T${time}Z`, "UTC");
            return time.startsWith("24") ? text.replace("00", "24") : text;
        },
        times: (start, minutes, timeZone = ownZone) => {
            const from = new Date(start);
            const to = new Date(from.getTime() + minutes * 60_000);
            return `${format.time(from, timeZone)}–${format.time(to, timeZone)}`;
        },
        session: (start, minutes, timeZone = ownZone) =>
            `${format.day(start, timeZone)}, ${format.times(start, minutes, timeZone)}`,
        lastDay: (end) => of({ ...whole, timeZone: zone }).format(new Date(end).getTime() - 1),
        firstDay: (start) => of({ ...whole, timeZone: zone }).format(new Date(start)),
        date: (date) => {
            const noon = new Date(`${date}T12:00:00Z`);
            return of({ ...whole, timeZone: "UTC" }).format(noon);
        },
        moment: (instant, timeZone = ownZone) =>
            of({ day: "numeric", month: "short", ...yearOf(new Date(instant)), ...clock, timeZone })
                .format(new Date(instant))
                .replace(/(\d) h (\d)/, "$1\u00a0h\u00a0$2"),
        zoneName: (timeZone, at = new Date()) =>
            of({ timeZone, timeZoneName: "longGeneric" })
                .formatToParts(at)
                .find((part) => part.type === "timeZoneName")?.value ?? timeZone,
        // 4 January 1970 was a Sunday, which is day 0.
        weekday: (dayOfWeek) => of({ weekday: "long", timeZone: "UTC" }).format(new Date((3 + dayOfWeek) * 86_400_000)),
        duration: (minutes) => {
            const hours = Math.floor(minutes / 60);
            const rest = minutes % 60;
            return [...(hours > 0 ? [unit(hours, "hour")] : []), ...(rest > 0 ? [unit(rest, "minute")] : [])].join(" ");
        },
        list: (items) => new Intl.ListFormat(locale, { type: "conjunction" }).format(items),
    };
    return format;
}

/** How a language is written where the institution does not say. */
const usual: Record<Language, string> = { en: "en-CA", fr: "fr-CA" };

/** Dates, times, numbers and money in the user's language. */
export function useFormat(): Format {
    const { language } = useLanguage();
    const { data: institution } = useInstitution();
    const locale = institution?.locales.find((tag) => tag.startsWith(`${language}-`)) ?? usual[language];
    const zone = institution?.timeZone ?? "UTC";
    const currency = institution?.currency ?? "CAD";
    return useMemo(() => formatOf(locale, zone, currency), [locale, zone, currency]);
}
