import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
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

const english = sentences(en);
const french = sentences(fr);

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

test("every refusal that the service knows has a sentence", () => {
    const document = JSON.parse(readFileSync("../openapi/engify.v1.json", "utf8")) as {
        components: { schemas: { ProblemCode: { enum: string[] } } };
    };
    const codes = document.components.schemas.ProblemCode.enum;
    expect(codes.filter((code) => !(code in en.problems))).toEqual([]);
});
