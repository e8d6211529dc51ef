import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { engify } from "../../api/engify";
import { useFormat } from "../../i18n";
import { SessionDetails } from "../../sessions/SessionDetails";
import { Loaded, Page } from "../../ui";
import { useAdminMessages } from "../messages";
import { paths } from "../paths";

export function BookingPage() {
    const { bookingId = "" } = useParams();
    const { bookings } = useAdminMessages();
    const format = useFormat();
    const booking = useQuery({
        queryKey: ["bookings", bookingId],
        queryFn: ({ signal }) => engify.getBooking(bookingId, { signal }),
    });
    const { data } = booking;
    return (
        <Page
            title={
                data === undefined
                    ? bookings.details
                    : bookings.heading(data.course.code, format.day(data.date, format.zone))
            }
            subject={booking}
            back={{ to: paths.bookings, label: bookings.title }}
            width="narrow"
        >
            <Loaded query={booking}>
                {(session) => (
                    <SessionDetails
                        booking={session}
                        student={(id, name) => <Link to={paths.student(id)}>{name}</Link>}
                        ta={(id, name) => <Link to={paths.ta(id)}>{name}</Link>}
                        mayFreeSeats
                    />
                )}
            </Loaded>
        </Page>
    );
}
