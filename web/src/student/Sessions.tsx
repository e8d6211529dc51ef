import type { BookingDetailsResponse } from "@engify/client";
import { Link } from "react-router";
import { useStudentId } from "../api/engify";
import { useMessages } from "../i18n";
import {
    Badge,
    Choices,
    DataList,
    Empty,
    LinkButton,
    Loaded,
    Page,
    Skeleton,
    Table,
    useAddress,
    When,
    type Column,
} from "../ui";
import { endOf, usePast, useUpcoming } from "./bookings";

export default function Sessions() {
    const t = useMessages().student.sessions;
    const [{ show }] = useAddress("show");
    return (
        <Page
            title={t.title}
            action={
                <LinkButton to="/courses" look="primary">
                    {t.findCourse}
                </LinkButton>
            }
        >
            <Choices
                label={t.show}
                name="show"
                choices={[
                    { value: "", label: t.upcoming },
                    { value: "past", label: t.past },
                ]}
            />
            {show === "past" ? <Past /> : <Upcoming />}
        </Page>
    );
}

function Upcoming() {
    const t = useMessages().student.sessions;
    const columns = useColumns();
    return (
        <Loaded query={useUpcoming()} skeleton={<Skeleton lines={6} />}>
            {(bookings) =>
                bookings.length === 0 ? (
                    <Empty title={t.noneUpcoming}>{t.noneUpcomingText}</Empty>
                ) : (
                    <Table label={t.upcoming} rows={bookings} columns={columns} rowKey={({ id }) => id} />
                )
            }
        </Loaded>
    );
}

function Past() {
    const t = useMessages().student.sessions;
    const columns = useColumns();
    return (
        <DataList
            label={t.past}
            list={usePast(useStudentId())}
            columns={columns}
            rowKey={({ id }) => id}
            empty={<Empty title={t.nonePast} />}
        />
    );
}

function useColumns(): Column<BookingDetailsResponse>[] {
    const t = useMessages().student.sessions;
    return [
        {
            header: t.when,
            isTitle: true,
            cell: ({ id, date, durationMinutes }) => (
                <Link to={`/sessions/${id}`}>
                    <When start={date} minutes={durationMinutes} />
                </Link>
            ),
        },
        { header: t.course, cell: ({ course }) => `${course.code} ${course.name}` },
        { header: t.ta, cell: ({ ta }) => ta.name },
        { header: t.kind, cell: ({ sessionType }) => (sessionType === "GROUP" ? t.group : t.individual) },
        { header: t.state, cell: (booking) => <State booking={booking} /> },
    ];
}

export function State({ booking }: { booking: Pick<BookingDetailsResponse, "status" | "date" | "durationMinutes"> }) {
    const t = useMessages().student.sessions;
    if (booking.status === "CANCELLED") {
        return <Badge kind="danger">{t.cancelled}</Badge>;
    }
    return endOf(booking) < Date.now() ? <Badge>{t.over}</Badge> : <Badge kind="good">{t.booked}</Badge>;
}
