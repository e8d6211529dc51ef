import { EngifyProblem, type Session, type UserResponse } from "@engify/client";
import { beforeEach, describe, expect, test } from "vitest";
import { BrowserSession } from "./session";

const sam: UserResponse = { id: "1", email: "sam@x.test", name: "Sam", role: "student", studentId: "s", taId: null };
const kim: UserResponse = { ...sam, id: "2", email: "kim@x.test" };

function sessionOf(user: UserResponse, accessToken = "t"): Session {
    return { accessToken, refreshToken: "", expiresAt: Number.MAX_SAFE_INTEGER, user };
}

const refusal = new EngifyProblem(
    "refreshSession",
    { code: "refresh_token_spent", status: 401, message: "Spent" } as EngifyProblem["problem"],
    null,
);

/** Tabs of one browser: what one of them says, the others hear; storage and turns are shared. */
function browser() {
    const stored = new Map<string, string>();
    const tabs: { listener: ((event: Event) => void) | null }[] = [];
    let turn: Promise<unknown> = Promise.resolve();
    return {
        stored,
        open() {
            const tab: (typeof tabs)[number] = { listener: null };
            tabs.push(tab);
            return new BrowserSession({
                storage: {
                    getItem: (name) => stored.get(name) ?? null,
                    setItem: (name, value) => void stored.set(name, value),
                    removeItem: (name) => void stored.delete(name),
                },
                channel: {
                    postMessage: (data: unknown) => {
                        for (const other of tabs.filter((one) => one !== tab)) {
                            other.listener?.(new MessageEvent("message", { data: structuredClone(data) }));
                        }
                    },
                    addEventListener: (_: string, listener: unknown) => {
                        tab.listener = listener as (event: Event) => void;
                    },
                },
                exclusively: (work) => {
                    const next = turn.then(work);
                    turn = next.catch(() => undefined);
                    return next;
                },
            });
        },
    };
}

let computer: ReturnType<typeof browser>;
beforeEach(() => {
    computer = browser();
});

/** What a client does whose refresh the service answers in this way. */
function resuming(tab: BrowserSession, answer: () => Promise<Session | null>) {
    return {
        resume: () =>
            tab.exclusively(async () => {
                const session = await answer();
                if (session !== null) {
                    tab.save(session);
                }
                return session;
            }),
    };
}

describe("a page that is loaded", () => {
    test("by a visitor asks the service nothing", async () => {
        const tab = computer.open();
        await tab.restore(resuming(tab, () => Promise.reject(new Error("asked"))));
        expect(tab.state).toEqual({ status: "signed-out" });
    });

    test("again goes on with the session", async () => {
        computer.open().save(sessionOf(sam));
        const reloaded = computer.open();
        expect(reloaded.state.status).toBe("restoring");
        await reloaded.restore(resuming(reloaded, async () => sessionOf(sam, "next")));
        expect(reloaded.state).toEqual({ status: "signed-in", user: sam });
        expect(reloaded.load()?.accessToken).toBe("next");
    });

    test("after the session was taken back is signed out, and does not ask again", async () => {
        computer.open().save(sessionOf(sam));
        const reloaded = computer.open();
        await reloaded.restore(resuming(reloaded, async () => null));
        expect(reloaded.state).toEqual({ status: "signed-out" });
        expect(computer.stored.size).toBe(0);
    });

    test("while the service is away says so, and can try again", async () => {
        computer.open().save(sessionOf(sam));
        const reloaded = computer.open();
        const error = new Error("away");
        await reloaded.restore(resuming(reloaded, () => Promise.reject(error)));
        expect(reloaded.state).toEqual({ status: "unreachable", error });
        await reloaded.restore(resuming(reloaded, async () => sessionOf(sam)));
        expect(reloaded.state.status).toBe("signed-in");
    });
});

test("all tabs know a session of the outside issuer, and none looks for it in the cookie after a reload", async () => {
    const [one, two] = [computer.open(), computer.open()];
    one.begin(sessionOf(sam));
    expect(two.state).toEqual({ status: "signed-in", user: sam });
    expect([one.isFromIssuer, two.isFromIssuer]).toEqual([true, true]);
    const reloaded = computer.open();
    await reloaded.restore(resuming(reloaded, () => Promise.reject(new Error("asked"))));
    expect(reloaded.state).toEqual({ status: "signed-out" });
});

describe("tabs", () => {
    test("learn of a sign-in and of each new token", () => {
        const [one, two] = [computer.open(), computer.open()];
        one.save(sessionOf(sam, "a"));
        expect(two.state).toEqual({ status: "signed-in", user: sam });
        two.save(sessionOf(sam, "b"));
        expect(one.load()?.accessToken).toBe("b");
    });

    test("sign out together, and forget the token", async () => {
        const [one, two] = [computer.open(), computer.open()];
        one.save(sessionOf(sam));
        await one.signOut({ logOut: async () => undefined });
        for (const tab of [one, two]) {
            expect(tab.state).toEqual({ status: "signed-out" });
            expect(tab.load()).toBeNull();
        }
        expect(computer.stored.size).toBe(0);
    });

    test("stay signed in while the service cannot be told", async () => {
        const [one, two] = [computer.open(), computer.open()];
        one.save(sessionOf(sam));
        await expect(one.signOut({ logOut: () => Promise.reject(new Error("away")) })).rejects.toThrow("away");
        expect(one.state.status).toBe("signed-in");
        expect(two.state.status).toBe("signed-in");
    });

    test("that were frozen meanwhile find out when they wake", () => {
        const frozen = computer.open();
        frozen.save(sessionOf(sam));
        frozen.wake();
        expect(frozen.state.status).toBe("signed-in");
        computer.stored.clear();
        frozen.wake();
        expect(frozen.state).toEqual({ status: "signed-out" });
    });
});

describe("a session that the service takes back", () => {
    test("leaves the page to the same person, who goes on after signing in", () => {
        const tab = computer.open();
        tab.save(sessionOf(sam));
        tab.save(null);
        tab.ended({ reason: "refused", problem: refusal });
        expect(tab.state).toEqual({ status: "ended", user: sam });
        expect(tab.user).toEqual(sam);
        tab.save(sessionOf(sam, "new"));
        expect(tab.state).toEqual({ status: "signed-in", user: sam });
    });

    test("goes on when they sign in again in another tab; another person's session is another's", () => {
        const [one, two] = [computer.open(), computer.open()];
        one.save(sessionOf(sam));
        one.save(null);
        one.ended({ reason: "refused", problem: refusal });
        two.save(sessionOf(sam, "again"));
        expect(one.state.status).toBe("signed-in");
        two.save(sessionOf(kim));
        expect(one.user).toEqual(kim);
    });

    test("can be given up", () => {
        const [one, two] = [computer.open(), computer.open()];
        one.save(sessionOf(sam));
        one.save(null);
        one.ended({ reason: "refused", problem: refusal });
        one.leave();
        expect(one.state).toEqual({ status: "signed-out" });
        expect(two.state).toEqual({ status: "signed-out" });
    });
});
