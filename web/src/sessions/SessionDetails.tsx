import type { BookingDetailsResponse } from "@engify/client";
import { useState } from "react";
import { engify } from "../api/engify";
import { useCommand } from "../api/queries";
import { ownZone, useFormat } from "../i18n";
import { BookingState } from "../records/BookingTable";
import { Button, Facts, Form, Money, Note, notify, Section, TextArea, TextField, useForm } from "../ui";
import { ConfirmDialog, Dialog, GoBack } from "../ui/Dialog";
import styles from "../admin/admin.module.css";
import { useSessionMessages } from "./messages";

interface SessionDetailsProps {
    booking: BookingDetailsResponse;
    /** Links to those who take part, for whoever may follow them. */
    student?: (id: string, name: string) => React.ReactNode;
    ta?: (id: string, name: string) => React.ReactNode;
    /** Whether single students can be taken out of a group session. */
    mayFreeSeats?: boolean;
}

const endOf = ({ date, durationMinutes }: BookingDetailsResponse) => Date.parse(date) + durationMinutes * 60_000;
const now = () => Date.now();

const touches = [["bookings"], ["calendar"], ["today"]];

/** Everything about a session for those who run it, and what they can do with it. */
export function SessionDetails({ booking, student, ta, mayFreeSeats = false }: SessionDetailsProps) {
    const messages = useSessionMessages();
    const format = useFormat();
    const [open, setOpen] = useState<"cancel" | "place" | null>(null);
    const isOver = endOf(booking) < now();
    const isCancelled = booking.status === "CANCELLED";
    const inZone = (zone: string) => format.session(booking.date, booking.durationMinutes, zone);
    return (
        <>
            {isCancelled && (
                <Note kind="warn">
                    <p>
                        {booking.cancelledAt !== null &&
                            messages.cancelledAt(format.moment(booking.cancelledAt, format.zone))}
                    </p>
                    {booking.cancellationReason !== null && (
                        <p className={styles.quote}>{booking.cancellationReason}</p>
                    )}
                </Note>
            )}
            <Facts
                facts={[
                    [
                        messages.when,
                        <>
                            <time dateTime={booking.date}>{inZone(format.zone)}</time>
                            {inZone(ownZone) !== inZone(format.zone) && (
                                <span className="soft"> ({messages.forYou(inZone(ownZone))})</span>
                            )}
                        </>,
                    ],
                    [messages.course, `${booking.course.code}, ${booking.course.name}`],
                    [messages.ta, ta?.(booking.ta.id, booking.ta.name) ?? booking.ta.name],
                    [messages.kind, messages.types[booking.sessionType]],
                    [messages.state, <BookingState key="state" booking={booking} />],
                    [messages.place, <Place key="place" booking={booking} />],
                    [messages.topic, booking.sessionType === "INDIVIDUAL" ? (booking.topic ?? messages.noTopic) : null],
                    [
                        messages.price,
                        booking.bundlePurchaseId === null ? (
                            <Money key="price" amount={booking.pricePerStudent} />
                        ) : (
                            messages.fromBundle
                        ),
                    ],
                    [messages.booked, format.moment(booking.createdAt, format.zone)],
                ]}
            />
            <Section title={messages.students}>
                {(booking.students ?? []).length === 0 ? (
                    <p className="soft">{messages.noStudents}</p>
                ) : (
                    <ul className={styles.people}>
                        {booking.students?.map(({ id, name, email }) => (
                            <li key={id} className={styles.person}>
                                <span>
                                    {student?.(id, name) ?? name} <a href={`mailto:${email}`}>{email}</a>
                                </span>
                                {mayFreeSeats && booking.sessionType === "GROUP" && !isCancelled && !isOver && (
                                    <FreeSeat bookingId={booking.id} studentId={id} name={name} />
                                )}
                            </li>
                        ))}
                    </ul>
                )}
                {booking.sessionType === "GROUP" && (
                    <p className="soft">{messages.taken(booking.studentCount, booking.capacity)}</p>
                )}
            </Section>
            {!isCancelled && !isOver && (
                <div className="row">
                    <Button onClick={() => setOpen("place")}>{messages.editPlace}</Button>
                    <Button look="danger" onClick={() => setOpen("cancel")}>
                        {messages.cancel}
                    </Button>
                </div>
            )}
            {open === "place" && <ChangePlace booking={booking} onClose={() => setOpen(null)} />}
            {open === "cancel" && <Cancel booking={booking} onClose={() => setOpen(null)} />}
        </>
    );
}

function Place({ booking: { location, meetingUrl } }: { booking: BookingDetailsResponse }) {
    const messages = useSessionMessages();
    return (
        <>
            {location}
            {location !== null && meetingUrl !== null && <br />}
            {meetingUrl !== null && (
                <a href={meetingUrl} target="_blank" rel="noreferrer">
                    {messages.openMeeting}
                </a>
            )}
            {location === null && meetingUrl === null && <span className="soft">{messages.noPlace}</span>}
        </>
    );
}

function Cancel({ booking, onClose }: { booking: BookingDetailsResponse; onClose: () => void }) {
    const messages = useSessionMessages();
    const form = useForm({ initial: { reason: "" } });
    const cancel = useCommand({
        name: `cancelBooking:${booking.id}`,
        send: (reason: string, call) =>
            engify.cancelBooking(booking.id, { reason: reason === "" ? null : reason }, call),
        touches,
        done: () => {
            notify(messages.cancelled);
            onClose();
        },
    });
    return (
        <Dialog title={messages.cancelTitle} onClose={onClose}>
            <p>
                {booking.sessionType === "GROUP"
                    ? messages.cancelGroup(booking.studentCount)
                    : messages.cancelIndividual}
            </p>
            <Form
                form={form}
                look="danger"
                submit={messages.cancelConfirm}
                isPending={cancel.isPending}
                problem={cancel.problem}
                send={({ reason }) => cancel.run(reason.trim())}
                aside={
                    <Button look="quiet" onClick={onClose}>
                        {messages.keep}
                    </Button>
                }
            >
                <TextArea
                    field={form.field("reason")}
                    label={messages.reason}
                    hint={messages.reasonHint}
                    maxLength={500}
                    rows={3}
                    isOptional
                />
            </Form>
        </Dialog>
    );
}

function ChangePlace({ booking, onClose }: { booking: BookingDetailsResponse; onClose: () => void }) {
    const messages = useSessionMessages();
    const form = useForm({
        initial: { location: booking.location ?? "", meetingUrl: booking.meetingUrl ?? "" },
        check: ({ meetingUrl }) =>
            meetingUrl === "" || /^https:\/\/\S+$/i.test(meetingUrl) ? {} : { meetingUrl: messages.meetingUrlFault },
    });
    const change = useCommand({
        name: `changeBookingPlace:${booking.id}`,
        send: (place: { location: string; meetingUrl: string }, call) => engify.changePlace(booking.id, place, call),
        touches,
        done: () => {
            notify(messages.placeSaved);
            onClose();
        },
    });
    return (
        <Dialog title={messages.editPlace} onClose={onClose}>
            <Form
                form={form}
                submit={messages.savePlace}
                isPending={change.isPending}
                problem={change.problem}
                send={({ location, meetingUrl }) =>
                    change.run({ location: location.trim(), meetingUrl: meetingUrl.trim() })
                }
                aside={<GoBack onClick={onClose} />}
            >
                <TextField field={form.field("location")} label={messages.place} maxLength={400} isOptional />
                <TextField
                    field={form.field("meetingUrl")}
                    label={messages.meetingUrl}
                    hint={messages.meetingUrlHint}
                    type="url"
                    isOptional
                />
            </Form>
        </Dialog>
    );
}

function FreeSeat({ bookingId, studentId, name }: { bookingId: string; studentId: string; name: string }) {
    const messages = useSessionMessages();
    const [isAsking, setAsking] = useState(false);
    const leave = useCommand({
        name: `leaveGroupSession:${bookingId}`,
        send: (input: { studentId: string }, call) => engify.leaveGroupSession(bookingId, input, call),
        touches,
        done: () => {
            setAsking(false);
            notify(messages.studentRemoved(name));
        },
    });
    return (
        <>
            <Button look="quiet" aria-label={messages.removeStudent(name)} onClick={() => setAsking(true)}>
                {messages.remove}
            </Button>
            {isAsking && (
                <ConfirmDialog
                    title={messages.removeStudentTitle(name)}
                    action={messages.removeStudentConfirm}
                    isPending={leave.isPending}
                    problem={leave.problem}
                    onConfirm={() => leave.run({ studentId })}
                    onClose={() => setAsking(false)}
                >
                    <p>{messages.removeStudentText}</p>
                </ConfirmDialog>
            )}
        </>
    );
}
