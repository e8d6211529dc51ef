import type { ConflictResponse } from "@engify/client";
import { Link } from "react-router";
import { useFormat } from "../i18n";
import { Note, Table } from "../ui";
import { useRecordMessages } from "./messages";

/** The booked sessions that do not agree with a change; somebody has to act. */
export function Conflicts({
    conflicts,
    bookingPath,
}: {
    conflicts: readonly ConflictResponse[];
    bookingPath: (id: string) => string;
}) {
    const { conflicts: words } = useRecordMessages();
    const format = useFormat();
    if (conflicts.length === 0) {
        return null;
    }
    return (
        <Note kind="warn">
            <p>
                <strong>{words.title(conflicts.length)}</strong>
            </p>
            <p>{words.intro}</p>
            <Table
                label={words.title(conflicts.length)}
                rows={conflicts}
                rowKey={({ bookingId, date }) => bookingId ?? date}
                columns={[
                    {
                        header: words.when,
                        isTitle: true,
                        cell: ({ bookingId, date }) => {
                            const when = format.moment(date, format.zone);
                            return bookingId === null ? when : <Link to={bookingPath(bookingId)}>{when}</Link>;
                        },
                    },
                    { header: words.reason, cell: ({ reason }) => words.reasons[reason] ?? reason },
                ]}
            />
        </Note>
    );
}
