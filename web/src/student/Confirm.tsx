import { EngifyProblem, type BookingResponse, type SlotResponse, type SupportOptionsResponse } from "@engify/client";
import { useEffect, useRef } from "react";
import { engify, useStudentId } from "../api/engify";
import { useCommand } from "../api/queries";
import { ownZone, useFormat, useMessages } from "../i18n";
import {
    Button,
    Facts,
    Form,
    Loaded,
    Money,
    Note,
    RadioField,
    Skeleton,
    TextArea,
    useForm,
    useGoOn,
    useSentence,
} from "../ui";
import { Nearest } from "./Nearest";
import { useExplanation, type SlotQuestion } from "./slots";

/** Refusals that another time may put right. */
const aboutTime: ReadonlySet<string> = new Set([
    "booking_not_open",
    "duration_not_offered",
    "institution_closed",
    "no_ta_available",
    "outside_ta_hours",
    "start_in_past",
    "start_not_offered",
    "student_limit_reached",
    "student_not_available",
    "ta_limit_reached",
    "ta_not_available",
    "too_far_ahead",
    "too_soon",
]);

/** Somebody else was faster. */
const taken: ReadonlySet<string> = new Set(["no_ta_available", "ta_not_available"]);

interface Values {
    pay: string;
    topic: string;
}

/** The last step: what will be booked, how it is paid, and what it is about. */
export function Confirm({
    options,
    question,
    slot,
    onBack,
    onTake,
}: {
    options: SupportOptionsResponse;
    question: SlotQuestion;
    slot: string;
    onBack: () => void;
    onTake: (instant: string) => void;
}) {
    const { book, course: texts } = useMessages().student;
    const t = book.confirm;
    const format = useFormat();
    const goOn = useGoOn();
    const studentId = useStudentId();
    const { course } = options;

    const price = options.products.find(({ productType }) => productType === "INDIVIDUAL_SESSION")?.basePrice;
    const bundles = options.activeStudentBundles.filter(
        ({ remainingSessions, validFrom, validTo }) =>
            remainingSessions > 0 && new Date(validFrom) <= new Date(slot) && new Date(slot) < new Date(validTo),
    );
    const ways = [
        ...bundles.map((bundle) => ({
            value: bundle.id,
            label: t.payBundle(bundle.product.name),
            hint: texts.left(bundle.remainingSessions, bundle.totalSessions),
        })),
        ...(price === undefined ? [] : [{ value: "price", label: t.payPrice(format.money(price)) }]),
    ];
    const form = useForm<Values>({ initial: { pay: "", topic: "" }, keep: `book:${course.id}` });
    const pay = ways.find(({ value }) => value === form.values.pay)?.value ?? ways[0]?.value;
    const isFromBundle = pay !== "price";

    const booking = useCommand({
        name: "book",
        send: (input: Parameters<typeof engify.createIndividualBooking>[0], call) =>
            engify.createIndividualBooking(input, call),
        touches: [["slots"], ["bookings"], ["bundles"], ["support-options"]],
        done: (booked: BookingResponse) => {
            form.forget();
            return goOn(`/sessions/${booked.id}?booked=1`, { replace: true });
        },
    });
    const refusal =
        booking.problem instanceof EngifyProblem && aboutTime.has(booking.problem.code) ? booking.problem : null;
    const when = (zone?: string) =>
        `${format.longDay(slot, zone)}, ${format.times(slot, question.durationMinutes, zone)}`;
    const ta = options.tas.find(({ id }) => id === question.taId);

    return (
        <>
            <Facts
                facts={[
                    [t.course, `${course.code} ${course.name}`],
                    [
                        t.when,
                        <time key="when" dateTime={slot}>
                            {when()}
                        </time>,
                    ],
                    [t.atInstitution, format.zone !== ownZone && when(format.zone)],
                    [t.ta, ta?.name ?? book.anyTa],
                    [
                        t.price,
                        ways.length === 1 && !isFromBundle && price !== undefined && (
                            <Money key="price" amount={price} />
                        ),
                    ],
                ]}
            />
            {refusal && (
                <Gone
                    key={refusal.traceId}
                    refusal={refusal}
                    question={question}
                    slot={slot}
                    onTake={(instant) => {
                        booking.reset();
                        onTake(instant);
                    }}
                />
            )}
            {pay === undefined ? (
                <Note kind="warn">{t.cannotPay}</Note>
            ) : (
                <Form
                    form={form}
                    send={({ topic }) =>
                        booking.run({
                            studentId,
                            courseId: course.id,
                            taId: question.taId ?? null,
                            date: slot,
                            durationMinutes: question.durationMinutes,
                            bundlePurchaseId: isFromBundle ? pay : null,
                            topic: topic.trim() || null,
                        })
                    }
                    submit={isFromBundle ? t.bookBundle : t.bookPrice(format.money(price ?? 0))}
                    isPending={booking.isPending}
                    problem={refusal === null ? booking.problem : null}
                    aside={
                        <Button look="quiet" onClick={onBack}>
                            {t.back}
                        </Button>
                    }
                >
                    {ways.length > 1 && (
                        <RadioField field={{ ...form.field("pay"), value: pay }} label={t.pay} choices={ways} />
                    )}
                    <TextArea
                        field={form.field("topic")}
                        label={t.topic}
                        hint={t.topicHint}
                        isOptional
                        maxLength={1000}
                    />
                    <p className="small soft">{isFromBundle ? t.cancelTermsBundle : t.cancelTerms}</p>
                </Form>
            )}
        </>
    );
}

/** The slot has gone meanwhile: what is free close to it. */
function Gone({
    refusal,
    question,
    slot,
    onTake,
}: {
    refusal: EngifyProblem;
    question: SlotQuestion;
    slot: string;
    onTake: (instant: string) => void;
}) {
    const t = useMessages().student.book.confirm;
    const sentence = useSentence();
    const note = useRef<HTMLDivElement>(null);
    const explanation = useExplanation(question, slot);
    useEffect(() => note.current?.focus(), []);
    return (
        <div ref={note} tabIndex={-1} role="alert">
            <Note kind="warn">
                <p>
                    <strong>{taken.has(refusal.code) ? t.gone : sentence(refusal)}</strong>
                </p>
                <Loaded query={explanation} skeleton={<Skeleton lines={2} />}>
                    {({ nearest }: { nearest: SlotResponse[] }) =>
                        nearest.length === 0 ? (
                            <p>{t.goneOther}</p>
                        ) : (
                            <>
                                <p>{t.goneNext}</p>
                                <Nearest slots={nearest} minutes={question.durationMinutes} onTake={onTake} />
                            </>
                        )
                    }
                </Loaded>
            </Note>
        </div>
    );
}
