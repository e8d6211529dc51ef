import { NoAnswerError } from "@engify/client";
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { broken, hourWithAmira, problem, setUp, signUp, to, type Setup } from "./harness.js";
import { course, student } from "./service.js";

const book = to("POST", "/bookings/individual");

async function bookingsOf({ client }: Setup, studentId: string): Promise<number> {
    return (await client.listStudentBookings(studentId).all()).length;
}

/** A response of which a part arrives before the connection breaks. */
function cut(response: Response): Response {
    const body = new ReadableStream<Uint8Array>({
        start(controller) {
            controller.enqueue(new TextEncoder().encode('{"id":'));
            controller.error(new TypeError("terminated"));
        },
    });
    return new Response(body, { status: response.status, headers: response.headers });
}

describe("A request that may be sent again", () => {
    test("is, when it does not get there", async () => {
        const { client, wire, clock } = setUp();
        wire.once(to("GET", `/courses/${course}`), broken);
        assert.equal((await client.getCourse(course)).id, course);
        assert.equal(clock.waits.length, 1);
    });

    for (const [name, lose] of [
        ["is lost", () => broken()],
        ["breaks off", async (response: Response) => cut(response)],
        ["is a proxy's 502", async () => new Response("Bad Gateway", { status: 502 })],
    ] satisfies [string, (response: Response) => Promise<Response>][]) {
        test(`is with the same key, and is carried out once, though the first answer ${name}`, async () => {
            const setup = setUp();
            const { studentId } = await signUp(setup.client);
            setup.wire.once(book, async (request, send) => lose(await send(request)));
            const booking = await setup.client.createIndividualBooking(hourWithAmira(studentId));

            const [first, second, ...more] = setup.wire.sent.filter(({ path }) => path === "/bookings/individual");
            assert.deepEqual(more, []);
            assert.ok(first && second);
            assert.ok(first.headers.get("Idempotency-Key"));
            assert.equal(first.headers.get("Idempotency-Key"), second.headers.get("Idempotency-Key"));
            assert.equal(second.response.headers.get("Idempotency-Replayed"), "true");
            assert.deepEqual(booking, await first.response.json());
            assert.equal(await bookingsOf(setup, studentId), 1);
        });
    }

    for (const [name, call] of [
        ["booking", ({ client }, studentId) => client.createIndividualBooking(hourWithAmira(studentId))],
        [
            "cancellation",
            async ({ client }, studentId) => {
                const { id } = await client.createIndividualBooking(hourWithAmira(studentId));
                return await client.cancelBooking(id);
            },
        ],
    ] satisfies [string, (setup: Setup, studentId: string) => Promise<unknown>][]) {
        test(`is with the same key at every attempt of a ${name}, whatever became of those before`, async () => {
            const setup = setUp({ retry: { attempts: 8 } });
            const { studentId } = await signUp(setup.client);
            const keys = new Map<string, (string | null)[]>();
            const answers = [
                broken,
                async () => problem(503, "database_unavailable", { "Retry-After": "1" }),
                async () => problem(429, "rate_limited", { "Retry-After": "1" }),
                async () => problem(409, "idempotency_in_progress"),
                async () => problem(401, "token_expired"),
                async () => new Response("Bad Gateway", { status: 502 }),
            ];
            setup.wire.always(
                (request) => request.method !== "GET" && !request.url.includes("/auth/"),
                (request, send) => {
                    const { pathname } = new URL(request.url);
                    const seen = keys.get(pathname) ?? [];
                    keys.set(pathname, [...seen, request.headers.get("Idempotency-Key")]);
                    return (answers[seen.length] ?? (() => send(request)))();
                },
            );

            await call(setup, studentId);

            for (const [path, seen] of keys) {
                assert.equal(seen.length, answers.length + 1, path);
                assert.ok(seen[0], path);
                assert.deepEqual(new Set(seen).size, 1, path);
            }
            assert.equal(new Set([...keys.values()].map(([key]) => key)).size, keys.size);
        });
    }

    test("is named by another key in each call, or by the caller's own", async () => {
        const { client, wire } = setUp();
        const { studentId } = await signUp(client);
        const { id } = await client.createIndividualBooking(hourWithAmira(studentId));
        await client.createIndividualBooking(hourWithAmira(studentId));
        await client.cancelBooking(id, undefined, { idempotencyKey: "my-own" });
        const keys = wire.sent.map(({ headers }) => headers.get("Idempotency-Key"));
        assert.equal(keys[0], null); // The registration.
        assert.match(keys[1]!, /^[0-9a-f-]{36}$/);
        assert.notEqual(keys[1], keys[2]);
        assert.equal(keys[3], "my-own");
    });

    test("is after the same request that is still under way", async () => {
        const setup = setUp();
        const { studentId } = await signUp(setup.client);
        setup.wire.once(book, async () => problem(409, "idempotency_in_progress"));
        await setup.client.createIndividualBooking(hourWithAmira(studentId));
        assert.equal(await bookingsOf(setup, studentId), 1);
    });

    for (const status of [408, 429, 502, 503, 504]) {
        test(`is after ${status}, later each time, and at most as often as was said`, async () => {
            const { client, wire, clock } = setUp();
            let requests = 0;
            wire.always(to("GET", `/courses/${course}`), async () => {
                requests++;
                return problem(status, "database_unavailable");
            });
            await assert.rejects(client.getCourse(course), { status });
            assert.equal(requests, 4);
            assert.deepEqual(clock.waits, [250, 500, 1000]);
        });
    }

    test("is after a random part of the delay", async () => {
        const { client, wire, clock } = setUp({ random: () => 0.5, retry: { attempts: 6, longestDelay: 1200 } });
        wire.always(to("GET", `/courses/${course}`), broken);
        await assert.rejects(client.getCourse(course), NoAnswerError);
        assert.deepEqual(clock.waits, [125, 250, 500, 600, 600]);
    });

    test("is not before the service says, in seconds or by a date", async () => {
        const { client, wire, clock } = setUp({ random: () => 0 });
        wire.once(to("GET", `/courses/${course}`), async () => problem(429, "rate_limited", { "Retry-After": "7" }));
        wire.once(to("GET", `/courses/${course}`), async () => {
            const date = new Date(Math.ceil(clock.now() / 1000) * 1000 + 20_000).toUTCString();
            return problem(503, "database_unavailable", { "Retry-After": date });
        });
        wire.once(to("GET", `/courses/${course}`), async () => problem(503, "x", { "Retry-After": "soon" }));
        await client.getCourse(course);
        assert.equal(clock.waits.length, 3);
        assert.ok(clock.waits.includes(7000));
        assert.ok(clock.waits.some((wait) => wait >= 20_000 && wait <= 21_000));
        assert.ok(clock.waits.includes(0));
    });

    test("is not when that would be after its time", async () => {
        const { client, wire, clock } = setUp();
        wire.once(to("GET", `/courses/${course}`), async () => problem(429, "rate_limited", { "Retry-After": "60" }));
        await assert.rejects(client.getCourse(course), { code: "rate_limited", retryAfter: 60 });
        assert.deepEqual(clock.waits, []);
    });

    test("is given up when its time is up, though no answer comes at all", async () => {
        const { client, wire } = setUp({ retry: { totalTime: 20 } });
        wire.always(
            to("GET", `/courses/${course}`),
            (request) =>
                new Promise((_, reject) =>
                    request.signal.addEventListener("abort", () => reject(request.signal.reason)),
                ),
        );
        // A request under way keeps the process alive; this one is none.
        const alive = setInterval(() => undefined, 1000);
        try {
            await assert.rejects(client.getCourse(course), { name: "NoAnswerError", timedOut: true });
        } finally {
            clearInterval(alive);
        }
    });
});

describe("A request is not sent again", () => {
    for (const [status, code] of [
        [400, "validation_failed"],
        [403, "forbidden"],
        [404, "course_not_found"],
        [409, "another_conflict"],
        [500, "internal_error"],
    ] as const) {
        test(`after ${status} ${code}`, async () => {
            const { client, wire, clock } = setUp();
            wire.once(to("GET", `/courses/${course}`), async () => problem(status, code));
            await assert.rejects(client.getCourse(course), { status, code });
            assert.deepEqual(clock.waits, []);
        });
    }

    test("if it takes no key and changes something", async () => {
        const { client, wire, clock } = setUp();
        wire.once(to("POST", "/auth/login"), broken);
        await assert.rejects(client.signIn(student), NoAnswerError);
        wire.once(to("POST", "/auth/register"), async () => problem(503, "database_unavailable"));
        await assert.rejects(signUp(client), { status: 503 });
        assert.deepEqual(clock.waits, []);
        assert.deepEqual(wire.sent, []);
    });
});
