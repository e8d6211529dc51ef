import type { BookingDetailsResponse, BookingStatus } from "@engify/client";
import { Link } from "react-router";
import type { List } from "../api/queries";
import { useFormat } from "../i18n";
import { Badge, DataList, Table, type Column } from "../ui";
import { useRecordMessages } from "./messages";

const kinds: Record<BookingStatus, "plain" | "good" | "warn" | "danger"> = {
    REQUESTED: "warn",
    BOOKED: "good",
    AVAILABLE: "good",
    FULL: "good",
    CANCELLED: "plain",
};

type Held = Pick<BookingDetailsResponse, "status" | "date" | "durationMinutes">;

/** How a session stands; one that is over says that. */
export function BookingState({ booking: { status, date, durationMinutes } }: { booking: Held }) {
    const { bookings } = useRecordMessages();
    if (status !== "CANCELLED" && Date.parse(date) + durationMinutes * 60_000 <= Date.now()) {
        return <Badge>{bookings.over}</Badge>;
    }
    return <Badge kind={kinds[status]}>{bookings.statuses[status] ?? status}</Badge>;
}

/** The names of those who come; how many seats are taken where more than two do. */
export function Who({ booking }: { booking: BookingDetailsResponse }) {
    const { bookings } = useRecordMessages();
    const students = booking.students ?? [];
    return booking.sessionType === "GROUP" || students.length === 0
        ? bookings.taken(booking.studentCount, booking.capacity)
        : students.map(({ name }) => name).join(", ");
}

function useColumns(path: (id: string) => string, without: readonly string[]): Column<BookingDetailsResponse>[] {
    const { bookings } = useRecordMessages();
    const format = useFormat();
    const columns: (Column<BookingDetailsResponse> & { key: string })[] = [
        {
            key: "when",
            header: bookings.when,
            isTitle: true,
            cell: ({ id, date, durationMinutes }) => (
                <Link to={path(id)}>{format.session(date, durationMinutes, format.zone)}</Link>
            ),
        },
        { key: "course", header: bookings.course, cell: ({ course }) => course.code },
        { key: "ta", header: bookings.ta, cell: ({ ta }) => ta.name },
        { key: "who", header: bookings.who, cell: (booking) => <Who booking={booking} /> },
        { key: "state", header: bookings.state, cell: (booking) => <BookingState booking={booking} /> },
    ];
    return columns.filter(({ key }) => !without.includes(key));
}

interface BookingTableProps {
    label: string;
    path: (id: string) => string;
    without?: readonly ("course" | "ta" | "who" | "state")[];
}

/** Sessions that are all here. */
export function BookingTable({
    rows,
    label,
    path,
    without = [],
}: BookingTableProps & { rows: readonly BookingDetailsResponse[] }) {
    return <Table label={label} rows={rows} columns={useColumns(path, without)} rowKey={({ id }) => id} />;
}

/** Sessions of which more can be loaded. */
export function BookingList({
    list,
    label,
    path,
    without = [],
    empty,
}: BookingTableProps & { list: List<BookingDetailsResponse>; empty: React.ReactNode }) {
    return (
        <DataList list={list} label={label} columns={useColumns(path, without)} rowKey={({ id }) => id} empty={empty} />
    );
}

/** A few sessions in a narrow place: when, and beside it the rest. */
export function BookingLines({
    rows,
    path,
    limit = 5,
}: {
    rows: readonly BookingDetailsResponse[];
    path: (id: string) => string;
    limit?: number;
}) {
    const { bookings } = useRecordMessages();
    const format = useFormat();
    const inOrder = [...rows].sort((one, other) => one.date.localeCompare(other.date));
    return (
        <>
            <ul className="stack">
                {inOrder.slice(0, limit).map((booking) => (
                    <li key={booking.id}>
                        <Link to={path(booking.id)}>
                            {format.session(booking.date, booking.durationMinutes, format.zone)}
                        </Link>
                        <br />
                        <span className="soft small">
                            {booking.course.code}, {booking.ta.name}, <Who booking={booking} />
                        </span>
                    </li>
                ))}
            </ul>
            {rows.length > limit && <p>{bookings.more(rows.length - limit)}</p>}
        </>
    );
}
