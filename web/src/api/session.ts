import type { EngifyClient, Session, SessionEnd, SessionStore, UserResponse } from "@engify/client";

/** What a tab knows of who is signed in. */
export type SessionState =
    /** The page has just been loaded, and the service has not answered yet. */
    | { readonly status: "restoring" }
    | { readonly status: "unreachable"; readonly error: unknown }
    | { readonly status: "signed-out" }
    | { readonly status: "signed-in"; readonly user: UserResponse }
    /** The service took the session back. The page stays as it is until the same person signs in again. */
    | { readonly status: "ended"; readonly user: UserResponse };

/** Who renews a session: the service, by its cookie; or nobody, since the outside issuer has to be asked in person. */
type Origin = "cookie" | "issuer";

type Message = { readonly session: Session; readonly origin: Origin } | { readonly signedOut: true };

export interface SessionParts {
    /** Remembers whether there is a cookie, which scripts cannot see, so that visitors are not asked for a session. */
    storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
    /** Reaches the other tabs. */
    channel: Pick<BroadcastChannel, "postMessage" | "addEventListener">;
    /** Does the work while no other tab does any. */
    exclusively<T>(work: () => Promise<T>): Promise<T>;
}

const hint = "engify.signed-in";

/**
 * The session of this browser: the refresh token is in a cookie that no script can read, the access token in the
 * memory of each tab. Tabs take turns when they renew it, and tell each other of a new one and of the end.
 */
export class BrowserSession implements SessionStore {
    readonly #parts: SessionParts;
    readonly #listeners = new Set<() => void>();
    #state: SessionState = { status: "restoring" };
    #session: Session | null = null;
    #origin: Origin = "cookie";

    constructor(parts: SessionParts) {
        this.#parts = parts;
        parts.channel.addEventListener("message", (event) => {
            const message = (event as MessageEvent<Message>).data;
            if ("session" in message) {
                this.#adopt(message.session, message.origin);
            } else {
                this.#forget();
            }
        });
    }

    get state(): SessionState {
        return this.#state;
    }

    /** Who works with this page, also while they have to sign in again. */
    get user(): UserResponse | null {
        return "user" in this.#state ? this.#state.user : null;
    }

    subscribe = (listener: () => void): (() => void) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
    };

    load(): Session | null {
        return this.#session;
    }

    save(session: Session | null): void {
        if (session === null) {
            this.#session = null;
            this.#parts.storage.removeItem(hint);
        } else {
            this.#begin(session, "cookie");
        }
    }

    /** Begins a session with a token of the outside issuer. */
    begin(session: Session): void {
        this.#begin(session, "issuer");
    }

    /** Whether to sign in again at the outside issuer. */
    get isFromIssuer(): boolean {
        return this.#origin === "issuer";
    }

    exclusively<T>(work: () => Promise<T>): Promise<T> {
        return this.#parts.exclusively(work);
    }

    /** The client found that the session is over. */
    ended(end: SessionEnd): void {
        const { user } = this;
        this.#become(end.reason === "refused" && user !== null ? { status: "ended", user } : { status: "signed-out" });
    }

    /** Finds out after a reload who is signed in. */
    async restore(client: Pick<EngifyClient, "resume">): Promise<void> {
        if (this.#parts.storage.getItem(hint) !== "cookie") {
            this.#forget();
            return;
        }
        try {
            if ((await client.resume()) === null) {
                this.#forget();
            }
        } catch (error) {
            this.#become({ status: "unreachable", error });
        }
    }

    /** Ends the session in all tabs. While the service cannot be reached it stays, since its cookie would, too. */
    async signOut(client: Pick<EngifyClient, "logOut">): Promise<void> {
        await this.exclusively(() => client.logOut());
        this.leave();
    }

    /** Gives up a session that has ended already. */
    leave(): void {
        this.#forget();
        this.#tell({ signedOut: true });
    }

    /** Another page of this browser may have signed out while this one was frozen. */
    wake(): void {
        if (this.#session !== null && this.#parts.storage.getItem(hint) === null) {
            this.#forget();
        }
    }

    #begin(session: Session, origin: Origin): void {
        this.#adopt(session, origin);
        this.#tell({ session, origin });
    }

    #adopt(session: Session, origin: Origin): void {
        this.#session = session;
        this.#origin = origin;
        this.#parts.storage.setItem(hint, origin);
        this.#become({ status: "signed-in", user: session.user });
    }

    #forget(): void {
        this.#session = null;
        this.#parts.storage.removeItem(hint);
        this.#become({ status: "signed-out" });
    }

    #become(state: SessionState): void {
        this.#state = state;
        for (const listener of this.#listeners) {
            listener();
        }
    }

    #tell(message: Message): void {
        this.#parts.channel.postMessage(message);
    }
}
