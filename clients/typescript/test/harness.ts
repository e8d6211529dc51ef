import { EngifyClient, type Clock, type EngifyOptions, type RegisterRequest, type Session } from "@engify/client";
import { randomUUID } from "node:crypto";
import { amira, baseUrl, course } from "./service.js";

/** A request that went to the service, and what came back. */
export interface Sent {
    readonly method: string;
    readonly path: string;
    readonly headers: Headers;
    readonly response: Response;
}

type Send = (request: Request) => Promise<Response>;
type Interfere = (request: Request, send: Send) => Promise<Response>;

/** A fetch that notes what it sends, and lets a test interfere with some requests. */
export class Wire {
    readonly sent: Sent[] = [];
    readonly #interferences: Interfere[] = [];

    readonly fetch: typeof fetch = (input, init) => {
        const request = new Request(input, init);
        const send = this.#interferences.reduceRight<Send>(
            (next, interfere) => (each) => interfere(each, next),
            async (each) => {
                const response = await fetch(each);
                this.sent.push({
                    method: each.method,
                    path: new URL(each.url).pathname,
                    headers: each.headers,
                    response: response.clone(),
                });
                return response;
            },
        );
        return send(request);
    };

    /** Has every request that the condition holds for answered by `answer`, which may send it itself. */
    always(concerned: (request: Request) => boolean, answer: Interfere): void {
        this.#interferences.push((request, send) => (concerned(request) ? answer(request, send) : send(request)));
    }

    /** The same, but the first time only. */
    once(concerned: (request: Request) => boolean, answer: Interfere): void {
        let done = false;
        this.always(
            (request) => !done && concerned(request),
            (request, send) => {
                done = true;
                return answer(request, send);
            },
        );
    }

    count(method: string, path: string): number {
        return this.sent.filter((each) => each.method === method && each.path === path).length;
    }
}

export const to =
    (method: string, path: string) =>
    (request: Request): boolean =>
        request.method === method && new URL(request.url).pathname === path;

export const toAny = (): boolean => true;

/** A clock that waits without waiting. */
export class TestClock implements Clock {
    readonly waits: number[] = [];
    #ahead = 0;

    now(): number {
        return Date.now() + this.#ahead;
    }

    advance(milliseconds: number): void {
        this.#ahead += milliseconds;
    }

    async wait(milliseconds: number, signal: AbortSignal): Promise<void> {
        signal.throwIfAborted();
        this.waits.push(milliseconds);
        this.advance(milliseconds);
    }
}

export interface Setup {
    readonly client: EngifyClient;
    readonly wire: Wire;
    readonly clock: TestClock;
}

/** A client of the real service whose wire and clock are the test's. */
export function setUp(options: Partial<EngifyOptions> = {}): Setup {
    const wire = new Wire();
    const clock = new TestClock();
    const client = new EngifyClient({
        baseUrl,
        fetch: wire.fetch,
        clock,
        random: () => 1,
        ...options,
    } as EngifyOptions);
    return { client, wire, clock };
}

export function stranger(): RegisterRequest {
    return { email: `${randomUUID()}@students.test`, password: "Quite-long-9-words", name: "Stranger" };
}

/** The session of a new student. */
export async function signUp(client: EngifyClient): Promise<Session & { studentId: string }> {
    const session = await client.signUp(stranger());
    return { ...session, studentId: session.user.studentId! };
}

let weeks = 1;

/** An hour at which nobody has anything to do yet: another Saturday each time. */
export function freeHour(): string {
    const date = new Date();
    date.setUTCDate(date.getUTCDate() + ((6 - date.getUTCDay() + 7) % 7) + 7 * weeks++);
    return `${date.toISOString().slice(0, 10)}T15:00:00Z`;
}

export function hourWithAmira(studentId: string): {
    studentId: string;
    courseId: string;
    taId: string;
    date: string;
    durationMinutes: number;
} {
    return { studentId, courseId: course, taId: amira, date: freeHour(), durationMinutes: 60 };
}

export function problem(status: number, code: string, headers: Record<string, string> = {}): Response {
    const body = {
        statusCode: status,
        message: code,
        error: code,
        type: `urn:engify:problem:${code}`,
        title: code,
        status,
        detail: code,
        instance: "/",
        code,
        traceId: "00-0",
    };
    return new Response(JSON.stringify(body), {
        status,
        headers: { "Content-Type": "application/problem+json", ...headers },
    });
}

/** As fetch fails when the connection breaks. */
export const broken = (): Promise<never> => Promise.reject(new TypeError("fetch failed"));
