import type { OperationName } from "@engify/client";
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { freeHour, hourWithAmira, setUp, signUp, stranger } from "./harness.js";
import { admin, amira, course, document, sam, student, ta } from "./service.js";

describe("Every operation", () => {
    const { client, wire } = setUp();
    const { client: boss, wire: bossWire } = setUp();
    let me: string;
    let seat: string;
    let bundle: string;

    before(async () => {
        me = (await signUp(client)).studentId;
        await boss.signIn(admin);
        const options = await client.getSupportOptions(course);
        seat = options.upcomingGroupSessions[0]!.bookings.find((booking) => booking.status === "AVAILABLE")!.id;
        bundle = options.products.find((product) => product.productType === "FULL_SEMESTER_BUNDLE")!.id;
    });

    const book = () => client.createIndividualBooking(hourWithAmira(me));

    // The compiler sees to it that none is missing here; the test below, that the document knows no other.
    const exercises: { readonly [O in OperationName]: () => Promise<void> } = {
        listCourses: async () => {
            const courses = await client.listCourses({ q: "object" }).all();
            assert.deepEqual(
                courses.map(({ code }) => code),
                ["COMP 248", "COMP 249"],
            );
        },
        getCourse: async () => {
            assert.equal((await client.getCourse(course)).code, "COMP 248");
        },
        getSupportOptions: async () => {
            const options = await client.getSupportOptions(course, { studentId: me });
            assert.equal(options.course.id, course);
            assert.ok(options.tas.some(({ id }) => id === amira));
        },
        listCourseProducts: async () => {
            const products = await client.listCourseProducts(course);
            assert.equal(products.find(({ productType }) => productType === "INDIVIDUAL_SESSION")?.basePrice, 30);
        },
        listCourseGroupSessions: async () => {
            const [first] = await client.listCourseGroupSessions(course);
            assert.equal(first?.template.startTime, "18:00");
        },
        createIndividualBooking: async () => {
            const wanted = hourWithAmira(me);
            const booking = await client.createIndividualBooking(wanted);
            assert.equal(booking.status, "BOOKED");
            assert.equal(booking.date, wanted.date);
        },
        getBooking: async () => {
            const { id } = await book();
            assert.equal((await client.getBooking(id)).ta.id, amira);
        },
        cancelBooking: async () => {
            const withReason = await client.cancelBooking((await book()).id, { reason: "Ill" });
            assert.equal(withReason.cancellationReason, "Ill");
            const without = await client.cancelBooking((await book()).id);
            assert.equal(without.status, "CANCELLED");
            assert.equal(without.cancellationReason, null);
        },
        listStudentBookings: async () => {
            const { id } = await book();
            const booked = await client.listStudentBookings(me, { from: freeHour(), status: "BOOKED" }).all();
            assert.deepEqual(booked, []);
            const all = await client.listStudentBookings(me, { status: "BOOKED" }).all();
            assert.ok(all.some((booking) => booking.id === id));
        },
        listTaBookings: async () => {
            const { client: teacher, wire: teacherWire } = setUp();
            const { user } = await teacher.signIn(ta);
            const { items } = await teacher.listTaBookings(user.taId!, { limit: 1 }).page();
            assert.equal(typeof items[0]?.students, "object");
            wire.sent.push(...teacherWire.sent);
        },
        purchaseBundle: async () => {
            const bought = await client.purchaseBundle(course, { studentId: me, productId: bundle });
            assert.equal(bought.remainingSessions, 10);
        },
        listStudentBundles: async () => {
            const bundles = await client.listStudentBundles(me).all();
            assert.deepEqual(
                bundles.map(({ productId }) => productId),
                [bundle],
            );
        },
        listActiveBundles: async () => {
            const bundles = await client.listActiveBundles(me, course).all();
            assert.deepEqual(
                bundles.map(({ productId }) => productId),
                [bundle],
            );
        },
        joinGroupSession: async () => {
            const joined = await client.joinGroupSession(seat, { studentId: me });
            assert.equal(joined.booking.id, seat);
        },
        leaveGroupSession: async () => {
            const left = await client.leaveGroupSession(seat, { studentId: me });
            assert.equal(left.booking.status, "AVAILABLE");
        },
        listAuditEntries: async () => {
            const { items } = await boss.listAuditEntries({ limit: 1 }).page();
            assert.equal(items.length, 1);
            wire.sent.push(...bossWire.sent);
        },
        register: async () => {
            const someone = stranger();
            assert.equal((await client.register(someone)).user.email, someone.email);
        },
        logIn: async () => {
            assert.equal((await client.logIn(student)).user.studentId, sam);
        },
        refreshSession: async () => {
            const { refreshToken } = await client.logIn(student);
            assert.notEqual((await client.refreshSession({ refreshToken })).refreshToken, refreshToken);
        },
        logOut: async () => {
            const { refreshToken } = await client.logIn(student);
            assert.equal(await client.logOut({ refreshToken }), undefined);
            await assert.rejects(client.refreshSession({ refreshToken }), { status: 401 });
        },
        getCurrentUser: async () => {
            assert.equal((await client.getCurrentUser()).studentId, me);
        },
        listSigningKeys: async () => {
            assert.equal((await client.listSigningKeys()).keys[0]?.alg, "ES256");
        },
    };

    const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, { operationId }]) => ({
            name: operationId[0]!.toLowerCase() + operationId.slice(1),
            method: method.toUpperCase(),
            path: new RegExp(`^${path.replace(/[.]/g, "\\.").replace(/\{[^}]+\}/g, "[^/]+")}$`),
        })),
    );

    for (const [name, exercise] of Object.entries(exercises)) {
        test(name, async () => {
            await exercise();
            const operation = documented.find((each) => each.name === name);
            assert.ok(operation, `The document has no operation ${name}.`);
            const { method, path } = operation;
            assert.ok(
                wire.sent.some((sent) => sent.method === method && path.test(sent.path) && sent.response.ok),
                `${name} did not send ${method} ${path.source}.`,
            );
        });
    }

    test("of the document is exercised here", () => {
        assert.deepEqual(documented.map(({ name }) => name).sort(), Object.keys(exercises).sort());
    });

    test("is sent by a fetch that minds its this, as browsers' does", async () => {
        const minding: typeof fetch = function (this: unknown, input, init) {
            assert.equal(this, undefined);
            return fetch(input, init);
        };
        assert.equal((await setUp({ fetch: minding }).client.getCourse(course)).id, course);
    });

    test("takes no id that would lead to another path", async () => {
        for (const id of ["", ".", ".."]) {
            assert.throws(() => client.getCourse(id), TypeError);
        }
        await assert.rejects(client.getCourse("a/../../auth/me?b#c"), { code: "course_not_found" });
    });
});
