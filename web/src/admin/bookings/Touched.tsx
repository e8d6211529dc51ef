import { useQuery } from "@tanstack/react-query";
import { engify } from "../../api/engify";
import { BookingTable } from "../../records/BookingTable";
import { Loaded, Note } from "../../ui";
import { useAdminMessages } from "../messages";
import { paths } from "../paths";

const shown = 10;

/** The booked sessions that a change of a TA, or of what they teach, would touch, before it is made. */
export function Touched({ filter }: { filter: { taId: string; courseId?: string } }) {
    const { touched } = useAdminMessages();
    const sessions = useQuery({
        queryKey: ["bookings", "touched", filter],
        queryFn: ({ signal }) =>
            engify.listTaBookings(filter.taId, { from: new Date().toISOString(), limit: 200 }, { signal }).all(),
    });
    return (
        <Loaded query={sessions}>
            {(all) => {
                const rows = all
                    .filter(({ status, studentCount }) => status !== "CANCELLED" && studentCount > 0)
                    .filter(({ courseId }) => filter.courseId === undefined || courseId === filter.courseId);
                return (
                    <Note kind={rows.length === 0 ? "info" : "warn"}>
                        {rows.length === 0 ? (
                            <p>{touched.none}</p>
                        ) : (
                            <>
                                <p>
                                    <strong>{touched.title(rows.length)}</strong>
                                </p>
                                <BookingTable
                                    rows={rows.slice(0, shown)}
                                    label={touched.label}
                                    path={paths.booking}
                                    without={["ta"]}
                                />
                                {rows.length > shown && <p>{touched.more(rows.length - shown)}</p>}
                            </>
                        )}
                    </Note>
                );
            }}
        </Loaded>
    );
}
