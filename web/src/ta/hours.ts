/** A period of a week as a form holds it. */
export interface HoursRow {
    /** Tells rows apart while they are edited. */
    readonly key: number;
    readonly day: number;
    readonly start: string;
    readonly end: string;
    /** Local dates, inclusive; empty for without end. */
    readonly from: string;
    readonly to: string;
}

export interface WeeklyPeriod {
    readonly dayOfWeek: number;
    readonly start: string;
    readonly end: string;
    readonly from?: string | null | undefined;
    readonly to?: string | null | undefined;
}

export type HoursFault = "time" | "order" | "overlap" | "dates";

/** What is wrong with a row, by the field that it stands beside. */
export interface RowFaults {
    readonly start?: HoursFault;
    readonly end?: HoursFault;
    readonly to?: HoursFault;
}

export const minutesOfDay = 1440;

/** The minute of the day that people mean by `9`, `9:30`, `9h30`, `9 h`, `930`, `9:30 pm` or `24:00`. */
export function minuteOf(text: string): number | null {
    const match = /^(\d{1,2})(?:\s*[:h.]\s*(\d{2})?|(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?$/.exec(
        text
            .trim()
            .toLowerCase()
            .replace(/[\u00a0\u202f]/g, " "),
    );
    if (match === null) {
        return null;
    }
    let hour = Number(match[1]);
    const minute = Number(match[2] ?? match[3] ?? "0");
    const half = match[4]?.charAt(0);
    if (half !== undefined) {
        if (hour < 1 || hour > 12) {
            return null;
        }
        hour = (hour % 12) + (half === "p" ? 12 : 0);
    }
    const total = hour * 60 + minute;
    return minute < 60 && total <= minutesOfDay ? total : null;
}

/** As the service writes it: `09:00`, and `24:00` for the midnight at the end of the day. */
export function timeOf(minute: number): string {
    return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

export function rowsOf(weekly: readonly WeeklyPeriod[]): HoursRow[] {
    return weekly
        .map((period, key) => ({
            key,
            day: period.dayOfWeek,
            start: period.start.slice(0, 5),
            end: period.end.slice(0, 5),
            from: period.from ?? "",
            to: period.to ?? "",
        }))
        .sort(inOrder);
}

/** The rows as the service takes them; only where there are no faults. */
export function weeklyOf(rows: readonly HoursRow[]): WeeklyPeriod[] {
    return [...rows].sort(inOrder).map((row) => ({
        dayOfWeek: row.day,
        start: timeOf(minuteOf(row.start) ?? 0),
        end: timeOf(minuteOf(row.end) ?? 0),
        from: row.from === "" ? null : row.from,
        to: row.to === "" ? null : row.to,
    }));
}

/** The faults of each row by its key; rows without any are left out. */
export function faultsOfHours(rows: readonly HoursRow[]): Map<number, RowFaults> {
    const faults = new Map<number, RowFaults>();
    for (const row of rows) {
        const fault = faultsOfRow(row, rows);
        if (fault !== null) {
            faults.set(row.key, fault);
        }
    }
    return faults;
}

/** A period of an hour that does not overlap another of that day: after the last one, or the first free of the day. */
export function nextPeriod(rows: readonly HoursRow[], day: number): { start: string; end: string } {
    const taken = rows
        .filter((row) => row.day === day)
        .map((row) => [minuteOf(row.start) ?? 0, minuteOf(row.end) ?? minutesOfDay] as const);
    const last = Math.max(0, ...taken.map(([, end]) => end));
    const candidates =
        taken.length === 0 ? [9 * 60] : [last + 60, last, ...Array.from({ length: 24 }, (_, h) => h * 60)];
    const start = candidates.find(
        (from) => from + 60 <= minutesOfDay && taken.every(([begin, end]) => from + 60 <= begin || end <= from),
    );
    const from = start ?? 0;
    return taken.length === 0 ? { start: "09:00", end: "12:00" } : { start: timeOf(from), end: timeOf(from + 60) };
}

/** How long a week is open, in minutes, counting only what is valid on that date. */
export function minutesOn(rows: readonly HoursRow[], date: string): number {
    return rows
        .filter((row) => (row.from === "" || row.from <= date) && (row.to === "" || date <= row.to))
        .reduce((sum, row) => sum + Math.max(0, (minuteOf(row.end) ?? 0) - (minuteOf(row.start) ?? 0)), 0);
}

function faultsOfRow(row: HoursRow, rows: readonly HoursRow[]): RowFaults | null {
    const start = minuteOf(row.start);
    const end = minuteOf(row.end);
    if (start === null || end === null || start === minutesOfDay) {
        return {
            ...(start === null || start === minutesOfDay ? { start: "time" as const } : {}),
            ...(end === null ? { end: "time" as const } : {}),
        };
    }
    if (end <= start) {
        return { end: "order" };
    }
    if (row.from !== "" && row.to !== "" && row.to < row.from) {
        return { to: "dates" };
    }
    return rows.some((other) => other.key !== row.key && overlap(row, other)) ? { start: "overlap" } : null;
}

function overlap(one: HoursRow, other: HoursRow): boolean {
    const [start, end] = [minuteOf(one.start) ?? 0, minuteOf(one.end) ?? 0];
    const [otherStart, otherEnd] = [minuteOf(other.start), minuteOf(other.end)];
    return (
        one.day === other.day &&
        otherStart !== null &&
        otherEnd !== null &&
        start < otherEnd &&
        otherStart < end &&
        (one.from === "" || other.to === "" || one.from <= other.to) &&
        (other.from === "" || one.to === "" || other.from <= one.to)
    );
}

function inOrder(one: HoursRow, other: HoursRow): number {
    return (
        one.day - other.day ||
        (minuteOf(one.start) ?? 0) - (minuteOf(other.start) ?? 0) ||
        compare(one.from, other.from)
    );
}

function compare(one: string, other: string): number {
    return one < other ? -1 : one > other ? 1 : 0;
}
