import type { GroupSessionTemplateDetailsResponse } from "@engify/client";
import { Link } from "react-router";
import { useFormat } from "../../i18n";
import { Badge, Money, Table, type Column } from "../../ui";
import { useAdminMessages } from "../messages";
import { paths } from "../paths";

export function useTemplateColumns(): Column<GroupSessionTemplateDetailsResponse>[] {
    const { weekly, common } = useAdminMessages();
    const format = useFormat();
    return [
        {
            header: weekly.when,
            isTitle: true,
            cell: ({ id, dayOfWeek, startTime, endTime }) => (
                <Link to={paths.weeklySession(id)}>
                    {format.weekday(dayOfWeek)} {format.clocks(startTime, endTime)}
                </Link>
            ),
        },
        { header: common.ta, cell: ({ ta }) => ta.name },
        {
            header: common.state,
            cell: ({ isActive }) =>
                isActive ? <Badge kind="good">{weekly.goesOn}</Badge> : <Badge>{weekly.stopped}</Badge>,
        },
        { header: weekly.seats, align: "end", cell: ({ capacity }) => format.number(capacity) },
        { header: common.price, align: "end", cell: ({ pricePerStudent }) => <Money amount={pricePerStudent} /> },
    ];
}

export function TemplateTable({
    rows,
    label,
}: {
    rows: readonly GroupSessionTemplateDetailsResponse[];
    label: string;
}) {
    return <Table label={label} rows={rows} rowKey={({ id }) => id} columns={useTemplateColumns()} />;
}
