import { EngifyProblem } from "@engify/client";

const prefix = "engify.key:";

/**
 * Sends a command with the same Idempotency-Key until it is answered, also after a reload in between: what was done
 * although its answer was lost is not done again.
 */
export async function withKey<T>(
    command: string,
    input: unknown,
    send: (idempotencyKey: string) => Promise<T>,
    storage: Pick<Storage, "getItem" | "setItem" | "removeItem"> = sessionStorage,
): Promise<T> {
    const slot = `${prefix}${command}:${JSON.stringify(input)}`;
    const key = storage.getItem(slot) ?? newKey();
    storage.setItem(slot, key);
    try {
        const answer = await send(key);
        storage.removeItem(slot);
        return answer;
    } catch (error) {
        if (isAnswer(error)) {
            storage.removeItem(slot);
        }
        throw error;
    }
}

/** Removes what the person who signed out has left in this tab. */
export function forgetKept(storage: Storage = sessionStorage): void {
    for (const name of Object.keys(storage)) {
        if (name.startsWith("engify.")) {
            storage.removeItem(name);
        }
    }
}

/** Whether the service has decided; it has not at 401, at a fault of its own, or where a proxy answered. */
function isAnswer(error: unknown): boolean {
    return (
        error instanceof EngifyProblem &&
        error.status < 500 &&
        ![401, 408, 429].includes(error.status) &&
        error.code !== "idempotency_in_progress"
    );
}

/** `crypto.randomUUID` is there only on pages from HTTPS or localhost. */
function newKey(): string {
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(
        "",
    );
}
