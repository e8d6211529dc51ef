import { EngifyProblem, type Problem } from "@engify/client";
import { describe, expect, it } from "vitest";
import { readCsv } from "../csv";
import { outcomeOf } from "./outcome";

const records = readCsv("code,name,startsOn\nF,Fall,2026-13-01\n");
const refusal = (members: object) =>
    new EngifyProblem("importFile", { status: 400, message: "No", ...members } as unknown as Problem, null);

describe("The outcome of an import", () => {
    it("is what the service would do", () => {
        expect(outcomeOf({ created: 2, updated: 1, unchanged: 3, errors: [], errorCount: 0 }, records)).toEqual({
            created: 2,
            updated: 1,
            unchanged: 3,
            faults: [],
            faultCount: 0,
        });
    });

    it("has the faults of a refusal, each with what the file says there", () => {
        const errors = [
            { line: 2, column: "startsOn", code: "validation_failed", message: "No date", errorCode: "invalid" },
            { line: 2, column: null, code: "duplicate_row", message: "Twice", errorCode: null },
        ];
        const outcome = outcomeOf(refusal({ code: "import_failed", created: 0, errors, errorCount: 120 }), records);
        expect(outcome?.faults.map(({ line, column, stands }) => [line, column, stands])).toEqual([
            [2, "startsOn", "2026-13-01"],
            [2, null, null],
        ]);
        expect(outcome?.faultCount).toBe(120);
    });

    it("is none where the refusal is about something else", () => {
        expect(outcomeOf(refusal({ code: "payload_too_large" }), records)).toBeNull();
        expect(outcomeOf(null, records)).toBeNull();
        expect(outcomeOf(undefined, records)).toBeNull();
    });
});
