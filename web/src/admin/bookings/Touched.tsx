import { useQuery } from "@tanstack/react-query";
import { engify } from "../../api/engify";
import { useFormat } from "../../i18n";
import { BookingLines } from "../../records/BookingTable";
import { Loaded, Note } from "../../ui";
import { useAdminMessages } from "../messages";
import { paths } from "../paths";

interface Filter {
    courseId?: string;
    taId?: string;
    /** Instants; from now on unless told. */
    from?: string;
    to?: string;
}

/** The booked sessions that a change would touch, before it is made. */
export function Touched({ filter }: { filter: Filter }) {
    const { touched } = useAdminMessages();
    const { number } = useFormat();
    const sessions = useQuery({
        queryKey: ["bookings", "touched", filter],
        queryFn: ({ signal }) =>
            engify
                .listBookings({ from: new Date().toISOString(), ...filter, limit: 200 }, { signal })
                .page()
                .then(({ items, cursor }) => ({ rows: items.filter(isTaken), isMore: cursor !== null })),
    });
    return (
        <Loaded query={sessions}>
            {({ rows, isMore }) => (
                <Note kind={rows.length === 0 ? "info" : "warn"}>
                    {rows.length === 0 ? (
                        <p>{touched.none}</p>
                    ) : (
                        <>
                            <p>
                                <strong>
                                    {isMore ? touched.many(number(rows.length)) : touched.title(rows.length)}
                                </strong>
                            </p>
                            <BookingLines rows={rows} path={paths.booking} />
                        </>
                    )}
                </Note>
            )}
        </Loaded>
    );
}

function isTaken({ status, studentCount }: { status: string; studentCount: number }): boolean {
    return status !== "CANCELLED" && studentCount > 0;
}
