import { useQuery } from "@tanstack/react-query";
import type { UserResponse } from "@engify/client";
import type { Params } from "react-router";
import { engify, session, useUser } from "../api/engify";
import { queryClient } from "../api/queries";
import { nextSlotsQuery } from "./slots";

/** A course with what it offers, and what the student who is signed in has in it. */
export function useSupportOptions(courseId: string) {
    return useQuery(supportOptionsQuery(courseId, useUser()));
}

const supportOptionsQuery = (courseId: string, user: UserResponse | null) => {
    const studentId = user?.studentId ?? undefined;
    return {
        queryKey: ["support-options", courseId, studentId],
        queryFn: ({ signal }: { signal: AbortSignal }) => engify.getSupportOptions(courseId, { studentId }, { signal }),
    };
};

/** Asks for a course while its page is still being loaded. */
export function askForCourse({ courseId = "" }: Params): void {
    if (session.state.status !== "restoring") {
        void queryClient.prefetchQuery(supportOptionsQuery(courseId, session.user));
        void queryClient.prefetchQuery(nextSlotsQuery(courseId, session.user));
    }
}

/** How long sessions may be, and how far ahead they can be booked. */
export function useBookingTerms(courseId: string) {
    return useQuery({
        queryKey: ["booking-rules", courseId],
        queryFn: ({ signal }) => engify.getCourseBookingRules(courseId, undefined, { signal }),
    });
}
