import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { engify, useUser } from "../api/engify";
import { useFormat } from "../i18n";
import { RecordForm } from "../records/RecordForm";
import type { Field } from "../records/record";
import { SessionDetails } from "../sessions/SessionDetails";
import { LinkButton, Loaded, notify, Page } from "../ui";
import { DaysOff } from "./DaysOff";
import { HoursEditor } from "./HoursEditor";
import { useTaMessages } from "./messages";
import { WeekView } from "./WeekView";

const at = "/ta";
const paths = {
    week: `${at}/week`,
    hours: `${at}/hours`,
    session: (id: string) => `${at}/sessions/${id}`,
};

/** The id of the TA who is signed in, on pages that only TAs see. */
function useTaId(): string {
    const id = useUser()?.taId;
    if (id === undefined || id === null) {
        throw new Error("This page is for TAs.");
    }
    return id;
}

export function MyWeek() {
    const { week } = useTaMessages();
    return (
        <Page title={week.title} action={<LinkButton to={paths.hours}>{week.changeHours}</LinkButton>}>
            <WeekView taId={useTaId()} sessionPath={paths.session} hoursPath={paths.hours} />
        </Page>
    );
}

export function MySession() {
    const { bookingId = "" } = useParams();
    const { week, session } = useTaMessages();
    const format = useFormat();
    const booking = useQuery({
        queryKey: ["bookings", bookingId],
        queryFn: ({ signal }) => engify.getBooking(bookingId, { signal }),
    });
    const { data } = booking;
    return (
        <Page
            title={data === undefined ? session.title : session.heading(data.course.code, format.day(data.date))}
            subject={booking}
            back={{ to: paths.week, label: week.title }}
            width="narrow"
        >
            <Loaded query={booking}>{(found) => <SessionDetails booking={found} />}</Loaded>
        </Page>
    );
}

export function MyHours() {
    const { hours } = useTaMessages();
    return (
        <Page title={hours.title} width="narrow">
            <HoursEditor taId={useTaId()} />
        </Page>
    );
}

export function MyDaysOff() {
    const { daysOff } = useTaMessages();
    return (
        <Page title={daysOff.title} lead={daysOff.intro}>
            <DaysOff taId={useTaId()} sessionPath={paths.session} />
        </Page>
    );
}

export function MyProfile() {
    const { profile } = useTaMessages();
    const taId = useTaId();
    const read = () => engify.getTa(taId);
    const ta = useQuery({ queryKey: ["tas", taId], queryFn: read });
    const fields: Field[] = [
        { name: "degree", label: profile.degree, kind: "text", maxLength: 200 },
        { name: "bio", label: profile.bio, kind: "area" },
        { name: "location", label: profile.location, kind: "text", hint: profile.locationHint },
        { name: "meetingUrl", label: profile.meetingUrl, kind: "url", hint: profile.meetingUrlHint },
        {
            name: "breakMinutes",
            label: profile.breakMinutes,
            kind: "integer",
            hint: profile.breakHint,
            required: true,
            minimum: 0,
            maximum: 240,
        },
    ];
    return (
        <Page title={profile.title} lead={profile.intro} width="narrow">
            <Loaded query={ta}>
                {(data) => (
                    <RecordForm
                        name="changeTaProfile"
                        fields={fields}
                        record={data}
                        read={read}
                        send={(body, call) => engify.changeTaProfile(taId, body, call)}
                        touches={[["tas"]]}
                        submit={profile.save}
                        done={() => notify(profile.saved)}
                    />
                )}
            </Loaded>
        </Page>
    );
}
