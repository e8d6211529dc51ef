import { EngifyProblem } from "./errors.js";
import type { SessionResponse, UserResponse } from "./generated/operations.js";
import type { Bearer, Tokens } from "./tokens.js";

/** Who is signed in, and the tokens that show it. Plain data that survives JSON. */
export interface Session {
    readonly accessToken: string;
    /**
     * Good for one use, which brings the next. The service lets the last exchange be repeated for some seconds, for an
     * answer that was lost; any other second use ends the session for good. Empty where it is in a cookie.
     */
    readonly refreshToken: string;
    /** When the access token ends, by this client's clock: milliseconds since 1970. */
    readonly expiresAt: number;
    readonly user: UserResponse;
}

/** Where a session is kept. It is read before each call, so that what another tab saved counts at once. */
export interface SessionStore {
    load(): Session | null | Promise<Session | null>;
    save(session: Session | null): void | Promise<void>;
    /**
     * Does the work while nobody else does any on the same store. Needed where several clients share one, such as the
     * tabs of a browser: two that go on with the same refresh token, one after the other, would end the session.
     */
    exclusively?<T>(work: () => Promise<T>): Promise<T>;
}

/** Why a session has ended. */
export type SessionEnd =
    | { readonly reason: "signed_out" }
    /** The service did not take the refresh token any more. */
    | { readonly reason: "refused"; readonly problem: EngifyProblem };

/** Keeps a session for as long as the client lives. */
export class MemoryStore implements SessionStore {
    #session: Session | null = null;

    load(): Session | null {
        return this.#session;
    }

    save(session: Session | null): void {
        this.#session = session;
    }
}

/** So long before its end, in milliseconds, an access token is renewed: longer than a request is under way. */
const headStart = 30_000;

interface SessionParts {
    readonly store: SessionStore;
    readonly now: () => number;
    /** Exchanges a refresh token for the next session. */
    readonly refresh: (refreshToken: string) => Promise<SessionResponse>;
    readonly ended: (end: SessionEnd) => void;
}

/** Tokens of Engify's own, of which a refresh token is exchanged once, but for an attempt whose answer was lost. */
export class SessionTokens implements Tokens {
    readonly #parts: SessionParts;
    #renewal: Promise<void> | null = null;
    #turn: Promise<unknown> = Promise.resolve();

    constructor(parts: SessionParts) {
        this.#parts = parts;
    }

    async load(): Promise<Session | null> {
        return await this.#parts.store.load();
    }

    async current(): Promise<Bearer | null> {
        const session = await this.load();
        if (session === null || this.#parts.now() < session.expiresAt - headStart) {
            return bearerOf(session);
        }
        try {
            await this.#renewOnce(session);
        } catch (error) {
            if (this.#parts.now() < session.expiresAt) {
                return bearerOf(session); // Still good; the next call tries again.
            }
            throw error;
        }
        const renewed = await this.load();
        return renewed?.user.id === session.user.id ? bearerOf(renewed) : null;
    }

    async renew(refused: Bearer): Promise<Bearer | null> {
        for (;;) {
            const session = await this.load();
            if (session === null || session.user.id !== refused.account) {
                return null; // Somebody else's token is not for this call.
            }
            if (session.accessToken !== refused.token) {
                return bearerOf(session);
            }
            await this.#renewOnce(session);
        }
    }

    async begin(answer: SessionResponse): Promise<Session> {
        const session = this.#sessionOf(answer);
        await this.#exclusively(async () => this.#parts.store.save(session));
        return session;
    }

    /** Begins with what `refresh` finds by itself; null if the service knows of no session. */
    async resume(): Promise<Session | null> {
        return await this.#exclusively(() => this.#exchange(""));
    }

    /** Forgets the session and returns it. */
    async end(): Promise<Session | null> {
        const session = await this.#exclusively(async () => {
            const held = await this.load();
            await this.#parts.store.save(null);
            return held;
        });
        if (session !== null) {
            this.#parts.ended({ reason: "signed_out" });
        }
        return session;
    }

    /** Whoever comes while a renewal is under way waits for that one. */
    #renewOnce(session: Session): Promise<void> {
        this.#renewal ??= this.#exclusively(() => this.#replace(session)).finally(() => {
            this.#renewal = null;
        });
        return this.#renewal;
    }

    async #replace(seen: Session): Promise<void> {
        const session = await this.load();
        // Otherwise renewed, ended or replaced meanwhile, here or by another client of the same store.
        if (session?.accessToken === seen.accessToken) {
            await this.#exchange(session.refreshToken);
        }
    }

    async #exchange(refreshToken: string): Promise<Session | null> {
        let answer: SessionResponse;
        try {
            answer = await this.#parts.refresh(refreshToken);
        } catch (error) {
            if (!(error instanceof EngifyProblem) || (error.status !== 401 && error.status !== 400)) {
                throw error; // The session may be as good as before.
            }
            if ((await this.load()) !== null) {
                await this.#parts.store.save(null);
                this.#parts.ended({ reason: "refused", problem: error });
            }
            return null;
        }
        const session = this.#sessionOf(answer);
        await this.#parts.store.save(session);
        return session;
    }

    #exclusively<T>(work: () => Promise<T>): Promise<T> {
        const { store } = this.#parts;
        const turn = this.#turn.then(() => (store.exclusively === undefined ? work() : store.exclusively(work)));
        this.#turn = turn.catch(() => undefined);
        return turn;
    }

    #sessionOf({ accessToken, refreshToken, expiresIn, user }: SessionResponse): Session {
        return { accessToken, refreshToken, expiresAt: this.#parts.now() + expiresIn * 1000, user };
    }
}

function bearerOf(session: Session | null): Bearer | null {
    return session === null ? null : { token: session.accessToken, account: session.user.id };
}
