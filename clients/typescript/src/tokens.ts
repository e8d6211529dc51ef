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
 * keep the token while that is good. When the service has refused one, it is asked once with that token, for another.
 */
export type TokenProvider = (refused: string | null) => string | null | Promise<string | null>;

/**
 * Tokens of an outside identity provider. Calls that were refused with the same token ask for the next one together.
 */
export class OutsideTokens implements Tokens {
    readonly #provide: TokenProvider;
    readonly #renewals = new Map<string, Promise<string | null>>();

    constructor(provide: TokenProvider) {
        this.#provide = provide;
    }

    async current(): Promise<Bearer | null> {
        return bearerOf(await this.#provide(null));
    }

    async renew(refused: Bearer): Promise<Bearer | null> {
        const known = await this.#provide(null);
        const token = known === refused.token ? await this.#renewOnce(known) : known;
        return token === refused.token ? null : bearerOf(token);
    }

    #renewOnce(refused: string): Promise<string | null> {
        const renewal =
            this.#renewals.get(refused) ??
            Promise.resolve(this.#provide(refused)).finally(() => this.#renewals.delete(refused));
        this.#renewals.set(refused, renewal);
        return renewal;
    }
}

function bearerOf(token: string | null): Bearer | null {
    return token === null ? null : { token, account: null };
}
