/** The time and the passing of it, so that tests need not wait. */
export interface Clock {
    /** Milliseconds since 1970. */
    now(): number;
    /** Resolves after so many milliseconds; rejects with the signal's reason as soon as that is aborted. */
    wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
    now: () => Date.now(),
    wait: (milliseconds, signal) =>
        new Promise((resolve, reject) => {
            signal.throwIfAborted();
            const timer = setTimeout(() => {
                signal.removeEventListener("abort", abort);
                resolve();
            }, milliseconds);
            const abort = (): void => {
                clearTimeout(timer);
                reject(signal.reason);
            };
            signal.addEventListener("abort", abort, { once: true });
        }),
};

/** The promise's outcome, or the signal's reason if that comes first. The work behind the promise goes on. */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
    return new Promise((resolve, reject) => {
        const abort = (): void => reject(signal.reason);
        if (signal.aborted) {
            abort();
        }
        signal.addEventListener("abort", abort, { once: true });
        promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
    });
}
