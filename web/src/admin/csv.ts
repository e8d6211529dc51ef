export interface CsvRecord {
    /** The line of the file that it begins on, from 1. */
    readonly line: number;
    readonly cells: readonly string[];
}

/** The records of a CSV file, each with the line that it begins on, as the service counts them. */
export function readCsv(text: string): CsvRecord[] {
    const source = text.replace(/^\uFEFF/, "");
    const delimiter = delimiterOf(source);
    const records: CsvRecord[] = [];
    let cells: string[] = [];
    let cell = "";
    let quoted = false;
    let line = 1;
    let begin = 1;
    const endCell = (): void => {
        cells.push(cell.trim());
        cell = "";
    };
    const endRecord = (): void => {
        endCell();
        if (cells.length > 1 || cells[0] !== "") {
            records.push({ line: begin, cells });
        }
        cells = [];
    };
    for (let at = 0; at < source.length; at++) {
        const character = source.charAt(at);
        const isLineEnd = character === "\n" || (character === "\r" && source.charAt(at + 1) !== "\n");
        if (isLineEnd) {
            line++;
        }
        if (quoted) {
            if (character === '"' && source.charAt(at + 1) === '"') {
                cell += '"';
                at++;
            } else if (character === '"') {
                quoted = false;
            } else {
                cell += character;
            }
        } else if (character === '"' && cell.trim() === "") {
            quoted = true;
            cell = "";
        } else if (character === delimiter) {
            endCell();
        } else if (isLineEnd) {
            endRecord();
            begin = line;
        } else if (character !== "\r") {
            cell += character;
        }
    }
    endRecord();
    return records;
}

/** What the file says at that place, so that a fault can be found; null where it says nothing there. */
export function cellAt(records: readonly CsvRecord[], line: number, column: string | null): string | null {
    const [header] = records;
    const record = records.find((each) => each.line === line);
    if (header === undefined || record === undefined || column === null) {
        return null;
    }
    const index = header.cells.findIndex((name) => name.toLowerCase() === column.toLowerCase());
    return index < 0 || record === header ? null : (record.cells[index] ?? null);
}

function delimiterOf(source: string): "," | ";" {
    const header = /^[^\r\n]*/.exec(source)?.[0] ?? "";
    return header.includes(";") ? ";" : ",";
}
