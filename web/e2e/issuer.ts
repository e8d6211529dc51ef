import { createHash, createSign, generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the issuer is asked when it sends somebody back to the app. */
export interface Asked {
    readonly clientId: string;
    readonly state: string;
    readonly method: string;
    readonly challenge: string;
    readonly back: string;
}

export interface Issuer {
    readonly address: string;
    /** Whose token it gives. */
    email: string;
    /** What it sends back: by default, a code that is good for one token. */
    answer: (asked: Asked) => Record<string, string>;
    /** How often it was asked for a token, and how often it gave one. */
    readonly tokens: { asked: number; given: number };
    readonly codeFor: (asked: Asked) => string;
    stop(): void;
}

/** An OpenID Connect issuer such as a university has: authorization code with PKCE, where nobody types a password. */
export async function startIssuer(audience: string): Promise<Issuer> {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const codes = new Map<string, Asked>();
    const server = createServer((request, response) => void reply(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const issuer: Issuer = {
        address,
        email: "",
        answer: (asked) => ({ code: issuer.codeFor(asked), state: asked.state, iss: address }),
        tokens: { asked: 0, given: 0 },
        codeFor: (asked) => {
            const code = randomUUID();
            codes.set(code, asked);
            return code;
        },
        stop: () => void server.close(),
    };
    return issuer;

    async function reply(request: IncomingMessage, response: ServerResponse) {
        const { pathname, searchParams } = new URL(request.url ?? "", address);
        switch (pathname) {
            case "/.well-known/openid-configuration":
                return send(response, {
                    issuer: address,
                    authorization_endpoint: `${address}/authorize`,
                    token_endpoint: `${address}/token`,
                    jwks_uri: `${address}/keys`,
                });
            case "/keys":
                return send(response, { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "one", alg: "RS256" }] });
            case "/authorize": {
                const of = (name: string) => searchParams.get(name) ?? "";
                const back = new URL(of("redirect_uri"));
                const asked: Asked = {
                    clientId: of("client_id"),
                    state: of("state"),
                    method: of("code_challenge_method"),
                    challenge: of("code_challenge"),
                    back: back.href,
                };
                back.search = `${new URLSearchParams(issuer.answer(asked))}`;
                return response.writeHead(302, { Location: back.href }).end();
            }
            case "/token": {
                issuer.tokens.asked++;
                const form = new URLSearchParams(await textOf(request));
                const asked = codes.get(form.get("code") ?? "");
                codes.delete(form.get("code") ?? "");
                const proof = createHash("sha256")
                    .update(form.get("code_verifier") ?? "")
                    .digest("base64url");
                const isRight =
                    asked?.method === "S256" &&
                    asked.challenge === proof &&
                    asked.clientId === form.get("client_id") &&
                    asked.back === form.get("redirect_uri");
                if (!isRight) {
                    return send(response, { error: "invalid_grant" }, 400);
                }
                issuer.tokens.given++;
                return send(response, { access_token: token(), token_type: "Bearer", expires_in: 300 });
            }
            default:
                return send(response, {}, 404);
        }
    }

    function token(): string {
        const now = Math.floor(Date.now() / 1000);
        const signed = `${encoded({ alg: "RS256", kid: "one", typ: "JWT" })}.${encoded({
            iss: address,
            aud: audience,
            sub: issuer.email,
            email: issuer.email,
            email_verified: true,
            iat: now,
            exp: now + 300,
        })}`;
        return `${signed}.${createSign("sha256").update(signed).sign(privateKey, "base64url")}`;
    }
}

function send(response: ServerResponse, content: object, status = 200): void {
    // The app asks from its own origin.
    response.writeHead(status, { "Content-Type": "application/json", "Access-Control-Allow-Origin": "*" });
    response.end(JSON.stringify(content));
}

const encoded = (content: object) => Buffer.from(JSON.stringify(content)).toString("base64url");

async function textOf(request: IncomingMessage): Promise<string> {
    const parts: Buffer[] = [];
    for await (const part of request) {
        parts.push(part as Buffer);
    }
    return Buffer.concat(parts).toString();
}
