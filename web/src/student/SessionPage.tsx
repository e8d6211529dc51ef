import type { BookingDetailsResponse } from "@engify/client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useParams } from "react-router";
import { engify, useStudentId } from "../api/engify";
import { useCommand } from "../api/queries";
import { ownZone, useFormat, useMessages } from "../i18n";
import {
    Button,
    Facts,
    LinkButton,
    Loaded,
    Money,
    Note,
    notify,
    Page,
    TextArea,
    useAddress,
    useForm,
    useGoOn,
} from "../ui";
import { ConfirmDialog } from "../ui/Dialog";
import { endOf } from "./bookings";
import { offerCalendar } from "./ics";
import { State } from "./Sessions";

export default function SessionPage() {
    const t = useMessages().student.session;
    const { bookingId = "" } = useParams();
    const booking = useQuery({
        queryKey: ["bookings", "one", bookingId],
        queryFn: ({ signal }) => engify.getBooking(bookingId, { signal }),
    });
    const [{ booked }] = useAddress("booked");
    const isNew = booked !== "" && booking.data?.status !== "CANCELLED";
    const course = booking.data?.course.code;
    return (
        <Page
            title={isNew ? t.bookedTitle : course === undefined ? t.back : t.title(course)}
            subject={booking}
            back={{ to: "/sessions", label: t.back }}
            width="narrow"
        >
            {isNew && <Note kind="good">{t.booked}</Note>}
            <Loaded query={booking}>{(found) => <Details booking={found} />}</Loaded>
        </Page>
    );
}

function Details({ booking }: { booking: BookingDetailsResponse }) {
    const { session: t, sessions, book } = useMessages().student;
    const format = useFormat();
    const [isAsking, setAsking] = useState(false);
    const isGroup = booking.sessionType === "GROUP";
    const isCancelled = booking.status === "CANCELLED";
    const isAhead = new Date(booking.date).getTime() > Date.now();
    const isToCome = !isCancelled && endOf(booking) > Date.now();
    const meeting = safeAddress(booking.meetingUrl);
    const when = (zone?: string) =>
        `${format.longDay(booking.date, zone)}, ${format.times(booking.date, booking.durationMinutes, zone)}`;
    return (
        <>
            <Facts
                facts={[
                    [sessions.state, <State key="state" booking={booking} />],
                    [
                        book.confirm.when,
                        <time key="when" dateTime={booking.date}>
                            {when()}
                        </time>,
                    ],
                    [book.confirm.atInstitution, format.zone !== ownZone && when(format.zone)],
                    [sessions.course, `${booking.course.code} ${booking.course.name}`],
                    [sessions.ta, booking.ta.name],
                    [t.place, isToCome && booking.location],
                    [
                        t.meeting,
                        isToCome && meeting && (
                            <a key="meeting" href={meeting} target="_blank" rel="noreferrer">
                                {t.openMeeting}
                            </a>
                        ),
                    ],
                    [t.place, isToCome && !booking.location && !meeting && t.noPlace],
                    [t.seats, isGroup && t.seatsOf(booking.studentCount, booking.capacity)],
                    [
                        t.price,
                        booking.bundlePurchaseId === null ? (
                            <Money key="price" amount={booking.pricePerStudent} />
                        ) : (
                            t.fromBundle
                        ),
                    ],
                    [t.topic, booking.topic],
                    [t.reason, isCancelled && booking.cancellationReason],
                ]}
            />
            {!isToCome ? (
                <div>
                    <LinkButton to={`/courses/${booking.courseId}`}>{t.bookAnother}</LinkButton>
                </div>
            ) : (
                <div className="row">
                    <Button
                        look="primary"
                        onClick={() =>
                            offerCalendar({
                                id: booking.id,
                                start: booking.date,
                                minutes: booking.durationMinutes,
                                summary: t.icsSummary(booking.course.code),
                                location: booking.location,
                                url: meeting,
                                description: [booking.ta.name, booking.topic].filter(Boolean).join("\n"),
                            })
                        }
                    >
                        {t.addToCalendar}
                    </Button>
                    {isAhead && (
                        <Button look="danger" onClick={() => setAsking(true)}>
                            {isGroup ? t.leave : t.cancel}
                        </Button>
                    )}
                </div>
            )}
            {isAsking &&
                (isGroup ? (
                    <Leave booking={booking} onClose={() => setAsking(false)} />
                ) : (
                    <Cancel booking={booking} onClose={() => setAsking(false)} />
                ))}
        </>
    );
}

function Cancel({ booking, onClose }: { booking: BookingDetailsResponse; onClose: () => void }) {
    const t = useMessages().student.session;
    const form = useForm({ initial: { reason: "" } });
    const isFromBundle = booking.bundlePurchaseId !== null;
    const cancel = useCommand({
        name: `cancel:${booking.id}`,
        send: (reason: string, call) => engify.cancelBooking(booking.id, { reason: reason.trim() || null }, call),
        touches: [["bookings"], ["bundles"], ["slots"], ["support-options"]],
        done: () => {
            notify(isFromBundle ? t.cancelledBundle : t.cancelled);
            onClose();
        },
    });
    return (
        <ConfirmDialog
            title={t.cancelTitle}
            action={isFromBundle ? t.cancelBundle : t.cancelPlain}
            isPending={cancel.isPending}
            problem={cancel.problem}
            onConfirm={() => cancel.run(form.values.reason)}
            onClose={onClose}
        >
            <Summary booking={booking} />
            <TextArea field={form.field("reason")} label={t.cancelReason} isOptional rows={2} maxLength={500} />
        </ConfirmDialog>
    );
}

function Leave({ booking, onClose }: { booking: BookingDetailsResponse; onClose: () => void }) {
    const t = useMessages().student.session;
    const studentId = useStudentId();
    const goOn = useGoOn();
    const leave = useCommand({
        name: `leave:${booking.id}`,
        send: (_: null, call) => engify.leaveGroupSession(booking.id, { studentId }, call),
        // The session itself is no longer theirs to see.
        touches: [["bookings", studentId], ["support-options"]],
        done: () => {
            notify(t.left);
            return goOn("/sessions", { replace: true });
        },
    });
    return (
        <ConfirmDialog
            title={t.leaveTitle}
            action={t.leavePlain}
            isPending={leave.isPending}
            problem={leave.problem}
            onConfirm={() => leave.run(null)}
            onClose={onClose}
        >
            <Summary booking={booking} />
            <p>{t.leaveText}</p>
        </ConfirmDialog>
    );
}

function Summary({ booking }: { booking: BookingDetailsResponse }) {
    const format = useFormat();
    return (
        <p>
            {booking.course.code}, {format.session(booking.date, booking.durationMinutes)}, {booking.ta.name}
        </p>
    );
}

/** What a TA wrote as the meeting's address, if it is one of the web. */
function safeAddress(text: string | null): string | null {
    return text !== null && /^https?:\/\//i.test(text) ? text : null;
}
