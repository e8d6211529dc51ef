import type { GroupSessionTemplateDetailsResponse } from "@engify/client";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { engify } from "../../api/engify";
import { useFormat } from "../../i18n";
import { BookingState } from "../../records/BookingTable";
import { Loaded, Table } from "../../ui";
import { useAdminMessages } from "../messages";
import { paths } from "../paths";

/** The sessions of one weekly session that are scheduled. */
export function UpcomingSessions({ template }: { template: GroupSessionTemplateDetailsResponse }) {
    const { weekly, common } = useAdminMessages();
    const format = useFormat();
    const sessions = useQuery({
        queryKey: ["group-sessions", template.courseId],
        queryFn: ({ signal }) => engify.listCourseGroupSessions(template.courseId, { signal }),
    });
    return (
        <Loaded query={sessions}>
            {(all) => {
                const rows = all.find((each) => each.template.id === template.id)?.bookings ?? [];
                return rows.length === 0 ? (
                    <p className="soft">{weekly.noUpcoming}</p>
                ) : (
                    <Table
                        label={weekly.upcoming}
                        rows={rows}
                        rowKey={({ id }) => id}
                        columns={[
                            {
                                header: weekly.when,
                                isTitle: true,
                                cell: ({ id, date, durationMinutes }) => (
                                    <Link to={paths.booking(id)}>
                                        {format.session(date, durationMinutes, template.timeZone)}
                                    </Link>
                                ),
                            },
                            { header: common.state, cell: (booking) => <BookingState booking={booking} /> },
                            {
                                header: weekly.seats,
                                align: "end",
                                cell: ({ studentCount, capacity }) => weekly.taken(studentCount, capacity),
                            },
                        ]}
                    />
                );
            }}
        </Loaded>
    );
}
