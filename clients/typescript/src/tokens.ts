/** What a request is authorized with. */
export interface Bearer {
    readonly token: string;
    /** Whose it is; null where only the outside identity provider knows. */
    readonly account: string | null;
}

/** Where tokens come from. */
export interface Tokens {
    /** What to send now; null to send nothing. */
    current(): Promise<Bearer | null>;
    /** What to send instead of one that the service refused; null if there is nothing else. */
    renew(refused: Bearer): Promise<Bearer | null>;
}

/**
 * Brings an access token of an outside identity provider, or null for none. It is asked before each call, so it should
 * keep the token while it is good. When the service has refused one, it is asked once more, with that token.
 */
export type TokenProvider = (refused: string | null) => string | null | Promise<string | null>;

/** Tokens of an outside identity provider. Calls that were refused with the same token ask for the next one together. */
export class OutsideTokens implements Tokens {
    readonly #provide: TokenProvider;
    readonly #renewals = new Map<string, Promise<Bearer | null>>();

    constructor(provide: TokenProvider) {
        this.#provide = provide;
    }

    current(): Promise<Bearer | null> {
        return this.#ask(null);
    }

    renew(refused: Bearer): Promise<Bearer | null> {
        const known = this.#renewals.get(refused.token);
        if (known !== undefined) {
            return known;
        }
        const renewal = this.#ask(refused.token).finally(() => this.#renewals.delete(refused.token));
        this.#renewals.set(refused.token, renewal);
        return renewal;
    }

    async #ask(refused: string | null): Promise<Bearer | null> {
        const token = await this.#provide(refused);
        return token === null || token === refused ? null : { token, account: null };
    }
}
