import { describe, expect, it } from "vitest";
import { faultsOf, instantOf, localOf, numberOf, shown, toBody, toForm, type Field } from "./record";

const fields: Field[] = [
    { name: "name", label: "Name", kind: "text", required: true },
    { name: "price", label: "Price", kind: "decimal", required: true, minimum: 0 },
    { name: "seats", label: "Seats", kind: "integer", maximum: 1000 },
    { name: "opensAt", label: "Opens", kind: "instant" },
    { name: "url", label: "Link", kind: "url" },
    { name: "day", label: "Day", kind: "number-choice" },
    { name: "hours", label: "Hours", kind: "yes-no" },
    { name: "durations", label: "Durations", kind: "integers", minimum: 15, maximum: 480 },
    { name: "isActive", label: "Active", kind: "switch" },
    { name: "sessions", label: "Sessions", kind: "integer", when: (values) => values["isActive"] === true },
];
const zone = "America/Toronto";
const record = {
    name: "Winter",
    price: 30.5,
    seats: null,
    opensAt: "2026-11-27T17:30:00Z",
    url: null,
    day: 0,
    hours: false,
    durations: [30, 60],
    isActive: true,
    sessions: 4,
};

describe("A record in a form", () => {
    it("comes out as it went in", () => {
        expect(toBody(fields, toForm(fields, record, zone), zone)).toEqual({
            ...record,
            opensAt: "2026-11-27T17:30:00.000Z",
        });
    });

    it("is null where a field does not count", () => {
        const values = { ...toForm(fields, record, zone), isActive: false };
        expect(toBody(fields, values, zone)).toMatchObject({ isActive: false, sessions: null });
    });

    it("tells what is missing or malformed, each beside its field", () => {
        const values = {
            name: " ",
            price: "-1",
            seats: "1001",
            opensAt: "tomorrow",
            url: "http://x",
            durations: "30; 10",
            isActive: false,
        };
        expect(faultsOf(fields, values, (fault) => fault)).toEqual({
            name: "required",
            price: "minimum",
            seats: "maximum",
            opensAt: "instant",
            url: "url",
            durations: "integers",
        });
        expect(faultsOf(fields, { name: "a", price: "x", seats: "1.5", isActive: true }, (fault) => fault)).toEqual({
            price: "decimal",
            seats: "integer",
        });
    });
});

describe("Numbers", () => {
    it.each([
        ["30", 30],
        ["1 250,50", 1250.5],
        ["1\u202f250,50", 1250.5],
        ["12.5", 12.5],
        ["1,2,3", null],
        ["", null],
        ["12 $", null],
    ])("reads %s", (text, number) => {
        expect(numberOf(text)).toBe(number);
    });
});

describe("Times on the wall", () => {
    it("are those of the institution's zone", () => {
        expect(localOf("2026-11-27T17:30:00Z", zone)).toBe("2026-11-27T12:30");
        expect(instantOf("2026-11-27T12:30", zone)).toBe("2026-11-27T17:30:00.000Z");
    });

    it("that come twice mean the first", () => {
        expect(instantOf("2026-11-01T01:30", zone)).toBe("2026-11-01T05:30:00.000Z");
    });
});

describe("What a field says", () => {
    const words = { yes: "Yes", no: "No" };
    const days: Field = {
        name: "day",
        label: "Day",
        kind: "number-choice",
        options: [{ value: "1", label: "Monday" }],
    };

    it("is in words", () => {
        expect(shown({ name: "a", label: "A", kind: "switch" }, false, words)).toBe("No");
        expect(shown({ name: "a", label: "A", kind: "yes-no" }, "true", words)).toBe("Yes");
        expect(shown({ name: "a", label: "A", kind: "yes-no" }, "", words)).toBe("");
        expect(shown(days, "1", words)).toBe("Monday");
        expect(shown({ name: "a", label: "A", kind: "instant" }, "2026-11-27T12:30", words)).toBe("2026-11-27 12:30");
        expect(shown({ name: "a", label: "A", kind: "text" }, "T-shirts", words)).toBe("T-shirts");
    });
});
