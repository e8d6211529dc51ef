import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { broken, setUp, TestClock, to } from "./harness.js";
import { course, student } from "./service.js";

const reason = new Error("No longer wanted");

describe("A call that is aborted", () => {
    test("before it begins sends nothing", async () => {
        const { client, wire } = setUp();
        await assert.rejects(client.getCourse(course, {}, { signal: AbortSignal.abort(reason) }), reason);
        assert.deepEqual(wire.sent, []);
    });

    test("while it waits for its answer ends with the signal's reason", async () => {
        const { client, wire } = setUp();
        const abort = new AbortController();
        wire.once(to("GET", `/courses/${course}`), (request, send) => {
            const answer = send(request);
            abort.abort(reason);
            return answer;
        });
        await assert.rejects(client.getCourse(course, {}, { signal: abort.signal }), reason);
    });

    test("while it waits to try again ends at once", async () => {
        const { client, wire, clock } = setUp();
        const abort = new AbortController();
        wire.always(to("GET", `/courses/${course}`), broken);
        clock.wait = (_, signal) =>
            new Promise((_, reject) => {
                signal.addEventListener("abort", () => reject(signal.reason));
                abort.abort(reason);
            });
        await assert.rejects(client.getCourse(course, {}, { signal: abort.signal }), reason);
    });

    test("while it waits to try again by the real clock ends at once", async () => {
        const abort = new AbortController();
        const { client, wire } = setUp({
            clock: undefined,
            retry: { firstDelay: 3_600_000, totalTime: 2 ** 31 - 1, longestDelay: 3_600_000 },
        });
        wire.always(to("GET", `/courses/${course}`), () => {
            setImmediate(() => setImmediate(() => abort.abort(reason)));
            return broken();
        });
        await assert.rejects(client.getCourse(course, {}, { signal: abort.signal }), reason);
    });

    test("while others wait for the same new token leaves the refresh to them", async () => {
        const { client, wire, clock } = setUp();
        await client.signIn(student);
        clock.advance(15 * 60 * 1000);
        const abort = new AbortController();
        wire.once(to("POST", "/auth/refresh"), async (request, send) => {
            abort.abort(reason);
            await ended; // Not only when the refresh has.
            return await send(request);
        });
        const aborted = client.getCurrentUser({ signal: abort.signal });
        const ended = assert.rejects(aborted, reason);
        const other = client.getCurrentUser();
        await ended;
        assert.equal((await other).email, student.email);
        assert.equal(wire.count("POST", "/auth/refresh"), 1);
        assert.equal(wire.count("GET", "/auth/me"), 1);
    });

    test("alone with its refresh leaves the new session behind", async () => {
        const { client, wire, clock } = setUp();
        const before = await client.signIn(student);
        clock.advance(15 * 60 * 1000);
        const abort = new AbortController();
        wire.once(to("POST", "/auth/refresh"), async (request, send) => {
            abort.abort(reason);
            return await send(request);
        });
        await assert.rejects(client.getCurrentUser({ signal: abort.signal }), reason);
        await client.getCurrentUser();
        assert.equal(wire.count("POST", "/auth/refresh"), 1);
        assert.notEqual((await client.session())?.refreshToken, before.refreshToken);
    });

    test("between two pages asks for no more", async () => {
        const { client, wire } = setUp();
        const abort = new AbortController();
        const read: string[] = [];
        await assert.rejects(async () => {
            for await (const { code } of client.listCourses({ limit: 2 }, { signal: abort.signal })) {
                read.push(code);
                abort.abort(reason);
            }
        }, reason);
        assert.equal(read.length, 2);
        assert.equal(wire.count("GET", "/courses"), 1);
    });
});

test("The tests' clock never waits", async () => {
    const clock = new TestClock();
    const start = clock.now();
    await clock.wait(3_600_000, new AbortController().signal);
    assert.ok(clock.now() - start >= 3_600_000);
});
