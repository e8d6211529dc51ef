// @vitest-environment jsdom
import { createHash } from "node:crypto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { addressAtIssuer, sessionFromIssuer } from "./issuer";

const issuer = { name: "Campus", authority: "https://id.campus.test/", clientId: "engify-web", scope: "openid engify" };
const user = { id: "1", email: "sam@x.test", name: "Sam", role: "student", studentId: "s", taId: null };

const calls: { url: string; body: string; bearer: string | null }[] = [];

beforeEach(() => {
    calls.length = 0;
    sessionStorage.clear();
    vi.stubGlobal("fetch", async (input: string | URL, init?: RequestInit) => {
        const url = String(input);
        calls.push({ url, body: String(init?.body ?? ""), bearer: new Headers(init?.headers).get("Authorization") });
        if (url.endsWith("/.well-known/openid-configuration")) {
            return Response.json({
                issuer: "https://id.campus.test",
                authorization_endpoint: "https://id.campus.test/authorize?tenant=1",
                token_endpoint: "https://id.campus.test/token",
            });
        }
        return Response.json(url.endsWith("/token") ? { access_token: "from-campus", expires_in: 600 } : user);
    });
});
afterEach(() => vi.unstubAllGlobals());

async function leave() {
    return new URL(await addressAtIssuer(issuer, "/sessions"));
}

test("the issuer is asked for a code, with a challenge that only this tab can answer", async () => {
    const address = await leave();
    expect(address.origin + address.pathname).toBe("https://id.campus.test/authorize");
    const { state, code_challenge: challenge, ...rest } = Object.fromEntries(address.searchParams);
    expect(rest).toEqual({
        tenant: "1",
        response_type: "code",
        client_id: "engify-web",
        redirect_uri: `${location.origin}/app/signed-in`,
        scope: "openid engify",
        code_challenge_method: "S256",
    });
    const session = await sessionFromIssuer(issuer, new URLSearchParams({ code: "c", state: state ?? "" }));
    const sent = new URLSearchParams(calls.find(({ url }) => url.endsWith("/token"))?.body);
    expect(createHash("sha256").update(sent.get("code_verifier")!).digest("base64url")).toBe(challenge);
    expect(sent.get("code")).toBe("c");
    expect(calls.at(-1)).toMatchObject({ url: `${location.origin}/auth/me`, bearer: "Bearer from-campus" });
    expect(session).toMatchObject({ next: "/sessions", session: { accessToken: "from-campus", user } });
    expect(session.session.expiresAt).toBeGreaterThan(Date.now() + 500_000);
});

test.each([
    ["of another sign-in", (state: string) => ({ code: "c", state: `${state}x` })],
    ["without a code", (state: string) => ({ error: "access_denied", state })],
    ["of another issuer", (state: string) => ({ code: "c", state, iss: "https://evil.test" })],
])("an answer %s is refused before its code is used", async (_, answer) => {
    const state = (await leave()).searchParams.get("state")!;
    await expect(sessionFromIssuer(issuer, new URLSearchParams(answer(state)))).rejects.toThrow("answer");
    expect(calls.some(({ url }) => url.endsWith("/token"))).toBe(false);
});

test("an answer is good for one use", async () => {
    const state = (await leave()).searchParams.get("state")!;
    const answer = new URLSearchParams({ code: "c", state });
    await sessionFromIssuer(issuer, answer);
    await expect(sessionFromIssuer(issuer, answer)).rejects.toThrow("answer");
});
