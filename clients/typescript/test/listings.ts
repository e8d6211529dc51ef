import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { hourWithAmira, setUp, signUp, to } from "./harness.js";
import { baseUrl } from "./service.js";

describe("A list", () => {
    const { client, wire } = setUp();
    let codes: string[];

    before(async () => {
        codes = (await client.listCourses({ limit: 200 }).page()).items.map(({ code }) => code);
        assert.equal(codes.length, 6);
    });

    const requests = () => wire.count("GET", "/courses");

    test("is read over all pages, each when it is got to", async () => {
        const start = requests();
        const read: string[] = [];
        for await (const { code } of client.listCourses({ limit: 2 })) {
            read.push(code);
            assert.equal(requests() - start, Math.ceil(read.length / 2));
        }
        assert.deepEqual(read, codes);
    });

    test("asks for no more than is read, and for nothing if nothing is", async () => {
        const start = requests();
        const listing = client.listCourses({ limit: 1 });
        assert.equal(requests(), start);
        for await (const { code } of listing) {
            assert.equal(code, codes[0]);
            break;
        }
        assert.equal(requests(), start + 1);
    });

    test("is read page by page, or at once, or again", async () => {
        const listing = client.listCourses({ limit: 4 });
        const pages: string[][] = [];
        for await (const { items } of listing.pages()) {
            pages.push(items.map(({ code }) => code));
        }
        assert.deepEqual(pages, [codes.slice(0, 4), codes.slice(4)]);
        assert.deepEqual(
            (await listing.all()).map(({ code }) => code),
            codes,
        );
    });

    test("goes on from a page's cursor", async () => {
        const first = await client.listCourses({ limit: 4 }).page();
        assert.ok(first.cursor);
        const second = await client.listCourses({ limit: 4, cursor: first.cursor }).page();
        assert.deepEqual(
            second.items.map(({ code }) => code),
            codes.slice(4),
        );
        assert.equal(second.cursor, null);
    });

    test("of one's own is read with one's token, and keeps its filters", async () => {
        const mine = setUp();
        const { studentId } = await signUp(mine.client);
        const ids: string[] = [];
        for (let i = 0; i < 3; i++) {
            ids.unshift((await mine.client.createIndividualBooking(hourWithAmira(studentId))).id);
        }
        const cancelled = await mine.client.createIndividualBooking(hourWithAmira(studentId));
        await mine.client.cancelBooking(cancelled.id);

        const read: string[] = [];
        for await (const { id } of mine.client.listStudentBookings(studentId, { limit: 1, status: "BOOKED" })) {
            read.push(id);
        }
        assert.deepEqual(read, ids);
    });

    test("is found under the prefix that the service has", async () => {
        const prefixed = setUp({ baseUrl: `${baseUrl}/api/` });
        assert.equal((await prefixed.client.listCourses({ limit: 1 }).all()).length, 6);
        assert.equal(prefixed.wire.count("GET", "/api/courses"), 6);
    });

    test("follows only the link to the next page (RFC 8288), however it is written", async () => {
        const link = (value: string) => async () => new Response("[]", { headers: { Link: value } });
        for (const [header, expected] of [
            ['</courses?cursor=a>; rel="next"', "a"],
            ["</courses?cursor=b>;REL=Next", "b"],
            ['</courses?cursor=x>; rel="prev", </courses?cursor=c>; title="a, <b>; rel=no"; rel="last next"', "c"],
            [`<${baseUrl}/courses?cursor=d&limit=2> ; rel = "next" ; title*=UTF-8'en'n%C3%A9xt`, "d"],
            ['</courses?cursor=e,f>; title="say \\"next\\""; rel=next', "e,f"],
            ['</courses?cursor=x>; rel="prev"; rel="next"', null],
            ['</courses?cursor=x>; rel="nextish"', null],
            ['</courses?cursor=x>; title="rel=next"', null],
            ["</courses?cursor=x>", null],
            ["nonsense", null],
        ] as const) {
            wire.once(to("GET", "/courses"), link(header));
            assert.equal((await client.listCourses().page()).cursor, expected, header);
        }
    });

    test("is not followed to another place", async () => {
        wire.once(
            to("GET", "/courses"),
            async () =>
                new Response("[]", { headers: { Link: '<https://elsewhere.test/courses?cursor=a>; rel="next"' } }),
        );
        await assert.rejects(client.listCourses().all(), { name: "UnexpectedAnswerError" });
    });
});
