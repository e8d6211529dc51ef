import type { OperationProblems } from "./generated/operations.js";

/** The name of an operation, which is the name of the client's method. */
export type OperationName = keyof OperationProblems;

export interface CallOptions {
    /** Ends the call, also while it waits to try again or for a new token; it then rejects with the signal's reason. */
    signal?: AbortSignal | undefined;
}

export interface KeyedCallOptions extends CallOptions {
    /**
     * Names this very wish, in 1 to 200 visible ASCII characters: what is asked for again with the same key within 24
     * hours is done once. Without one the client makes one, good for the attempts of this call only.
     */
    idempotencyKey?: string | undefined;
    /** The entity tag of the state to change, which `etagOf` tells of an answer; where the operation needs one. */
    ifMatch?: string | undefined;
}

/** A request as the generated operations describe it. */
export interface OperationRequest {
    readonly operation: OperationName;
    readonly method: string;
    /** Under the base address, with a slash in front. */
    readonly path: string;
    readonly query?: Readonly<Record<string, string | number | boolean | null | undefined>> | undefined;
    readonly body?: unknown;
    /** The type of the file that is sent or asked for, where it is one in place of JSON. */
    readonly file?: string | undefined;
    /** Whether it takes an Idempotency-Key. */
    readonly keyed: boolean;
    /** Whether it may be answered with 401, and so is sent with a token. */
    readonly authorized: boolean;
}
