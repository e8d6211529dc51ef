import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import adminEn from "../admin/en";
import adminFr from "../admin/fr";
import recordsEn from "../records/en";
import recordsFr from "../records/fr";
import type { Fault } from "../records/record";
import sessionsEn from "../sessions/en";
import sessionsFr from "../sessions/fr";
import taEn from "../ta/en";
import taFr from "../ta/fr";
import { en } from "./en";
import { fr } from "./fr";

type Tree = { [name: string]: unknown };

/** Every sentence by its path, functions called with their own parameters' names in the place of values. */
function sentences(tree: Tree, path = ""): [string, string][] {
    return Object.entries(tree).flatMap(([name, value]): [string, string][] => {
        const at = path === "" ? name : `${path}.${name}`;
        if (typeof value === "function") {
            const call = value as (...values: unknown[]) => string;
            return [0, 1, 2, 12].map((count) => [`${at}(${count})`, call(count, count + 1, count + 2)]);
        }
        return typeof value === "object" && value !== null ? sentences(value as Tree, at) : [[at, value as string]];
    });
}

function numbers(text: string) {
    return new Set(text.match(/\d+/g));
}

/** What the form of a record says of a field. */
function records(words: typeof recordsEn): Tree {
    const field = { name: "seats", label: "X", kind: "integer", minimum: 1, maximum: 12 } as const;
    const faults: Fault[] = ["required", "integer", "decimal", "minimum", "maximum", "instant", "url", "integers"];
    return { ...words, fault: Object.fromEntries(faults.map((fault) => [fault, words.fault(fault, field)])) };
}

const english = sentences({ ...en, admin: adminEn, records: records(recordsEn), sessions: sessionsEn, ta: taEn });
const french = sentences({ ...fr, admin: adminFr, records: records(recordsFr), sessions: sessionsFr, ta: taFr });

describe("English and French", () => {
    test("have the same messages", () => {
        expect(french.map(([at]) => at)).toEqual(english.map(([at]) => at));
    });

    test("leave none empty, and say nothing of what has no value", () => {
        for (const [at, text] of [...english, ...french]) {
            expect(text, at).not.toMatch(/^\s*$|undefined|null|NaN/);
        }
    });

    test("French has a no-break space before its signs and inside its quotation marks", () => {
        for (const [at, text] of french) {
            expect(text, at).not.toMatch(/ [:;?!»]|« /);
        }
    });

    test("use the same values in both", () => {
        const told = new Map(english);
        for (const [at, text] of french.filter(([path]) => path.endsWith("(12)"))) {
            expect(numbers(text), at).toEqual(numbers(told.get(at) ?? ""));
        }
    });
});

describe("What the service may say", () => {
    const {
        components: { schemas },
        paths,
    } = JSON.parse(readFileSync("../openapi/engify.v1.json", "utf8")) as {
        components: { schemas: Record<"ProblemCode" | "FaultCode", { enum: string[] }> };
        paths: Record<string, Record<string, { operationId: string }>>;
    };

    test("has a sentence for every refusal", () => {
        expect(schemas.ProblemCode.enum.filter((code) => !(code in en.problems))).toEqual([]);
    });

    test("has a sentence for everything that may be wrong with a member", () => {
        expect(Object.keys(en.faults).sort()).toEqual([...schemas.FaultCode.enum].sort());
    });

    test("has a name for every command in the audit log", () => {
        const commands = Object.values(paths).flatMap((path) =>
            Object.entries(path).flatMap(([method, { operationId }]) => (method === "get" ? [] : [operationId])),
        );
        expect(commands.length).toBeGreaterThan(40);
        expect(commands.filter((command) => !(command in adminEn.audit.actions))).toEqual([]);
    });
});
