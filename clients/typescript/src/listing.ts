/** One page of a list. */
export interface Page<T> {
    readonly items: readonly T[];
    /** The `cursor` to ask for the next page with; null after the last. */
    readonly cursor: string | null;
}

/** A page, and where the service says that the next one is. */
export interface LinkedPage<T> extends Page<T> {
    readonly next: URL | null;
}

/**
 * A list that comes in pages. Nothing is asked for before it is read, and each reading asks anew:
 * `for await (const item of listing)` reads item by item over all pages, asking for the next page when it gets there.
 */
export class Listing<T> implements AsyncIterable<T> {
    readonly #load: (next: URL | null) => Promise<LinkedPage<T>>;

    /** @internal */
    constructor(load: (next: URL | null) => Promise<LinkedPage<T>>) {
        this.#load = load;
    }

    /** The first page alone. */
    async page(): Promise<Page<T>> {
        const { items, cursor } = await this.#load(null);
        return { items, cursor };
    }

    /** Page by page. */
    async *pages(): AsyncGenerator<Page<T>, void, undefined> {
        let next: URL | null = null;
        do {
            const page: LinkedPage<T> = await this.#load(next);
            yield { items: page.items, cursor: page.cursor };
            next = page.next;
        } while (next !== null);
    }

    /** All of it. */
    async all(): Promise<T[]> {
        const items: T[] = [];
        for await (const page of this.pages()) {
            items.push(...page.items);
        }
        return items;
    }

    async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
        for await (const page of this.pages()) {
            yield* page.items;
        }
    }
}
