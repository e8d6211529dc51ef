import { useQuery } from "@tanstack/react-query";
import { engify, useUser } from "../api/engify";

/** A course with what it offers, and what the student who is signed in has in it. */
export function useSupportOptions(courseId: string) {
    const studentId = useUser()?.studentId ?? undefined;
    return useQuery({
        queryKey: ["support-options", courseId, studentId],
        queryFn: ({ signal }) => engify.getSupportOptions(courseId, { studentId }, { signal }),
    });
}

/** How long sessions may be, and how far ahead they can be booked. */
export function useBookingTerms(courseId: string) {
    return useQuery({
        queryKey: ["booking-rules", courseId],
        queryFn: ({ signal }) => engify.getCourseBookingRules(courseId, { signal }),
    });
}
