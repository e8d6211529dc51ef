import type { SlotDayResponse, SlotsResponse, UserResponse } from "@engify/client";
import { useQueries, useQuery } from "@tanstack/react-query";
import { engify } from "../api/engify";
import type { Loadable } from "../api/queries";
import type { SlotWindow } from "./dates";

export interface SlotQuestion {
    courseId: string;
    durationMinutes: number;
    taId?: string | undefined;
    studentId?: string | undefined;
}

const slotsQuery = ({ courseId, ...question }: SlotQuestion, window: Partial<SlotWindow>) => ({
    queryKey: ["slots", courseId, question, window],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
        engify.listSlots(courseId, { ...question, ...window }, { signal }),
    staleTime: 0, // Others book, too.
});

/** The free slots of an hour in the next two weeks. */
export const nextSlotsQuery = (courseId: string, user: UserResponse | null) =>
    slotsQuery({ courseId, durationMinutes: 60, studentId: user?.studentId ?? undefined }, {});

/** The free slots of all the windows. */
export function useSlots(question: SlotQuestion, windows: readonly SlotWindow[]): Loadable<SlotDayResponse[]> {
    return useQueries({ queries: windows.map((window) => slotsQuery(question, window)), combine: joined });
}

type Answer = Pick<ReturnType<typeof useQuery<SlotsResponse>>, "data" | "error" | "isFetching" | "refetch">;

function joined(answers: readonly Answer[]): Loadable<SlotDayResponse[]> {
    const isComplete = answers.every(({ data }) => data !== undefined);
    return {
        data: isComplete ? answers.flatMap(({ data }) => data?.days ?? []) : undefined,
        error: answers.find(({ error }) => error !== null)?.error ?? null,
        isFetching: answers.some(({ isFetching }) => isFetching),
        refetch: () => Promise.all(answers.map(({ refetch }) => refetch())),
    };
}

/** Why an instant cannot be booked, and the slots that are nearest to it. */
export function useExplanation({ courseId, ...question }: SlotQuestion, date: string | null) {
    return useQuery({
        queryKey: ["slots", courseId, "explain", question, date],
        enabled: date !== null,
        queryFn: ({ signal }) => engify.explainSlot(courseId, { ...question, date: date ?? "" }, { signal }),
        staleTime: 0,
    });
}
