/** How often and how long a request is tried that may be sent again. */
export interface RetryOptions {
    /** How many times at most, the first included: 4. */
    attempts?: number | undefined;
    /** How long a call may take at most with all that belongs to it, in milliseconds: 60,000. */
    totalTime?: number | undefined;
    /** How long to wait at most before the second attempt, in milliseconds: 250. Doubles with each further one. */
    firstDelay?: number | undefined;
    /** How long to wait at most before any attempt, in milliseconds: 8,000. A Retry-After may be longer. */
    longestDelay?: number | undefined;
}

export interface Retry {
    readonly attempts: number;
    readonly totalTime: number;
    readonly firstDelay: number;
    readonly longestDelay: number;
}

export function retryOf(options: RetryOptions = {}): Retry {
    return {
        attempts: options.attempts ?? 4,
        totalTime: options.totalTime ?? 60_000,
        firstDelay: options.firstDelay ?? 250,
        longestDelay: options.longestDelay ?? 8_000,
    };
}

/** Answers after which the same request may succeed a little later. */
const passing: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);

export function isPassing(status: number, code: string | undefined): boolean {
    return passing.has(status) || code === "idempotency_in_progress";
}

/**
 * How long to wait after the attempt of this number, in milliseconds. Random, so that clients who failed together do
 * not come back together; and never before the service said.
 */
export function delayAfter(attempt: number, retryAfter: number | null, retry: Retry, random: () => number): number {
    const delay = random() * Math.min(retry.longestDelay, retry.firstDelay * 2 ** (attempt - 1));
    return retryAfter === null ? delay : retryAfter * 1000 + delay;
}

/** A Retry-After (RFC 9110, section 10.2.3), as seconds from now; null if there is none or it makes no sense. */
export function readRetryAfter(value: string | null, now: number): number | null {
    if (value === null) {
        return null;
    }
    if (/^\s*\d+\s*$/.test(value)) {
        return Number(value);
    }
    const date = Date.parse(value);
    return Number.isNaN(date) ? null : Math.max(0, (date - now) / 1000);
}
