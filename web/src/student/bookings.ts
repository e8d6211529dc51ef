import type { BookingDetailsResponse } from "@engify/client";
import { useQuery } from "@tanstack/react-query";
import { engify, useUser } from "../api/engify";
import { useList } from "../api/queries";

/** No session is longer. */
const longest = 8 * 3_600_000;

export function endOf({ date, durationMinutes }: Pick<BookingDetailsResponse, "date" | "durationMinutes">): number {
    return new Date(date).getTime() + durationMinutes * 60_000;
}

/** A student's sessions that are not over, the next one first. They fit on one page of the service's. */
export function useUpcoming() {
    const studentId = useUser()?.studentId ?? null;
    return useQuery({
        queryKey: ["bookings", studentId, "upcoming"],
        enabled: studentId !== null,
        queryFn: async ({ signal }) => {
            const from = new Date(Date.now() - longest).toISOString();
            const { items } = await engify.listStudentBookings(studentId!, { from, limit: 200 }, { signal }).page();
            return items.filter((booking) => endOf(booking) > Date.now()).sort((a, b) => a.date.localeCompare(b.date));
        },
    });
}

/** A student's sessions that are over, the last one first. */
export function usePast(studentId: string) {
    return useList(["bookings", studentId, "past"], async (cursor, signal) => {
        const to = new Date().toISOString();
        const page = await engify.listStudentBookings(studentId, { to, limit: 50, cursor }, { signal }).page();
        return { ...page, items: page.items.filter((booking) => endOf(booking) <= Date.now()) };
    });
}
