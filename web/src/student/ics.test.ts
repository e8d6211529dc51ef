import { expect, test } from "vitest";
import { icsOf } from "./ics";

const event = { id: "42", start: "2026-12-01T20:00:00Z", minutes: 90, summary: "COMP 248: tutoring" };
const now = new Date("2026-11-27T12:00:00Z");

test("an event of the calendar in UTC, with the line ends that the format wants", () => {
    const file = icsOf(event, now);
    expect(file.split("\r\n")).toEqual([
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Engify//Web//EN",
        "BEGIN:VEVENT",
        "UID:42@engify",
        "DTSTAMP:20261127T120000Z",
        "DTSTART:20261201T200000Z",
        "DTEND:20261201T213000Z",
        "SUMMARY:COMP 248: tutoring",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]);
});

test("text cannot add lines or members", () => {
    const file = icsOf({ ...event, location: "Hall; B, 2\r\nATTENDEE:x", description: "a\\b\nc" }, now);
    expect(file).toContain("LOCATION:Hall\\; B\\, 2\\nATTENDEE:x\r\n");
    expect(file).toContain("DESCRIPTION:a\\\\b\\nc\r\n");
});

test("long lines are folded at 75 octets, never inside a character", () => {
    const summary = "é".repeat(100);
    const lines = icsOf({ ...event, summary }, now).split("\r\n");
    for (const line of lines) {
        expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    }
    expect(lines.join("\n").replaceAll("\n ", "")).toContain(`SUMMARY:${summary}`);
});
