import type { BookingDetailsResponse, BookingStatus } from "@engify/client";
import { engify } from "../../api/engify";
import { useList } from "../../api/queries";
import { useFormat } from "../../i18n";
import { BookingList } from "../../records/BookingTable";
import { instantOf } from "../../records/record";
import { addDays, dateIn, todayIn } from "../../ta/week";
import { Button, Empty, FilterField, Page, SearchField, useAddress } from "../../ui";
import styles from "../admin.module.css";
import { DateFilter } from "../DateFilter";
import { useAdminMessages } from "../messages";
import { paths } from "../paths";

/** The dates of a choice, both inclusive; what is empty has no end. */
function datesOf(choice: string, from: string, to: string, today: string): { from: string; to: string } {
    switch (choice) {
        case "any":
            return { from: "", to: "" };
        case "today":
            return { from: today, to: today };
        case "past":
            return { from: addDays(today, -30), to: today };
        case "dates":
            return { from, to };
        default:
            return { from: today, to: addDays(today, 6) };
    }
}

const byDate = (one: BookingDetailsResponse, other: BookingDetailsResponse) => one.date.localeCompare(other.date);

/** Any session, found by who takes part, by course, date or state. */
export function Bookings() {
    const { bookings, common } = useAdminMessages();
    const { zone } = useFormat();
    const [address, change] = useAddress("q", "status", "when", "from", "to", "ta", "course");
    const period = datesOf(address.when, dateIn(address.from), dateIn(address.to), todayIn(zone));
    const asked = {
        q: address.q || undefined,
        status: (address.status || undefined) as BookingStatus | undefined,
        from: period.from === "" ? undefined : instantOf(`${period.from}T00:00`, zone),
        to: period.to === "" ? undefined : instantOf(`${addDays(period.to, 1)}T00:00`, zone),
        taId: address.ta || undefined,
        courseId: address.course || undefined,
    };
    const list = useList(["bookings", "list", asked], (cursor, signal) =>
        engify.listBookings({ ...asked, limit: 100, cursor }, { signal }).page(),
    );
    // The service lists the latest first; of what is to come, the next matters first.
    const isAhead = (address.when === "" || address.when === "today") && !list.hasMore;
    const shown = isAhead ? { ...list, data: list.data === undefined ? undefined : [...list.data].sort(byDate) } : list;
    return (
        <Page title={bookings.title}>
            <div className={styles.filters}>
                <SearchField label={bookings.searchLabel} />
                <FilterField
                    label={bookings.period}
                    name="when"
                    all={bookings.periods.week}
                    choices={[
                        { value: "today", label: bookings.periods.today },
                        { value: "past", label: bookings.periods.past },
                        { value: "any", label: bookings.periods.any },
                        { value: "dates", label: bookings.periods.dates },
                    ]}
                />
                {address.when === "dates" && (
                    <>
                        <DateFilter label={common.from} name="from" />
                        <DateFilter label={common.to} name="to" />
                    </>
                )}
                <FilterField
                    label={bookings.status}
                    name="status"
                    all={common.any}
                    choices={Object.entries(bookings.statuses).map(([value, label]) => ({ value, label }))}
                />
                {(address.ta !== "" || address.course !== "") && (
                    <Button look="quiet" onClick={() => change({ ta: "", course: "" })}>
                        {bookings.allTas}
                    </Button>
                )}
            </div>
            <BookingList
                list={shown}
                label={bookings.title}
                path={paths.booking}
                empty={
                    <Empty
                        title={bookings.empty}
                        action={
                            address.when !== "any" && (
                                <Button onClick={() => change({ when: "any" })}>{bookings.searchAll}</Button>
                            )
                        }
                    >
                        {bookings.emptyHint}
                    </Empty>
                }
            />
        </Page>
    );
}
