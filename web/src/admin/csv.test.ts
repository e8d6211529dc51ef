import { describe, expect, it } from "vitest";
import { cellAt, readCsv } from "./csv";

describe("A file", () => {
    it("is read by records, each with the line that it begins on", () => {
        const text = '\uFEFFcode,name\r\nA,"two\r\nlines, and a ""quote"""\r\n\r\nB, trimmed \r\n';
        expect(readCsv(text)).toEqual([
            { line: 1, cells: ["code", "name"] },
            { line: 2, cells: ["A", 'two\r\nlines, and a "quote"'] },
            { line: 5, cells: ["B", "trimmed"] },
        ]);
    });

    it("may have semicolons, and no line break at its end", () => {
        expect(readCsv("a;b\n1,5;2")).toEqual([
            { line: 1, cells: ["a", "b"] },
            { line: 2, cells: ["1,5", "2"] },
        ]);
    });

    it("is empty without text", () => {
        expect(readCsv("")).toEqual([]);
    });

    it("tells what stands where a fault is", () => {
        const records = readCsv("code,startsOn\nF,2026-13-01\nW,\n");
        expect(cellAt(records, 2, "startsOn")).toBe("2026-13-01");
        expect(cellAt(records, 2, "STARTSON")).toBe("2026-13-01");
        expect(cellAt(records, 3, "startsOn")).toBe("");
        expect(cellAt(records, 2, "other")).toBeNull();
        expect(cellAt(records, 9, "code")).toBeNull();
        expect(cellAt(records, 1, "code")).toBeNull();
        expect(cellAt(records, 2, null)).toBeNull();
    });
});
