import {
    EngifyClient,
    type EngifyProblem,
    MemoryStore,
    NoAnswerError,
    type Session,
    type SessionEnd,
    type SessionStore,
} from "@engify/client";
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { broken, hourWithAmira, problem, setUp, signUp, to, toAny, type Setup } from "./harness.js";
import { baseUrl, sam, student } from "./service.js";

const refresh = "/auth/refresh";
const quarterOfAnHour = 15 * 60 * 1000;

/** A client whose session is kept where the test can see and change it. */
function setUpKept(): Setup & { kept: MemoryStore; ends: SessionEnd[] } {
    const kept = new MemoryStore();
    const ends: SessionEnd[] = [];
    return { ...setUp({ session: kept, onSessionEnded: (end: SessionEnd) => ends.push(end) }), kept, ends };
}

/** Makes the service refuse the access token from now on, as one that has expired. */
function spoil(kept: MemoryStore): void {
    const session = kept.load()!;
    kept.save({ ...session, accessToken: `${session.accessToken}x` });
}

/** Keeps the cookie for all tabs, as a browser does. */
class Browser {
    cookie: string | null = null;

    open(): Setup & { ends: SessionEnd[] } {
        const ends: SessionEnd[] = [];
        const tab = setUp({ refreshToken: "cookie", onSessionEnded: (end: SessionEnd) => ends.push(end) });
        tab.wire.always(toAny, async (request, send) => {
            if (this.cookie !== null && new URL(request.url).pathname.startsWith("/auth/")) {
                request.headers.set("Cookie", this.cookie);
            }
            const response = await send(request);
            for (const cookie of response.headers.getSetCookie()) {
                this.cookie = cookie.includes("1970") ? null : cookie.split(";")[0]!;
            }
            return response;
        });
        return { ...tab, ends };
    }
}

describe("A session", () => {
    test("begins with signing in and ends with signing out", async () => {
        const { client, wire, ends } = setUpKept();
        assert.equal(await client.session(), null);
        const session = await client.signIn(student);
        assert.deepEqual(await client.session(), session);
        assert.equal((await client.getCurrentUser()).studentId, sam);

        await client.signOut();
        assert.equal(await client.session(), null);
        assert.deepEqual(ends, [{ reason: "signed_out" }]);
        await assert.rejects(client.refreshSession({ refreshToken: session.refreshToken }), { status: 401 });
        await assert.rejects(client.getCurrentUser(), { code: "unauthenticated" });

        await client.signOut();
        assert.equal(ends.length, 1);
        assert.equal(wire.count("POST", "/auth/logout"), 1);
    });

    test("does not begin with a wrong password", async () => {
        const { client, wire } = setUp();
        await assert.rejects(client.signIn({ ...student, password: "wrong-password-1" }), {
            code: "invalid_credentials",
        });
        assert.equal(await client.session(), null);
        assert.equal(wire.sent.length, 1);
    });

    test("can be stored and restored, in another client", async () => {
        const { client } = setUp();
        const stored = JSON.stringify(await client.signIn(student));
        const store = new MemoryStore();
        store.save(JSON.parse(stored) as Session);
        assert.equal((await setUp({ session: store }).client.getCurrentUser()).studentId, sam);
    });

    test("is renewed once by many calls that come shortly before its end", async () => {
        const { client, wire, clock } = setUp();
        const before = await client.signIn(student);
        clock.advance(quarterOfAnHour - 20_000);
        await Promise.all(Array.from({ length: 20 }, () => client.getCurrentUser()));
        assert.equal(wire.count("POST", refresh), 1);
        assert.equal(wire.count("GET", "/auth/me"), 20);
        assert.notEqual((await client.session())?.refreshToken, before.refreshToken);
    });

    test("is renewed once by many calls whose token is refused, and each is sent once more", async () => {
        const { client, wire, kept } = setUpKept();
        await client.signIn(student);
        spoil(kept);
        const users = await Promise.all(Array.from({ length: 20 }, () => client.getCurrentUser()));
        assert.equal(users.length, 20);
        assert.equal(wire.count("POST", refresh), 1);
        const answers = wire.sent.filter(({ path }) => path === "/auth/me").map(({ response }) => response.status);
        assert.equal(answers.filter((status) => status === 200).length, 20);
        assert.ok(answers.filter((status) => status === 401).length >= 1);
    });

    test("is renewed when the service says that the token has expired", async () => {
        const { client, wire } = setUp();
        await client.signIn(student);
        wire.once(to("GET", "/auth/me"), async () => problem(401, "token_expired"));
        await client.getCurrentUser();
        assert.equal(wire.count("POST", refresh), 1);
    });

    test("whose token a slow call was refused with is not renewed again after another call did it", async () => {
        const { client, wire, kept } = setUpKept();
        await client.signIn(student);
        spoil(kept);
        let release = (): void => undefined;
        const held = new Promise<void>((resolve) => (release = resolve));
        wire.once(to("GET", "/auth/me"), async (request, send) => {
            const response = await send(request);
            await held;
            return response;
        });
        const slow = client.getCurrentUser();
        await client.listStudentBookings(sam).page();
        release();
        await slow;
        assert.equal(wire.count("POST", refresh), 1);
    });

    test("is renewed once a call at most", async () => {
        const { client, wire } = setUp();
        await client.signIn(student);
        wire.always(to("GET", "/auth/me"), async () => problem(401, "unauthenticated"));
        await assert.rejects(client.getCurrentUser(), { code: "unauthenticated" });
        assert.equal(wire.count("POST", refresh), 1);
        assert.notEqual(await client.session(), null);
    });

    test("keeps the key of a booking that is sent again with a new token", async () => {
        const { client, wire, kept } = setUpKept();
        const { studentId } = await signUp(client);
        spoil(kept);
        await client.createIndividualBooking(hourWithAmira(studentId));
        const bookings = wire.sent.filter(({ path }) => path === "/bookings/individual");
        assert.deepEqual(
            bookings.map(({ response }) => response.status),
            [401, 200],
        );
        assert.equal(bookings[0]?.headers.get("Idempotency-Key"), bookings[1]?.headers.get("Idempotency-Key"));
    });

    test("ends when its refresh token is refused, and is told so once", async () => {
        const { client, wire, kept, ends } = setUpKept();
        const session = await client.signIn(student);
        // Somebody else used it, and then the one that it brought.
        const { refreshToken } = await client.refreshSession({ refreshToken: session.refreshToken });
        await client.refreshSession({ refreshToken });
        spoil(kept);
        const calls = await Promise.allSettled(Array.from({ length: 5 }, () => client.getCurrentUser()));
        for (const call of calls) {
            assert.equal(call.status, "rejected");
            assert.equal(call.reason.code, "unauthenticated");
        }
        assert.equal(wire.count("POST", refresh), 3);
        assert.equal(ends.length, 1);
        assert.equal(ends[0]?.reason, "refused");
        assert.equal(ends[0]?.reason === "refused" && ends[0].problem.code, "refresh_token_spent");
        assert.equal(await client.session(), null);

        // What is open to anyone goes on.
        assert.ok((await client.listCourses().page()).items.length > 0);
    });

    test("goes on with its token while that is good, though it cannot be renewed yet", async () => {
        const { client, wire, clock } = setUp();
        await client.signIn(student);
        clock.advance(quarterOfAnHour - 20_000);
        wire.always(to("POST", refresh), broken);
        assert.equal((await client.getCurrentUser()).studentId, sam);
    });

    test("outlives a service that cannot be reached", async () => {
        const { client, wire, clock, ends } = setUpKept();
        await client.signIn(student);
        clock.advance(quarterOfAnHour);
        let reachable = false;
        wire.always(to("POST", refresh), (request, send) => (reachable ? send(request) : broken()));
        await assert.rejects(client.getCurrentUser(), (error: unknown) => {
            assert.ok(error instanceof NoAnswerError);
            assert.equal(error.operation, "refreshSession");
            return true;
        });
        assert.deepEqual(ends, []);
        reachable = true;
        assert.equal((await client.getCurrentUser()).studentId, sam);
    });

    for (const [name, answer] of [
        ["403 forbidden", () => problem(403, "forbidden")],
        ["a proxy's 403", () => new Response("<h1>Forbidden</h1>", { status: 403 })],
        ["a proxy's 401", () => new Response("<h1>Unauthorized</h1>", { status: 401 })],
        ["404 route_not_found", () => problem(404, "route_not_found")],
        ["409 conflict", () => problem(409, "conflict")],
        ["409 idempotency_in_progress", () => problem(409, "idempotency_in_progress")],
        ["429 rate_limited", () => problem(429, "rate_limited", { "Retry-After": "1" })],
        ["500 internal_error", () => problem(500, "internal_error")],
        ["503 database_unavailable", () => problem(503, "database_unavailable", { "Retry-After": "1" })],
    ] satisfies [string, () => Response][]) {
        test(`is left as it is by a refresh that is answered with ${name}`, async () => {
            const { client, wire, clock, ends } = setUpKept();
            const session = await client.signIn(student);
            clock.advance(quarterOfAnHour);
            let refused = true;
            wire.always(to("POST", refresh), async (request, send) => (refused ? answer() : send(request)));

            await assert.rejects(client.getCurrentUser(), { operation: "refreshSession", status: answer().status });
            assert.deepEqual(await client.session(), session);
            assert.deepEqual(ends, []);

            refused = false;
            assert.equal((await client.getCurrentUser()).studentId, sam);
        });
    }

    test("that was renewed, but whose answer was lost, is renewed by the next attempt", async () => {
        const { client, wire, clock, ends } = setUpKept();
        await client.signIn(student);
        clock.advance(quarterOfAnHour);
        wire.once(to("POST", refresh), async (request, send) => {
            await send(request);
            return await broken();
        });
        assert.equal((await client.getCurrentUser()).studentId, sam);
        assert.equal(wire.count("POST", refresh), 2);
        assert.deepEqual(ends, []);
    });

    test("that cannot be renewed fails all calls that wait for it together", async () => {
        const { client, wire, clock } = setUp();
        await client.signIn(student);
        clock.advance(quarterOfAnHour);
        let attempts = 0;
        wire.always(to("POST", refresh), () => {
            attempts++;
            return broken();
        });
        const calls = await Promise.allSettled(Array.from({ length: 5 }, () => client.getCurrentUser()));
        assert.ok(calls.every(({ status }) => status === "rejected"));
        assert.equal(attempts, 4);
    });

    test("is renewed by a second attempt if the first did not get there", async () => {
        const { client, wire, clock } = setUp();
        await client.signIn(student);
        clock.advance(quarterOfAnHour);
        wire.once(to("POST", refresh), broken);
        await client.getCurrentUser();
        assert.equal(wire.count("POST", refresh), 1);
    });

    test("that is signed out of while it is renewed stays ended", async () => {
        const { client, wire, clock } = setUp();
        await client.signIn(student);
        clock.advance(quarterOfAnHour);
        let leaving: Promise<void> | undefined;
        let renewed: Session | undefined;
        wire.once(to("POST", refresh), async (request, send) => {
            leaving = client.signOut();
            const response = await send(request);
            renewed = (await response.clone().json()) as Session;
            return response;
        });
        await Promise.allSettled([client.getCurrentUser()]); // It may find itself signed out.
        await leaving;
        assert.equal(await client.session(), null);
        assert.equal(wire.count("POST", "/auth/logout"), 1);
        await assert.rejects(client.refreshSession({ refreshToken: renewed!.refreshToken }), { status: 401 });
    });

    test("of somebody else is not used for a call that was begun before", async () => {
        const { client, wire, kept } = setUpKept();
        await client.signIn(student);
        const other = setUp();
        await signUp(other.client);
        wire.once(to("GET", "/auth/me"), async () => {
            kept.save((await other.client.session())!);
            return problem(401, "token_expired");
        });
        await assert.rejects(client.getCurrentUser(), { code: "token_expired" });
        assert.equal(wire.count("GET", "/auth/me"), 0);
    });

    test("that begins while another is renewed is not used for the calls of that one", async () => {
        const { client, wire, clock } = setUp();
        await client.signIn(student);
        clock.advance(quarterOfAnHour);
        let other: Promise<Session> | undefined;
        let registered = (): void => undefined;
        const registration = new Promise<void>((resolve) => (registered = resolve));
        wire.once(to("POST", "/auth/register"), async (request, send) => {
            const response = await send(request);
            registered();
            return response;
        });
        wire.once(to("POST", refresh), async (request, send) => {
            other = signUp(client);
            await registration;
            return await send(request);
        });
        const user = await client.getCurrentUser().catch((error: EngifyProblem) => error.code);
        assert.ok(user === "unauthenticated" || (typeof user === "object" && user.studentId === sam));
        const { user: newcomer } = await other!;
        assert.equal((await client.session())?.user.id, newcomer.id);
        assert.notEqual((await client.getCurrentUser()).studentId, sam);
    });

    test("that two clients share is renewed once between them", async () => {
        const kept = new MemoryStore();
        let turn: Promise<unknown> = Promise.resolve();
        const shared: SessionStore = {
            load: () => kept.load(),
            save: (session) => kept.save(session),
            exclusively: (work) => {
                const result = turn.then(work);
                turn = result.catch(() => undefined);
                return result;
            },
        };
        const one = setUp({ session: shared });
        const two = setUp({ session: shared });
        await one.client.signIn(student);
        spoil(kept);
        await Promise.all([one, two].flatMap(({ client }) => [client.getCurrentUser(), client.getCurrentUser()]));
        assert.equal(one.wire.count("POST", refresh) + two.wire.count("POST", refresh), 1);
    });

    test("whose refresh token is in a cookie goes on after the page was loaded again", async () => {
        const browser = new Browser();
        const first = browser.open();
        const { user, refreshToken } = await first.client.signIn(student);
        assert.equal(refreshToken, "");

        const second = browser.open();
        assert.equal(await second.client.session(), null);
        assert.deepEqual((await second.client.resume())?.user, user);
        assert.equal((await second.client.getCurrentUser()).studentId, sam);
        assert.equal(second.wire.sent[0]?.headers.get("Refresh-Token-Transport"), "cookie");
        assert.ok(!second.wire.sent.at(-1)?.headers.has("Refresh-Token-Transport"));
    });

    test("in a cookie is renewed by each tab that needs it, however often", async () => {
        const browser = new Browser();
        const tabs = [browser.open(), browser.open(), browser.open()];
        await tabs[0]!.client.signIn(student);
        await Promise.all(tabs.slice(1).map(({ client }) => client.resume()));
        for (let round = 0; round < 3; round++) {
            tabs.forEach(({ clock }) => clock.advance(quarterOfAnHour));
            const users = await Promise.all(tabs.map(({ client }) => client.getCurrentUser()));
            assert.ok(users.every(({ studentId }) => studentId === sam));
        }
    });

    test("in a cookie ends in all tabs with signing out in one", async () => {
        const browser = new Browser();
        const [one, two] = [browser.open(), browser.open()];
        await one.client.signIn(student);
        await two.client.resume();
        await one.client.signOut();
        await assert.rejects(two.client.getCurrentUser(), { status: 401 });
        assert.equal(await two.client.session(), null);
        assert.deepEqual(
            two.ends.map(({ reason }) => reason),
            ["refused"],
        );
        assert.equal(await browser.open().client.resume(), null);
    });

    test("in a cookie ends with signing out, though this page never went on with it", async () => {
        const browser = new Browser();
        await browser.open().client.signIn(student);
        await browser.open().client.signOut();
        assert.equal(browser.cookie, null);
    });

    test("of nobody is none, and nothing has ended", async () => {
        const { client, ends } = new Browser().open();
        assert.equal(await client.resume(), null);
        assert.deepEqual(ends, []);
        await assert.rejects(setUp().client.resume(), TypeError);
    });

    test("is told to nobody who need not know it", async () => {
        const { client, wire } = setUp();
        await client.signIn(student);
        await client.getInstitution();
        await client.listSigningKeys();
        await client.logIn(student);
        await client.refreshSession({ refreshToken: (await client.logIn(student)).refreshToken });
        assert.ok(wire.sent.every(({ headers }) => !headers.has("Authorization")));
    });
});

describe("Tokens of an outside identity provider", () => {
    /** An identity provider whose tokens happen to be Engify's own. */
    async function tokens(): Promise<[string, string]> {
        const { client } = setUp();
        return [(await client.logIn(student)).accessToken, (await client.logIn(student)).accessToken];
    }

    test("are asked for before each call, and once more by all that were refused with the same", async () => {
        const [, good] = await tokens();
        const asked: (string | null)[] = [];
        let refusals = 0;
        let allRefused = (): void => undefined;
        const whenAllRefused = new Promise<void>((resolve) => (allRefused = resolve));
        let token = "expired";
        const { client, wire } = setUp({
            token: async (refused: string | null) => {
                asked.push(refused);
                if (refused !== null) {
                    await whenAllRefused;
                    token = good;
                }
                return token;
            },
        });
        wire.always(to("GET", "/auth/me"), async (request, send) => {
            const response = await send(request);
            if (!response.ok && ++refusals === 5) {
                allRefused();
            }
            return response;
        });
        await Promise.all(Array.from({ length: 5 }, () => client.getCurrentUser()));
        assert.deepEqual(
            asked.filter((refused) => refused !== null),
            ["expired"],
        );
        assert.equal(wire.count("POST", refresh), 0);
    });

    test("that are none leave the call to go without", async () => {
        const { client, wire } = setUp({ token: () => null });
        await assert.rejects(client.getCurrentUser(), { code: "unauthenticated" });
        assert.equal(wire.sent[0]?.headers.has("Authorization"), false);
    });

    test("that do not change are not sent again", async () => {
        const { client, wire } = setUp({ token: async () => "expired" });
        await assert.rejects(client.getCurrentUser(), { code: "unauthenticated" });
        assert.equal(wire.sent.length, 1);
    });

    test("leave no session to begin or end here", async () => {
        const client = new EngifyClient({ baseUrl, token: () => null });
        await assert.rejects(client.signIn(student), TypeError);
        await assert.rejects(client.signOut(), TypeError);
    });

    test("that cannot be had make the call fail", async () => {
        const { client, wire } = setUp({ token: () => Promise.reject(new RangeError("offline")) });
        wire.always(toAny, () => assert.fail("Nothing should be sent."));
        await assert.rejects(client.getCurrentUser(), RangeError);
    });
});
