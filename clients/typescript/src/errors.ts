import type { OperationName } from "./call.js";
import type { OperationProblems, Problem } from "./generated/operations.js";
import { readRetryAfter } from "./retry.js";

/** Whatever goes wrong between this client and the service. Only an aborted call rejects with something else. */
export abstract class EngifyError extends Error {
    /** The method of the client that was called. */
    readonly operation: OperationName;

    protected constructor(operation: OperationName, message: string, cause?: unknown) {
        super(message, cause === undefined ? undefined : { cause });
        this.operation = operation;
    }
}

/** The service refused, and said why (RFC 9457). */
export class EngifyProblem<P extends Problem = Problem> extends EngifyError {
    override readonly name = "EngifyProblem";
    /** The whole answer. */
    readonly problem: P;
    /** After how many seconds it is worth asking again, if the service said so. */
    readonly retryAfter: number | null;

    constructor(operation: OperationName, problem: P, retryAfter: number | null) {
        super(operation, problem.message);
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    /** Why, for programs. A later service may know codes that this client does not: leave a `default`. */
    get code(): P["code"] {
        return this.problem.code;
    }

    /** The HTTP status. */
    get status(): number {
        return this.problem.status;
    }

    /** What is wrong with each member, where the code is `validation_failed`; otherwise empty. */
    get errors(): Readonly<Record<string, readonly string[]>> {
        // Those of an import are a list, by line.
        const errors: unknown = this.problem.errors;
        return Array.isArray(errors) ? {} : (this.problem.errors ?? {});
    }

    /** The same for programs, such as `too_long`. A later service may know codes that this client does not. */
    get errorCodes(): Readonly<Record<string, readonly string[]>> {
        return this.problem.errorCodes ?? {};
    }

    /** Under which the service's log tells more. */
    get traceId(): string {
        return this.problem.traceId;
    }
}

/** Something else than the service answered, such as a proxy; or it answered what its document does not say. */
export class UnexpectedAnswerError extends EngifyError {
    override readonly name = "UnexpectedAnswerError";
    readonly status: number;
    /** The answer's body. */
    readonly body: string;
    readonly retryAfter: number | null;

    constructor(operation: OperationName, status: number, body: string, retryAfter: number | null, cause?: unknown) {
        super(operation, `An answer with status ${status} is none of the service's`, cause);
        this.status = status;
        this.body = body;
        this.retryAfter = retryAfter;
    }
}

/** No answer came, or not all of it, or not in time. Whether the request was carried out is not known. */
export class NoAnswerError extends EngifyError {
    override readonly name = "NoAnswerError";
    /** Whether the time was up, rather than the connection broken. */
    readonly timedOut: boolean;

    constructor(operation: OperationName, timedOut: boolean, cause: unknown) {
        super(operation, timedOut ? "The service did not answer in time" : "The service cannot be reached", cause);
        this.timedOut = timedOut;
    }
}

/**
 * Whether it is a refusal of this operation; its `code` is then one of those that the operation can be refused with.
 */
export function isProblemOf<O extends OperationName>(
    error: unknown,
    operation: O,
): error is EngifyProblem<OperationProblems[O]> {
    return error instanceof EngifyProblem && error.operation === operation;
}

/** What an answer that is no success means. */
export function readFailure(
    operation: OperationName,
    response: Response,
    body: string,
    now: number,
): EngifyProblem | UnexpectedAnswerError {
    const retryAfter = readRetryAfter(response.headers.get("Retry-After"), now);
    let value: unknown;
    try {
        value = JSON.parse(body);
    } catch (error) {
        return new UnexpectedAnswerError(operation, response.status, body, retryAfter, error);
    }
    return isProblem(value) && value.status === response.status
        ? new EngifyProblem(operation, value, retryAfter)
        : new UnexpectedAnswerError(operation, response.status, body, retryAfter);
}

function isProblem(value: unknown): value is Problem {
    const { code, status, message } = (value ?? {}) as Partial<Record<keyof Problem, unknown>>;
    return typeof code === "string" && typeof status === "number" && typeof message === "string";
}
