import { parseDateTime, parseAbsolute, toCalendarDateTime, toZoned } from "@internationalized/date";

/** How a member of a record is written in a form. */
export type FieldKind =
    | "text"
    | "area"
    | "email"
    | "url"
    | "integer"
    | "decimal"
    | "date"
    | "time"
    | "instant"
    | "choice"
    | "number-choice"
    | "yes-no"
    | "integers"
    | "switch";

export interface Option {
    readonly value: string;
    readonly label: string;
}

/** One member of a record, as a form shows it. */
export interface Field {
    readonly name: string;
    readonly label: string;
    readonly kind: FieldKind;
    readonly hint?: string | undefined;
    readonly required?: boolean | undefined;
    readonly options?: readonly Option[] | undefined;
    /** What an empty choice stands for. */
    readonly none?: string | undefined;
    readonly maxLength?: number | undefined;
    readonly minimum?: number | undefined;
    readonly maximum?: number | undefined;
    /** Whether it counts, given the others; a field that does not is left out of the form and is sent as null. */
    readonly when?: ((values: FormValues) => boolean) | undefined;
    readonly readOnly?: boolean | undefined;
}

export type FormValues = Readonly<Record<string, string | boolean>>;
/** What is wrong, by the name of the field. */
export type FormFaults = Readonly<Record<string, string>>;

export type Fault = "required" | "integer" | "decimal" | "minimum" | "maximum" | "instant" | "url" | "integers";

/** A record as the fields of a form hold it. */
export function toForm(fields: readonly Field[], record: object, timeZone: string): FormValues {
    const members = record as Record<string, unknown>;
    return Object.fromEntries(fields.map((field) => [field.name, toInput(field, members[field.name], timeZone)]));
}

/** What a form says, as the service takes it; null where a field is empty. */
export function toBody(fields: readonly Field[], values: FormValues, timeZone: string): Record<string, unknown> {
    return Object.fromEntries(
        fields.map((field) => [
            field.name,
            counts(field, values) ? toMember(field, values[field.name], timeZone) : null,
        ]),
    );
}

/** The faults that a form can find by itself. */
export function faultsOf(
    fields: readonly Field[],
    values: FormValues,
    say: (fault: Fault, field: Field) => string,
): FormFaults {
    const faults: Record<string, string> = {};
    for (const field of fields) {
        const fault = counts(field, values) ? faultOf(field, values[field.name]) : null;
        if (fault !== null) {
            faults[field.name] = say(fault, field);
        }
    }
    return faults;
}

/** What a field says, as people read it. */
export function shown(
    field: Field,
    value: string | boolean | undefined,
    words: { readonly yes: string; readonly no: string },
): string {
    if (typeof value === "boolean" || (field.kind === "yes-no" && value !== "")) {
        return value === true || value === "true" ? words.yes : words.no;
    }
    const text = value ?? "";
    return (
        field.options?.find((option) => option.value === text)?.label ??
        text.replace("T", field.kind === "instant" ? " " : "T")
    );
}

export function counts(field: Field, values: FormValues): boolean {
    return field.when?.(values) ?? true;
}

function toInput(field: Field, member: unknown, timeZone: string): string | boolean {
    switch (field.kind) {
        case "switch":
            return member !== false && member !== null && member !== undefined;
        case "instant":
            return typeof member === "string" ? localOf(member, timeZone) : "";
        case "integers":
            return Array.isArray(member) ? member.join(", ") : "";
        case "time":
            return typeof member === "string" ? member.slice(0, 5) : "";
        default:
            return member === null || member === undefined ? "" : String(member);
    }
}

function toMember(field: Field, value: string | boolean | undefined, timeZone: string): unknown {
    if (typeof value === "boolean") {
        return value;
    }
    const text = (value ?? "").trim();
    if (text === "") {
        return null;
    }
    switch (field.kind) {
        case "integer":
        case "decimal":
        case "number-choice":
            return numberOf(text);
        case "instant":
            return instantOf(text, timeZone);
        case "yes-no":
            return text === "true";
        case "integers":
            return integersOf(text);
        default:
            return text;
    }
}

function faultOf(field: Field, value: string | boolean | undefined): Fault | null {
    if (typeof value === "boolean") {
        return null;
    }
    const text = (value ?? "").trim();
    if (text === "") {
        return field.required === true ? "required" : null;
    }
    if (field.kind === "integer" || field.kind === "decimal") {
        const number = numberOf(text);
        if (number === null || (field.kind === "integer" && !Number.isInteger(number))) {
            return field.kind;
        }
        if (field.minimum !== undefined && number < field.minimum) {
            return "minimum";
        }
        if (field.maximum !== undefined && number > field.maximum) {
            return "maximum";
        }
    }
    if (field.kind === "integers") {
        const numbers = integersOf(text);
        const { minimum = -Infinity, maximum = Infinity } = field;
        return numbers.every((number) => Number.isInteger(number) && minimum <= number && number <= maximum)
            ? null
            : "integers";
    }
    if (field.kind === "instant" && !/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text)) {
        return "instant";
    }
    if (field.kind === "url" && !/^https:\/\/\S+$/i.test(text)) {
        return "url";
    }
    return null;
}

/** A number as people write it in English or French: `1 250,50`, `1250.50`. */
export function numberOf(text: string): number | null {
    const plain = text.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".");
    return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

function integersOf(text: string): number[] {
    return text
        .split(/[,;\s]+/)
        .filter((part) => part !== "")
        .map(Number);
}

/** An instant as the clock on the wall of the time zone shows it, for an input of the type `datetime-local`. */
export function localOf(instant: string, timeZone: string): string {
    return toCalendarDateTime(parseAbsolute(instant, timeZone)).toString().slice(0, 16);
}

/** The instant at which the clock on the wall of the time zone shows that time; the first one when it does twice. */
export function instantOf(local: string, timeZone: string): string {
    return toZoned(parseDateTime(local), timeZone, "earlier").toAbsoluteString();
}
