import { EngifyClient, type OutsideIssuerResponse, type Session } from "@engify/client";

/** The page of this app to which the issuer sends people back. */
const backHere = "/app/signed-in";

const slot = "engify.issuer-attempt";

/** What is remembered of a sign-in while its person is at the issuer. */
interface Attempt {
    readonly state: string;
    readonly verifier: string;
    readonly next: string;
}

interface Endpoints {
    readonly issuer: string;
    readonly authorization_endpoint: string;
    readonly token_endpoint: string;
}

/** The sign-in at the outside issuer did not come to its end. */
export class IssuerError extends Error {
    override readonly name = "IssuerError";
}

/** Where to send a person who signs in at the outside issuer: authorization code with PKCE (RFC 7636). */
export async function addressAtIssuer(issuer: OutsideIssuerResponse, next: string): Promise<string> {
    const { authorization_endpoint: endpoint } = await endpointsOf(issuer);
    const attempt: Attempt = { state: randomText(), verifier: randomText(), next };
    sessionStorage.setItem(slot, JSON.stringify(attempt));
    const address = new URL(endpoint);
    for (const [name, value] of Object.entries({
        response_type: "code",
        client_id: issuer.clientId,
        redirect_uri: location.origin + backHere,
        scope: issuer.scope,
        state: attempt.state,
        code_challenge: await challengeOf(attempt.verifier),
        code_challenge_method: "S256",
    })) {
        address.searchParams.set(name, value);
    }
    return address.href;
}

/** Takes what the issuer sent back, once, and asks it for the token. */
export async function sessionFromIssuer(
    issuer: OutsideIssuerResponse,
    answer: URLSearchParams,
): Promise<{ session: Session; next: string }> {
    const attempt = JSON.parse(sessionStorage.getItem(slot) ?? "null") as Attempt | null;
    sessionStorage.removeItem(slot);
    const code = answer.get("code");
    if (attempt === null || code === null || answer.get("state") !== attempt.state) {
        throw new IssuerError("The answer belongs to no sign-in that was begun here");
    }
    const endpoints = await endpointsOf(issuer);
    if ((answer.get("iss") ?? endpoints.issuer) !== endpoints.issuer) {
        throw new IssuerError("The answer is another issuer's"); // RFC 9207
    }
    const response = await fetch(endpoints.token_endpoint, {
        method: "POST",
        body: new URLSearchParams({
            grant_type: "authorization_code",
            code,
            redirect_uri: location.origin + backHere,
            client_id: issuer.clientId,
            code_verifier: attempt.verifier,
        }),
    });
    if (!response.ok) {
        throw new IssuerError(`The issuer answered ${response.status}`);
    }
    const { access_token: accessToken, expires_in: seconds = 300 } = (await response.json()) as {
        access_token: string;
        expires_in?: number;
    };
    const user = await new EngifyClient({ baseUrl: location.origin, token: () => accessToken }).getCurrentUser();
    return {
        session: { accessToken, refreshToken: "", expiresAt: Date.now() + seconds * 1000, user },
        next: attempt.next,
    };
}

async function endpointsOf({ authority }: OutsideIssuerResponse): Promise<Endpoints> {
    const response = await fetch(`${authority.replace(/\/$/, "")}/.well-known/openid-configuration`);
    if (!response.ok) {
        throw new IssuerError(`The issuer answered ${response.status}`);
    }
    return (await response.json()) as Endpoints;
}

/** 256 random bits, in letters that an address can bear. */
function randomText(): string {
    return base64Url(crypto.getRandomValues(new Uint8Array(32)));
}

async function challengeOf(verifier: string): Promise<string> {
    return base64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));
}

function base64Url(bytes: Uint8Array): string {
    return btoa(String.fromCharCode(...bytes))
        .replaceAll("+", "-")
        .replaceAll("/", "_")
        .replaceAll("=", "");
}
