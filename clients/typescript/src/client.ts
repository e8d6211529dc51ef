import type { CallOptions, KeyedCallOptions, OperationName, OperationRequest } from "./call.js";
import { abortable, systemClock, type Clock } from "./clock.js";
import { tagged } from "./etag.js";
import { EngifyProblem, NoAnswerError, readFailure, UnexpectedAnswerError, type EngifyError } from "./errors.js";
import { EngifyOperations, type LogInRequest, type RegisterRequest } from "./generated/operations.js";
import { readNext } from "./link.js";
import { Listing, type LinkedPage } from "./listing.js";
import { AnswerMemory } from "./memory.js";
import { delayAfter, isPassing, retryOf, type Retry, type RetryOptions } from "./retry.js";
import { MemoryStore, SessionTokens, type Session, type SessionEnd, type SessionStore } from "./session.js";
import { OutsideTokens, type TokenProvider, type Tokens } from "./tokens.js";

interface CommonOptions {
    /** Where the service is, such as `https://engify.university.example` or `https://university.example/api`. */
    baseUrl: string | URL;
    retry?: RetryOptions | undefined;
    /**
     * How many answers that are the same for everybody are remembered, and asked for with If-None-Match: none (0),
     * since browsers have a cache of their own.
     */
    remembered?: number | undefined;
    /** In place of the platform's `fetch`. */
    fetch?: typeof fetch | undefined;
    clock?: Clock | undefined;
    /** In place of `Math.random`. */
    random?: (() => number) | undefined;
}

interface OwnTokenOptions extends CommonOptions {
    /** Where the session is kept; in memory unless told. */
    session?: SessionStore | undefined;
    /** Called when a session has ended: calls that need one fail with 401 from now on. */
    onSessionEnded?: ((end: SessionEnd) => void) | undefined;
    /**
     * Where the refresh token is: in the session, unless told; or in a cookie that no script can read, for a page that
     * the service itself serves.
     */
    refreshToken?: "session" | "cookie" | undefined;
    token?: undefined;
}

interface OutsideTokenOptions extends CommonOptions {
    /** Brings tokens of an outside identity provider; then there is no signing in here. */
    token: TokenProvider;
    session?: undefined;
    onSessionEnded?: undefined;
    refreshToken?: undefined;
}

export type EngifyOptions = OwnTokenOptions | OutsideTokenOptions;

/** Operations that begin or end a session, and so need none. */
const withoutSession: ReadonlySet<OperationName> = new Set([
    "register",
    "logIn",
    "refreshSession",
    "logOut",
    "acceptInvitation",
]);

/** Operations that are open to anyone, and what they must be asked for to need a session. */
const openUnless: Partial<Record<OperationName, string>> = {
    listCourses: "includeInactive",
    getCourse: "includeInactive",
    listCourseProducts: "includeInactive",
    getSupportOptions: "studentId",
};

/**
 * Operations without a key that may be sent again all the same: to end a session twice ends it once; and the service
 * takes a refresh token again for some seconds from a client that lost the answer.
 */
const repeatable: ReadonlySet<OperationName> = new Set(["refreshSession", "logOut"]);

interface Answer {
    readonly body: string;
    readonly url: URL;
    readonly link: string | null;
    readonly etag: string | null;
    readonly status: number;
}

/** A client of Engify. Each operation of the service is a method of the same name. */
export class EngifyClient extends EngifyOperations {
    readonly #base: URL;
    readonly #fetch: typeof fetch;
    readonly #clock: Clock;
    readonly #random: () => number;
    readonly #retry: Retry;
    readonly #memory: AnswerMemory | null;
    readonly #session: SessionTokens | null;
    readonly #tokens: Tokens;
    readonly #inCookie: boolean;

    constructor(options: EngifyOptions) {
        super();
        this.#base = new URL(options.baseUrl);
        const given = options.fetch;
        this.#fetch = (input, init) => (given ?? globalThis.fetch)(input, init); // Browsers' fetch minds its `this`.
        this.#clock = options.clock ?? systemClock;
        this.#random = options.random ?? Math.random;
        this.#retry = retryOf(options.retry);
        this.#memory = options.remembered ? new AnswerMemory(options.remembered) : null;
        this.#inCookie = options.refreshToken === "cookie";
        if (options.token !== undefined) {
            this.#session = null;
            this.#tokens = new OutsideTokens(options.token);
        } else {
            this.#session = new SessionTokens({
                store: options.session ?? new MemoryStore(),
                now: () => this.#clock.now(),
                refresh: (refreshToken) => this.refreshSession(this.#inCookie ? undefined : { refreshToken }),
                ended: (end) => options.onSessionEnded?.(end),
            });
            this.#tokens = this.#session;
        }
    }

    /** Who is signed in; null if nobody is. */
    async session(): Promise<Session | null> {
        return await this.#own().load();
    }

    /** Goes on with the session that the cookie holds, after the page was loaded; null if there is none. */
    async resume(): Promise<Session | null> {
        if (!this.#inCookie) {
            throw new TypeError('Only a client with refreshToken: "cookie" can go on with the session of a cookie.');
        }
        return await this.#own().resume();
    }

    /** Signs in, in place of whoever was. */
    async signIn(credentials: LogInRequest, options?: CallOptions): Promise<Session> {
        return await this.#own().begin(await this.logIn(credentials, options));
    }

    /** Opens an account for a new student and signs them in. */
    async signUp(student: RegisterRequest, options?: CallOptions): Promise<Session> {
        return await this.#own().begin(await this.register(student, options));
    }

    /** Forgets the session, whatever happens then, and ends it at the service. */
    async signOut(options?: CallOptions): Promise<void> {
        const session = await this.#own().end();
        if (this.#inCookie) {
            await this.logOut(undefined, options);
        } else if (session !== null) {
            await this.logOut({ refreshToken: session.refreshToken }, options);
        }
    }

    protected override async send<T>(request: OperationRequest, options: CallOptions | undefined): Promise<T> {
        const answer = await this.#call(request, this.#addressOf(request), options);
        if (request.file !== undefined && request.body === undefined) {
            return answer.body as T;
        }
        return tagged(readBody(request.operation, answer), answer.etag) as T;
    }

    protected override list<T>(request: OperationRequest, options: CallOptions | undefined): Listing<T> {
        return new Listing(async (next): Promise<LinkedPage<T>> => {
            const answer = await this.#call(request, next ?? this.#addressOf(request), options);
            const link = readNext(answer.link);
            const following = link === null ? null : new URL(link, answer.url);
            if (following !== null && following.origin !== this.#base.origin) {
                // The token is for nobody else.
                throw new UnexpectedAnswerError(request.operation, answer.status, answer.body, null);
            }
            return {
                items: readBody(request.operation, answer) as T[],
                next: following,
                cursor: following?.searchParams.get("cursor") ?? null,
            };
        });
    }

    #own(): SessionTokens {
        if (this.#session === null) {
            throw new TypeError("This client's tokens come from outside: there is no session to begin or end here.");
        }
        return this.#session;
    }

    #addressOf({ path, query }: OperationRequest): URL {
        const url = new URL(this.#base);
        url.pathname = url.pathname.replace(/\/$/, "") + path;
        for (const [name, value] of Object.entries(query ?? {})) {
            if (value !== undefined && value !== null) {
                url.searchParams.set(name, String(value));
            }
        }
        return url;
    }

    async #call(request: OperationRequest, url: URL, options: KeyedCallOptions = {}): Promise<Answer> {
        const asked = options.signal;
        asked?.throwIfAborted();
        const timeUp = AbortSignal.timeout(this.#retry.totalTime);
        const signal = asked === undefined ? timeUp : AbortSignal.any([asked, timeUp]);
        try {
            return await this.#attempts(request, url, options, signal);
        } catch (error) {
            asked?.throwIfAborted();
            throw timeUp.aborted ? new NoAnswerError(request.operation, true, error) : error;
        }
    }

    async #attempts(
        request: OperationRequest,
        url: URL,
        options: KeyedCallOptions,
        signal: AbortSignal,
    ): Promise<Answer> {
        const { operation } = request;
        const end = this.#clock.now() + this.#retry.totalTime;
        const key = request.keyed ? (options.idempotencyKey ?? crypto.randomUUID()) : null;
        const mayRepeat = request.method === "GET" || key !== null || repeatable.has(operation);
        const withToken = needsSession(request);
        let bearer = withToken ? await abortable(this.#tokens.current(), signal) : null;
        let renewed = false;

        for (let attempt = 1; ; attempt++) {
            const outcome = await this.#attempt(request, url, key, options.ifMatch, bearer?.token ?? null, signal);
            if (!(outcome instanceof Error)) {
                return outcome;
            }
            if (bearer !== null && !renewed && isAboutToken(outcome)) {
                const next = await abortable(this.#tokens.renew(bearer), signal);
                if (next === null) {
                    throw outcome;
                }
                bearer = next;
                renewed = true;
                continue;
            }
            const delay = delayAfter(attempt, retryAfterOf(outcome), this.#retry, this.#random);
            if (
                !mayRepeat ||
                !mayPass(outcome) ||
                attempt >= this.#retry.attempts ||
                this.#clock.now() + delay >= end
            ) {
                throw outcome;
            }
            await this.#clock.wait(delay, signal);
        }
    }

    /** One request and its answer. What may pass, or be put right, is returned; only an abort is thrown. */
    async #attempt(
        { operation, method, body, file }: OperationRequest,
        url: URL,
        key: string | null,
        ifMatch: string | undefined,
        token: string | null,
        signal: AbortSignal,
    ): Promise<Answer | EngifyError> {
        const memory = method === "GET" && token === null ? this.#memory : null;
        const remembered = memory?.recall(url.href);
        const isFileAsked = file !== undefined && body === undefined;
        const headers = new Headers({ Accept: `${isFileAsked ? file : "application/json"}, application/problem+json` });
        if (token !== null) {
            headers.set("Authorization", `Bearer ${token}`);
        }
        if (this.#inCookie && withoutSession.has(operation)) {
            headers.set("Refresh-Token-Transport", "cookie");
        }
        if (key !== null) {
            headers.set("Idempotency-Key", key);
        }
        if (ifMatch !== undefined) {
            headers.set("If-Match", ifMatch);
        }
        if (remembered !== undefined) {
            headers.set("If-None-Match", remembered.etag);
        }
        const init: RequestInit = { method, headers, signal };
        if (body !== undefined) {
            headers.set("Content-Type", file ?? "application/json");
            init.body = file === undefined ? JSON.stringify(body) : (body as string);
        }

        let response: Response;
        let text: string;
        try {
            response = await this.#fetch(url, init);
            text = await response.text();
        } catch (error) {
            signal.throwIfAborted();
            return new NoAnswerError(operation, false, error);
        }
        const answer = { url: response.url === "" ? url : new URL(response.url), status: response.status };
        if (response.status === 304 && remembered !== undefined) {
            return { ...answer, ...remembered };
        }
        if (!response.ok) {
            return readFailure(operation, response, text, this.#clock.now());
        }
        const link = response.headers.get("Link");
        const etag = response.headers.get("ETag");
        if (etag !== null) {
            memory?.keep(url.href, { etag, body: text, link });
        }
        return { ...answer, body: text, link, etag };
    }
}

function needsSession({ operation, authorized, query }: OperationRequest): boolean {
    const unless = openUnless[operation];
    return authorized && !withoutSession.has(operation) && (unless === undefined || Boolean(query?.[unless]));
}

function isAboutToken(error: EngifyError): boolean {
    return error instanceof EngifyProblem && error.status === 401;
}

function mayPass(error: EngifyError): boolean {
    if (error instanceof EngifyProblem) {
        return isPassing(error.status, error.code);
    }
    return (
        error instanceof NoAnswerError || (error instanceof UnexpectedAnswerError && isPassing(error.status, undefined))
    );
}

function retryAfterOf(error: EngifyError): number | null {
    return error instanceof EngifyProblem || error instanceof UnexpectedAnswerError ? error.retryAfter : null;
}

function readBody(operation: OperationName, { body, status }: Answer): unknown {
    if (status === 204) {
        return undefined;
    }
    try {
        return JSON.parse(body) as unknown;
    } catch (error) {
        throw new UnexpectedAnswerError(operation, status, body, null, error);
    }
}
