import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setUp, signUp } from "./harness.js";
import { course } from "./service.js";

describe("A client that remembers answers", () => {
    test("is told only that they have not changed", async () => {
        const { client, wire } = setUp({ remembered: 2 });
        const first = await client.getCourse(course);
        assert.deepEqual(await client.getCourse(course), first);
        assert.deepEqual(
            wire.sent.map(({ response }) => response.status),
            [200, 304],
        );
    });

    test("knows their next pages too", async () => {
        const { client, wire } = setUp({ remembered: 10 });
        const first = await client.listCourses({ limit: 4 }).all();
        assert.deepEqual(await client.listCourses({ limit: 4 }).all(), first);
        assert.deepEqual(
            wire.sent.map(({ response }) => response.status),
            [200, 200, 304, 304],
        );
    });

    test("gives up the longest unused first", async () => {
        const { client, wire } = setUp({ remembered: 2 });
        await client.getCourse(course);
        await client.listCourses().page();
        await client.getCourse(course);
        await client.listCourseProducts(course);
        await client.listCourses().page();
        await client.listCourseProducts(course);
        assert.deepEqual(
            wire.sent.map(({ response }) => response.status),
            [200, 200, 304, 200, 200, 304],
        );
    });

    test("remembers nothing that was for somebody alone", async () => {
        const { client, wire } = setUp({ remembered: 2 });
        const { studentId } = await signUp(client);
        await client.getSupportOptions(course, { studentId });
        await client.getSupportOptions(course, { studentId });
        assert.ok(wire.sent.every(({ response }) => response.ok));
    });

    test("asks without a token for what is open to anyone, also if somebody is signed in", async () => {
        const { client, wire } = setUp({ remembered: 3 });
        await signUp(client);
        const from = wire.sent.length;
        for (const _ of [1, 2]) {
            await client.getCourse(course);
            await client.getSupportOptions(course);
            await client.listCourses({ includeInactive: false }).page();
        }
        const asked = wire.sent.slice(from);
        assert.deepEqual(
            asked.map(({ response }) => response.status),
            [200, 200, 200, 304, 304, 304],
        );
        assert.ok(asked.every(({ headers }) => !headers.has("Authorization")));
        await assert.rejects(client.listCourses({ includeInactive: true }).page(), { code: "forbidden" });
    });

    test("is one that was told to", async () => {
        const { client, wire } = setUp();
        await client.getCourse(course);
        await client.getCourse(course);
        assert.deepEqual(
            wire.sent.map(({ response }) => response.status),
            [200, 200],
        );
    });
});
