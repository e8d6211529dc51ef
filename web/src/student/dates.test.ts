import { parseDate } from "@internationalized/date";
import { describe, expect, test } from "vitest";
import { byDate, dateIn, partOfDay, readDate, readInstant, windowsOf } from "./dates";

const today = parseDate("2026-11-27");

describe("what to ask for to fill a month", () => {
    test("this month from today on, as far as one answer reaches", () => {
        expect(windowsOf(today, today, true)).toEqual([{ from: "2026-11-27", to: "2026-12-28" }]);
    });

    test("a later month whole", () => {
        expect(windowsOf(parseDate("2027-01-15"), today, true)).toEqual([{ from: "2027-01-01", to: "2027-01-31" }]);
    });

    test("in another zone a day more on either side, in answers of at most 32 days that leave no day out", () => {
        const windows = windowsOf(parseDate("2027-01-15"), today, false);
        expect(windows).toEqual([
            { from: "2026-12-31", to: "2027-01-15" },
            { from: "2027-01-16", to: "2027-02-01" },
        ]);
    });
});

describe("the user's dates", () => {
    const slots = [
        { startsAt: "2026-11-30T23:00:00Z" },
        { startsAt: "2026-12-01T04:30:00Z" },
        { startsAt: "2026-12-01T05:00:00Z" },
    ];

    test("an instant has the date of the zone", () => {
        expect(dateIn("America/Toronto", "2026-12-01T04:30:00Z").toString()).toBe("2026-11-30");
        expect(dateIn("Asia/Kathmandu", "2026-11-30T23:00:00Z").toString()).toBe("2026-12-01");
    });

    test("slots fall on the dates of the zone, in order", () => {
        const days = byDate(slots, "America/Toronto");
        expect([...days].map(([date, some]) => [date, some.length])).toEqual([
            ["2026-11-30", 2],
            ["2026-12-01", 1],
        ]);
    });

    test("noon begins the afternoon, five o'clock the evening", () => {
        expect(partOfDay("2026-12-01T16:59:00Z", "America/Toronto")).toBe("morning");
        expect(partOfDay("2026-12-01T17:00:00Z", "America/Toronto")).toBe("afternoon");
        expect(partOfDay("2026-12-01T22:00:00Z", "America/Toronto")).toBe("evening");
    });
});

test("an address that somebody garbled chooses nothing", () => {
    expect(readDate("2026-13-01")).toBeNull();
    expect(readDate("")).toBeNull();
    expect(readInstant("soon")).toBeNull();
    expect(readInstant("")).toBeNull();
    expect(readInstant("2026-12-01T10:00:00-05:00")).toBe("2026-12-01T15:00:00.000Z");
});
