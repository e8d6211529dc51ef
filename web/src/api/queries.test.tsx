// @vitest-environment jsdom
import { EngifyProblem, NoAnswerError } from "@engify/client";
import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import type { SessionState } from "./session";

const sam = { id: "1", email: "sam@x.test", name: "Sam", role: "student", studentId: "s", taId: null } as const;

const fake = vi.hoisted(() => ({ state: { status: "signed-out" } as SessionState, listeners: new Set<() => void>() }));

vi.mock("./engify", () => ({
    engify: {},
    session: {
        get state() {
            return fake.state;
        },
        get user() {
            return "user" in fake.state ? fake.state.user : null;
        },
        subscribe: (listener: () => void) => {
            fake.listeners.add(listener);
            return () => fake.listeners.delete(listener);
        },
    },
}));

const { useCommand } = await import("./queries");

function become(state: SessionState) {
    fake.state = state;
    for (const listener of fake.listeners) {
        listener();
    }
}

function refusedWith(status: number, code: string) {
    return new EngifyProblem(
        "createIndividualBooking",
        { status, code, message: code } as EngifyProblem["problem"],
        null,
    );
}

type Send = (input: { hour: number }, call: { idempotencyKey?: string }) => Promise<string>;

function commandOf(send: Send, extra: { done?: () => void; touches?: readonly (readonly string[])[] } = {}) {
    const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    const asked = vi.fn(async () => "answer");
    const { result } = renderHook(
        () => ({
            command: useCommand({ name: "book", send, ...extra }),
            slots: useQuery({ queryKey: ["slots", "1"], queryFn: asked, staleTime: Infinity }),
        }),
        {
            wrapper: ({ children }: { children: ReactNode }) => (
                <QueryClientProvider client={queries}>{children}</QueryClientProvider>
            ),
        },
    );
    return { result, asked };
}

beforeEach(() => {
    sessionStorage.clear();
    fake.listeners.clear();
    fake.state = { status: "signed-in", user: sam };
});

test("what a command changes is asked anew, after a refusal, too", async () => {
    const send = vi.fn<Send>().mockRejectedValueOnce(refusedWith(400, "ta_not_available")).mockResolvedValue("booked");
    const done = vi.fn();
    const { result, asked } = commandOf(send, { touches: [["slots"]], done });
    await waitFor(() => expect(asked).toHaveBeenCalledTimes(1));
    act(() => result.current.command.run({ hour: 1 }));
    await waitFor(() => expect(result.current.command.problem).toBeInstanceOf(EngifyProblem));
    await waitFor(() => expect(asked).toHaveBeenCalledTimes(2));
    expect(done).not.toHaveBeenCalled();
    act(() => result.current.command.run({ hour: 1 }));
    await waitFor(() => expect(result.current.command.answer).toBe("booked"));
    await waitFor(() => expect(asked).toHaveBeenCalledTimes(3));
    expect(done).toHaveBeenCalledTimes(1);
});

test("a command is pending until the page has done with its answer", async () => {
    let finish: () => void = vi.fn();
    const done = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
    const { result } = commandOf(vi.fn<Send>().mockResolvedValue("booked"), { done });
    act(() => result.current.command.run({ hour: 1 }));
    await waitFor(() => expect(done).toHaveBeenCalled());
    expect(result.current.command.isPending).toBe(true);
    act(finish);
    await waitFor(() => expect(result.current.command.isPending).toBe(false));
});

test("a command whose answer was lost is sent with the same key when the user tries again", async () => {
    const lost = new NoAnswerError("createIndividualBooking", true, null);
    const send = vi.fn<Send>().mockRejectedValueOnce(lost).mockResolvedValue("booked");
    const { result } = commandOf(send);
    act(() => result.current.command.run({ hour: 1 }));
    await waitFor(() => expect(result.current.command.problem).toBe(lost));
    act(() => result.current.command.run({ hour: 1 }));
    await waitFor(() => expect(result.current.command.answer).toBe("booked"));
    const [first, second] = send.mock.calls.map(([, call]) => call.idempotencyKey);
    expect(first).toBeTruthy();
    expect(second).toBe(first);
});

test("a command at which the session ends waits for the same person, and goes on with the same key", async () => {
    const send = vi.fn<Send>(async () => {
        if (fake.state.status === "signed-in" && send.mock.calls.length > 1) {
            return "booked";
        }
        fake.state = { status: "ended", user: sam };
        throw refusedWith(401, "token_expired");
    });
    const { result } = commandOf(send);
    act(() => result.current.command.run({ hour: 1 }));
    await waitFor(() => expect(fake.listeners.size).toBe(1));
    expect(result.current.command.isPending).toBe(true);
    act(() => become({ status: "signed-in", user: sam }));
    await waitFor(() => expect(result.current.command.answer).toBe("booked"));
    expect(send.mock.calls[1]?.[1].idempotencyKey).toBe(send.mock.calls[0]?.[1].idempotencyKey);
});

test.each<[string, SessionState]>([
    ["they sign out instead", { status: "signed-out" }],
    ["another person signs in", { status: "signed-in", user: { ...sam, id: "2" } }],
])("it is not done if %s", async (_, next) => {
    const send = vi.fn<Send>(async () => {
        fake.state = { status: "ended", user: sam };
        throw refusedWith(401, "token_expired");
    });
    const { result } = commandOf(send);
    act(() => result.current.command.run({ hour: 1 }));
    await waitFor(() => expect(fake.listeners.size).toBe(1));
    act(() => become(next));
    await waitFor(() => expect(result.current.command.problem).toBeInstanceOf(EngifyProblem));
    expect(send).toHaveBeenCalledTimes(1);
    expect(fake.listeners.size).toBe(0);
});
