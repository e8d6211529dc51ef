import { useQueries, useQuery } from "@tanstack/react-query";
import { engify, session } from "../api/engify";
import type { Loadable } from "../api/queries";
import type { SlotWindow } from "./dates";

export interface Slot {
    startsAt: string;
    taIds: string[];
}

export interface SlotDay {
    date: string;
    slots: Slot[];
    nothing?: string | null;
}

export interface Slots {
    timeZone: string;
    durationMinutes: number;
    days: SlotDay[];
}

export interface Explanation {
    bookable: boolean;
    reasons: { taId?: string | null; code: string; message: string; earliest?: string | null }[];
    nearest: Slot[];
}

export interface SlotQuestion {
    courseId: string;
    durationMinutes: number;
    taId?: string | undefined;
    studentId?: string | undefined;
}

async function get<T>(
    path: string,
    query: Record<string, string | number | undefined>,
    signal: AbortSignal,
): Promise<T> {
    const url = new URL(path, location.origin);
    for (const [name, value] of Object.entries(query)) {
        if (value !== undefined) {
            url.searchParams.set(name, String(value));
        }
    }
    await engify.session();
    const token = session.load()?.accessToken;
    const response = await fetch(url, { signal, headers: token ? { Authorization: `Bearer ${token}` } : {} });
    if (!response.ok) {
        throw new Error(await response.text());
    }
    return (await response.json()) as T;
}

const querySlots = ({ courseId, ...question }: SlotQuestion, window: Partial<SlotWindow>) => ({
    queryKey: ["slots", courseId, question, window],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
        get<Slots>(`/courses/${courseId}/slots`, { ...question, ...window }, signal),
    staleTime: 0, // Others book, too.
});

/** The free slots from today on, for two weeks. */
export function useNextSlots(question: SlotQuestion) {
    return useQuery(querySlots(question, {}));
}

/** The free slots of the windows, as if they were one. */
export function useSlots(question: SlotQuestion, windows: readonly SlotWindow[]): Loadable<Slots> {
    return useQueries({
        queries: windows.map((window) => querySlots(question, window)),
        combine: (answers) => {
            const first = answers[0]?.data;
            const isComplete = answers.every(({ data }) => data !== undefined);
            return {
                data:
                    first && isComplete
                        ? { ...first, days: answers.flatMap(({ data }) => data?.days ?? []) }
                        : undefined,
                error: answers.find(({ error }) => error !== null)?.error ?? null,
                isFetching: answers.some(({ isFetching }) => isFetching),
                refetch: () => Promise.all(answers.map(({ refetch }) => refetch())),
            };
        },
    });
}

/** Why an instant cannot be booked, and the three slots that are nearest to it. */
export function useExplanation(question: SlotQuestion, date: string | null) {
    const { courseId, ...rest } = question;
    return useQuery({
        queryKey: ["slots", courseId, "explain", rest, date],
        enabled: date !== null,
        queryFn: ({ signal }) =>
            get<Explanation>(`/courses/${courseId}/slots/explain`, { ...rest, date: date ?? undefined }, signal),
        staleTime: 0,
    });
}
