import { describe, expect, it } from "vitest";
import { faultsOfHours, minuteOf, minutesOn, nextPeriod, rowsOf, timeOf, weeklyOf, type HoursRow } from "./hours";

let key = 0;
const row = (day: number, start: string, end: string, from = "", to = ""): HoursRow => ({
    key: key++,
    day,
    start,
    end,
    from,
    to,
});

describe("A time", () => {
    it.each([
        ["9", 540],
        ["09:00", 540],
        ["9:30", 570],
        ["9h30", 570],
        ["9 h 30", 570],
        ["17\u00a0h", 1020],
        ["930", 570],
        ["9:30 pm", 1290],
        ["12 am", 0],
        ["12 p.m.", 720],
        ["24:00", 1440],
        ["24:01", null],
        ["9:60", null],
        ["13 pm", null],
        ["noon", null],
        ["", null],
    ])("reads %s", (text, minute) => {
        expect(minuteOf(text)).toBe(minute);
    });

    it("is written with two figures, midnight at the end of the day as 24:00", () => {
        expect([timeOf(0), timeOf(545), timeOf(1440)]).toEqual(["00:00", "09:05", "24:00"]);
    });
});

describe("Weekly hours", () => {
    it("come out as they went in, in order", () => {
        const weekly = [
            { dayOfWeek: 3, start: "13:00", end: "24:00", from: null, to: null },
            { dayOfWeek: 1, start: "09:00", end: "12:00", from: "2026-09-01", to: "2026-12-20" },
        ];
        expect(weeklyOf(rowsOf(weekly))).toEqual([weekly[1], weekly[0]]);
    });

    it("may touch, but not overlap", () => {
        expect(faultsOfHours([row(1, "9", "12"), row(1, "12", "15"), row(2, "9", "12")]).size).toBe(0);
        const both = [row(1, "9", "12:30"), row(1, "12", "15")];
        expect([...faultsOfHours(both).values()]).toEqual([{ start: "overlap" }, { start: "overlap" }]);
    });

    it("may overlap where they are valid at other times of the year", () => {
        expect(faultsOfHours([row(1, "9", "12", "", "2026-12-31"), row(1, "9", "12", "2027-01-01")]).size).toBe(0);
        expect(faultsOfHours([row(1, "9", "12", "", "2026-12-31"), row(1, "9", "12", "2026-12-31")]).size).toBe(2);
        expect(faultsOfHours([row(1, "9", "12", "2026-01-01", "2026-12-31"), row(1, "9", "12")]).size).toBe(2);
    });

    it("tell what is wrong beside the field", () => {
        const rows = [
            row(1, "x", "25"),
            row(1, "12", "12"),
            row(2, "24:00", "24:00"),
            row(3, "9", "10", "2027", "2026"),
        ];
        expect([...faultsOfHours(rows).values()]).toEqual([
            { start: "time", end: "time" },
            { end: "order" },
            { start: "time" },
            { to: "dates" },
        ]);
    });

    it("offer a new period where there is room", () => {
        expect(nextPeriod([], 1)).toEqual({ start: "09:00", end: "12:00" });
        expect(nextPeriod([row(1, "9", "12")], 1)).toEqual({ start: "13:00", end: "14:00" });
        expect(nextPeriod([row(1, "9", "23")], 1)).toEqual({ start: "23:00", end: "24:00" });
        expect(nextPeriod([row(1, "9", "24:00")], 1)).toEqual({ start: "00:00", end: "01:00" });
    });

    it("add up to the hours of a week", () => {
        const rows = [row(1, "9", "12"), row(2, "22", "24:00"), row(3, "9", "10", "", "2026-06-30")];
        expect(minutesOn(rows, "2026-11-27")).toBe(300);
        expect(minutesOn(rows, "2026-06-30")).toBe(360);
    });
});
