// @vitest-environment jsdom
import { EngifyProblem, NoAnswerError } from "@engify/client";
import { beforeEach, expect, test } from "vitest";
import { forgetKept, withKey } from "./keys";

const lost = new NoAnswerError("createIndividualBooking", false, null);

function refusedWith(status: number, code: string) {
    const problem = { status, code, message: code } as EngifyProblem["problem"];
    return new EngifyProblem("createIndividualBooking", problem, null);
}

/** Sends a command that ends in this way, and tells the key that went with it. */
async function keyOf(input: unknown, outcome?: unknown): Promise<string> {
    let sent = "";
    await withKey("book", input, async (key) => {
        sent = key;
        if (outcome !== undefined) {
            throw outcome;
        }
    }).catch(() => undefined);
    return sent;
}

beforeEach(() => sessionStorage.clear());

test.each([
    ["no answer", lost],
    ["a fault of the service", refusedWith(500, "internal_error")],
    ["a database that is away", refusedWith(503, "database_unavailable")],
    ["a session that has ended", refusedWith(401, "token_expired")],
    ["too many at once", refusedWith(429, "rate_limited")],
    ["the first attempt that still runs", refusedWith(409, "idempotency_in_progress")],
])("after %s the same command has the same key, also after a reload", async (_, outcome) => {
    const first = await keyOf({ hour: 1 }, outcome);
    expect(await keyOf({ hour: 1 }, outcome)).toBe(first);
    expect(await keyOf({ hour: 1 })).toBe(first);
    expect(await keyOf({ hour: 1 })).not.toBe(first); // That was answered; this is another wish.
});

test.each([
    ["a rule", refusedWith(400, "ta_not_available")],
    ["a conflict", refusedWith(409, "in_use")],
    ["an outdated version", refusedWith(412, "changed_meanwhile")],
])("after a refusal for %s the key is done with", async (_, outcome) => {
    const first = await keyOf({ hour: 1 }, outcome);
    expect(await keyOf({ hour: 1 })).not.toBe(first);
});

test("another wish has another key", async () => {
    const first = await keyOf({ hour: 1 }, lost);
    expect(await keyOf({ hour: 2 }, lost)).not.toBe(first);
});

test("nothing that was kept survives a sign-out", async () => {
    const first = await keyOf({ hour: 1 }, lost);
    sessionStorage.setItem("engify.draft:book", "{}");
    sessionStorage.setItem("other", "stays");
    forgetKept();
    expect(Object.keys(sessionStorage)).toEqual(["other"]);
    expect(await keyOf({ hour: 1 })).not.toBe(first);
});
