import type { BookingDetailsResponse } from "@engify/client";
import { describe, expect, it } from "vitest";
import { addDays, dateIn, daysOf, hoursOf, mondayOf, todayIn } from "./week";

const booking = (id: string, date: string, durationMinutes: number) =>
    ({ id, date, durationMinutes }) as BookingDetailsResponse;
const calendar = {
    timeZone: "America/Toronto",
    from: "2026-11-30",
    to: "2026-12-01",
    open: [
        { startsAt: "2026-11-30T14:00:00Z", endsAt: "2026-11-30T17:00:00Z" },
        { startsAt: "2026-12-01T02:00:00Z", endsAt: "2026-12-01T05:00:00Z" },
    ],
    bookings: [booking("b", "2026-11-30T15:00:00Z", 60), booking("late", "2026-12-01T04:30:00Z", 60)],
    absences: [
        { id: "a", taId: "t", startsAt: "2026-11-29T05:00:00Z", endsAt: "2026-11-30T13:00:00Z", reason: "Away" },
    ],
    closures: [{ id: "c", name: "Holiday", startsOn: "2026-12-01", endsOn: "2026-12-03" }],
};

describe("Weeks", () => {
    it("begin on Monday", () => {
        expect(mondayOf("2026-11-30")).toBe("2026-11-30");
        expect(mondayOf("2026-12-06")).toBe("2026-11-30");
        expect(mondayOf("2027-01-01")).toBe("2026-12-28");
        expect(addDays("2026-12-28", 7)).toBe("2027-01-04");
    });

    it("take from an address only what is a date", () => {
        expect(["2026-11-30", "2026-13-01", "2026-02-30", "tomorrow", ""].map(dateIn)).toEqual([
            "2026-11-30",
            "",
            "",
            "",
            "",
        ]);
    });

    it("have today where the TA is", () => {
        const now = new Date("2026-11-30T02:00:00Z");
        expect(todayIn("America/Toronto", now)).toBe("2026-11-29");
        expect(todayIn("Asia/Kathmandu", now)).toBe("2026-11-30");
    });
});

describe("Days of a calendar", () => {
    const days = daysOf(calendar);
    const shapes = days.map(({ items }) => items.map(({ kind, id, start, end }) => [kind, id, start, end]));

    it("have what is on them in minutes of the TA's clocks, cut at midnight", () => {
        expect(days.map(({ date }) => date)).toEqual(["2026-11-30", "2026-12-01"]);
        expect(shapes[0]).toEqual([
            ["away", "a", 0, 480],
            ["open", "2026-11-30T14:00:00Z", 540, 720],
            ["session", "b", 600, 660],
            ["open", "2026-12-01T02:00:00Z", 1260, 1440],
            ["session", "late", 1410, 1440],
        ]);
        expect(shapes[1]).toEqual([
            ["closed", "c", 0, 1440],
            ["session", "late", 0, 30],
        ]);
    });

    it("are drawn for the hours in which there is something", () => {
        expect(hoursOf(days)).toEqual({ from: 0, to: 24 });
        expect(hoursOf([])).toEqual({ from: 9, to: 17 });
        expect(hoursOf(daysOf({ ...calendar, absences: [], bookings: [], open: calendar.open.slice(0, 1) }))).toEqual({
            from: 9,
            to: 17,
        });
    });

    it("follow the clocks when they change", () => {
        const [day] = daysOf({
            ...calendar,
            from: "2026-11-01",
            to: "2026-11-01",
            open: [{ startsAt: "2026-11-01T13:00:00Z", endsAt: "2026-11-01T22:00:00Z" }],
            bookings: [],
            absences: [],
        });
        expect(day?.items.map(({ start, end }) => [start, end])).toEqual([[480, 1020]]);
    });
});
