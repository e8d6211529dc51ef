import { EngifyProblem, type ImportErrorResponse, type ImportResponse } from "@engify/client";
import { cellAt, type CsvRecord } from "../csv";

/** A fault of a file with what the file says there. */
export interface FileFault extends ImportErrorResponse {
    readonly stands: string | null;
}

/** What an import did, or would do; with what is wrong where it would do nothing. */
export interface Outcome {
    readonly created: number;
    readonly updated: number;
    readonly unchanged: number;
    readonly faults: readonly FileFault[];
    /** All of them, of which the first are in `faults`. */
    readonly faultCount: number;
}

/** The outcome as the service answers it, in a refusal too; null for a refusal that is about something else. */
export function outcomeOf(answer: unknown, records: readonly CsvRecord[]): Outcome | null {
    const told =
        answer instanceof EngifyProblem
            ? answer.code === "import_failed"
                ? (answer.problem as unknown as Partial<ImportResponse>)
                : null
            : (answer as Partial<ImportResponse> | null | undefined);
    if (told === null || told === undefined) {
        return null;
    }
    const errors = told.errors ?? [];
    return {
        created: told.created ?? 0,
        updated: told.updated ?? 0,
        unchanged: told.unchanged ?? 0,
        faults: errors.map((error) => ({ ...error, stands: cellAt(records, error.line, error.column) })),
        faultCount: told.errorCount ?? errors.length,
    };
}
