import { engify } from "../../api/engify";
import { useList } from "../../api/queries";
import { useFormat } from "../../i18n";
import { BookingList } from "../../records/BookingTable";
import { instantOf } from "../../records/record";
import { Empty, FilterField, Page, SearchField, useAddress } from "../../ui";
import styles from "../admin.module.css";
import { DateFilter } from "../DateFilter";
import { useAdminMessages } from "../messages";
import { paths } from "../paths";
import type { BookingStatus } from "@engify/client";

/** Any session, found by who takes part, by course, date or state. */
export function Bookings() {
    const { bookings, common } = useAdminMessages();
    const { zone } = useFormat();
    const [address] = useAddress("q", "status", "from", "to", "ta", "course");
    const asked = {
        q: address.q || undefined,
        status: (address.status || undefined) as BookingStatus | undefined,
        from: address.from ? instantOf(`${address.from}T00:00`, zone) : undefined,
        to: address.to ? instantOf(`${dayAfter(address.to)}T00:00`, zone) : undefined,
        taId: address.ta || undefined,
        courseId: address.course || undefined,
    };
    const list = useList(["bookings", "list", asked], (cursor, signal) =>
        engify.listBookings({ ...asked, cursor }, { signal }).page(),
    );
    return (
        <Page title={bookings.title}>
            <div className={styles.filters}>
                <SearchField label={bookings.searchLabel} />
                <FilterField
                    label={bookings.status}
                    name="status"
                    all={common.any}
                    choices={["BOOKED", "AVAILABLE", "FULL", "CANCELLED"].map((value) => ({
                        value,
                        label: bookings.statuses[value] ?? value,
                    }))}
                />
                <DateFilter label={common.from} name="from" />
                <DateFilter label={common.to} name="to" />
            </div>
            <BookingList
                list={list}
                label={bookings.title}
                path={paths.booking}
                empty={<Empty title={bookings.empty}>{bookings.emptyHint}</Empty>}
            />
        </Page>
    );
}

function dayAfter(date: string): string {
    return new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
}
