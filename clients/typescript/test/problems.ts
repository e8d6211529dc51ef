import { EngifyClient, EngifyProblem, isProblemOf, NoAnswerError, UnexpectedAnswerError } from "@engify/client";
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { hourWithAmira, problem, setUp, signUp, to } from "./harness.js";
import { course, sam } from "./service.js";

async function failureOf(call: Promise<unknown>): Promise<unknown> {
    return await call.then(
        () => assert.fail("It should have been refused."),
        (error: unknown) => error,
    );
}

describe("A refusal", () => {
    test("says what is wrong, by a code that the operation has", async () => {
        const { client } = setUp();
        const { studentId } = await signUp(client);
        const hour = hourWithAmira(studentId);
        await client.createIndividualBooking(hour);

        const other = setUp().client;
        const { studentId: otherId } = await signUp(other);
        const error = await failureOf(other.createIndividualBooking({ ...hour, studentId: otherId }));

        assert.ok(isProblemOf(error, "createIndividualBooking"));
        assert.ok(!isProblemOf(error, "cancelBooking"));
        // @ts-expect-error: the compiler knows that no booking is refused with this code.
        assert.notEqual(error.code === "already_joined", true);
        switch (error.code) {
            case "ta_not_available":
                assert.equal(error.status, 400);
                assert.equal(error.message, "This TA is not available at this time");
                break;
            default:
                assert.fail(`It was ${error.code}.`);
        }
        assert.match(error.traceId, /^00-/);
        assert.deepEqual(error.errors, {});
        assert.equal(error.retryAfter, null);
        assert.equal(error.problem.instance, "/bookings/individual");
    });

    test("names the members that are wrong", async () => {
        const { client } = setUp();
        const { studentId } = await signUp(client);
        const error = await failureOf(
            client.createIndividualBooking({ ...hourWithAmira(studentId), durationMinutes: 1 }),
        );
        assert.ok(error instanceof EngifyProblem);
        assert.equal(error.code, "validation_failed");
        assert.deepEqual(Object.keys(error.errors), ["durationMinutes"]);
        assert.deepEqual(error.errorCodes, { durationMinutes: ["out_of_range"] });
    });

    test("for want of a right, of a course, and of a session", async () => {
        const { client } = setUp();
        await assert.rejects(client.getCurrentUser(), { name: "EngifyProblem", status: 401, code: "unauthenticated" });
        await signUp(client);
        await assert.rejects(client.listStudentBookings(sam).all(), { status: 403, code: "forbidden" });
        await assert.rejects(client.getCourse(sam), { status: 404, code: "course_not_found" });
    });

    test("for a key that another request had", async () => {
        const { client } = setUp();
        const { studentId } = await signUp(client);
        const idempotencyKey = crypto.randomUUID();
        await client.createIndividualBooking(hourWithAmira(studentId), { idempotencyKey });
        await assert.rejects(client.createIndividualBooking(hourWithAmira(studentId), { idempotencyKey }), {
            status: 422,
            code: "idempotency_key_reused",
        });
    });

    test("that the service does not make is told apart", async () => {
        const { client, wire } = setUp();
        wire.once(to("GET", `/courses/${course}`), async () => new Response("<h1>Forbidden</h1>", { status: 403 }));
        const error = await failureOf(client.getCourse(course));
        assert.ok(error instanceof UnexpectedAnswerError);
        assert.equal(error.status, 403);
        assert.equal(error.body, "<h1>Forbidden</h1>");

        // A problem whose status is not the answer's is no answer of the service's either.
        wire.once(to("GET", `/courses/${course}`), async () => new Response(problem(404, "x").body, { status: 403 }));
        await assert.rejects(client.getCourse(course), UnexpectedAnswerError);

        wire.once(to("GET", `/courses/${course}`), async () => new Response("<h1>Welcome</h1>"));
        await assert.rejects(client.getCourse(course), { name: "UnexpectedAnswerError", status: 200 });

        wire.once(to("GET", `/courses/${course}`), async () => new Response());
        await assert.rejects(client.getCourse(course), { name: "UnexpectedAnswerError", status: 200 });
    });

    test("is not what comes of a service that is not there", async () => {
        const client = new EngifyClient({ baseUrl: "http://127.0.0.1:1", retry: { attempts: 1 } });
        const error = await failureOf(client.getCourse(course));
        assert.ok(error instanceof NoAnswerError);
        assert.equal(error.operation, "getCourse");
        assert.equal(error.timedOut, false);
        assert.ok(error.cause instanceof TypeError);
    });
});
