import type { SlotDayResponse, SlotResponse, SupportOptionsResponse } from "@engify/client";
import { toCalendarDate, today as todayIn, type CalendarDate } from "@internationalized/date";
import { useRef, useState } from "react";
import { useParams } from "react-router";
import { useStudentId } from "../api/engify";
import { ownZone, useFormat, useMessages } from "../i18n";
import { Button, Choices, Empty, FilterField, LinkButton, Loaded, Page, Skeleton, useAddress } from "../ui";
import styles from "./Book.module.css";
import { Confirm } from "./Confirm";
import { DateGrid } from "./DateGrid";
import { byDate, dateIn, partOfDay, readDate, readInstant, windowsOf, type PartOfDay } from "./dates";
import { Nearest } from "./Nearest";
import { useBookingTerms, useSupportOptions } from "./options";
import { useExplanation, useSlots, type SlotQuestion } from "./slots";

/** Choose how long, with whom and when; then check and book. Each choice is in the address. */
export default function Book() {
    const { nav, student } = useMessages();
    const { book: t, course: texts } = student;
    const { courseId = "" } = useParams();
    const options = useSupportOptions(courseId);
    const terms = useBookingTerms(courseId);
    const studentId = useStudentId();
    const [address, change] = useAddress("minutes", "ta", "date", "slot");
    const slot = readInstant(address.slot);
    const durations: readonly number[] = terms.data?.durations ?? anyDurations;
    const durationMinutes = durations.find((minutes) => String(minutes) === address.minutes) ?? defaultOf(durations);
    const question: SlotQuestion = {
        courseId,
        durationMinutes,
        taId: options.data?.tas.find(({ id }) => id === address.ta)?.id,
        studentId,
    };
    const course = options.data?.course;
    return (
        <Page
            title={slot === null ? (course ? t.title(course.code) : nav.courses) : t.confirm.title}
            subject={options}
            back={
                slot === null
                    ? { to: `/courses/${courseId}`, label: course ? `${course.code} ${course.name}` : texts.back }
                    : undefined
            }
            step={slot === null ? "choose" : slot}
            width={slot === null ? "wide" : "narrow"}
        >
            <Loaded query={options}>
                {(found) => (
                    <Loaded query={terms} skeleton={<Skeleton lines={8} />}>
                        {({ horizonDays }) =>
                            found.tas.length === 0 ? (
                                <Empty
                                    title={texts.noTas}
                                    action={<LinkButton to={`/courses/${courseId}`}>{texts.back}</LinkButton>}
                                />
                            ) : slot === null ? (
                                <Choose
                                    options={found}
                                    durations={durations}
                                    question={question}
                                    horizonDays={horizonDays}
                                />
                            ) : (
                                <Confirm
                                    options={found}
                                    question={question}
                                    slot={slot}
                                    onBack={() => change({ slot: "", date: dateIn(ownZone, slot).toString() })}
                                    onTake={(instant) => change({ slot: instant })}
                                />
                            )
                        }
                    </Loaded>
                )}
            </Loaded>
        </Page>
    );
}

/** What is worth offering where any duration may be booked. */
const anyDurations = [30, 60, 90, 120];

/** An hour where it is offered. */
function defaultOf(durations: readonly number[]): number {
    return durations.includes(60) ? 60 : (durations[0] ?? 60);
}

function Choose({
    options,
    durations,
    question,
    horizonDays,
}: {
    options: SupportOptionsResponse;
    durations: readonly number[];
    question: SlotQuestion;
    horizonDays: number;
}) {
    const t = useMessages().student.book;
    const format = useFormat();
    const [address, change] = useAddress("date", "slot");
    const today = todayIn(ownZone);
    const chosen = readDate(address.date);
    const [shown, setShown] = useState<CalendarDate | null>(null);
    const heading = useRef<HTMLHeadingElement>(null);
    const grid = useRef<HTMLDivElement>(null);
    const isSameZone = format.zone === ownZone;

    const month = shown ?? chosen ?? today;
    const slots = useSlots(question, windowsOf(month, today, isSameZone));
    const days =
        slots.data &&
        byDate(
            slots.data.flatMap((day) => day.slots),
            ownZone,
        );
    // Until a date is chosen, the first that has free times is.
    const first = [...(days?.keys() ?? [])][0];
    const date = chosen ?? (shown === null && first !== undefined ? readDate(first) : null);
    const focused = shown ?? date ?? today;

    return (
        <>
            <div className={styles.wishes}>
                <Choices
                    label={t.duration}
                    name="minutes"
                    isLabelShown
                    fallback={String(question.durationMinutes)}
                    choices={durations.map((minutes) => ({ value: String(minutes), label: format.duration(minutes) }))}
                />
                {options.tas.length > 1 && (
                    <FilterField
                        label={t.ta}
                        name="ta"
                        all={t.anyTa}
                        choices={options.tas.map(({ id, name }) => ({ value: id, label: name }))}
                    />
                )}
            </div>
            <div className={styles.columns}>
                <div ref={grid}>
                    <h2 className={styles.heading}>{t.date}</h2>
                    <DateGrid
                        label={t.date}
                        today={today}
                        last={today.add({ days: horizonDays })}
                        chosen={date}
                        focused={focused}
                        countOn={(day) => days && (days.get(day.toString())?.length ?? 0)}
                        onFocus={(day) => setShown(toCalendarDate(day))}
                        onChoose={(day) => {
                            setShown(day);
                            change({ date: day.toString() });
                            requestAnimationFrame(() => heading.current?.focus());
                        }}
                    />
                </div>
                <div className={styles.times}>
                    <h2 ref={heading} tabIndex={-1} className={styles.heading}>
                        {date ? t.slotsOn(format.longDay(date.toDate(ownZone))) : t.time}
                    </h2>
                    <Loaded query={slots} skeleton={<Skeleton lines={6} />}>
                        {(all) =>
                            date && (days?.get(date.toString())?.length ?? 0) > 0 ? (
                                <Times
                                    slots={days?.get(date.toString()) ?? []}
                                    onTake={(instant) => change({ slot: instant, date: date.toString() })}
                                />
                            ) : (
                                <Nothing
                                    date={date}
                                    month={focused}
                                    days={all}
                                    question={question}
                                    onTake={(instant) => change({ slot: instant })}
                                />
                            )
                        }
                    </Loaded>
                    <div>
                        <Button
                            look="quiet"
                            onClick={() => grid.current?.querySelector<HTMLElement>("td [tabindex='0']")?.focus()}
                        >
                            {t.backToDates}
                        </Button>
                    </div>
                </div>
            </div>
        </>
    );
}

const parts: readonly PartOfDay[] = ["morning", "afternoon", "evening"];

function Times({ slots, onTake }: { slots: readonly SlotResponse[]; onTake: (instant: string) => void }) {
    const t = useMessages().student.book;
    const format = useFormat();
    const isSameZone = format.zone === ownZone;
    return (
        <>
            {!isSameZone && (
                <p className="small soft">{t.bothZones(format.zoneName(ownZone), format.zoneName(format.zone))}</p>
            )}
            {parts.map((part) => {
                const some = slots.filter(({ startsAt }) => partOfDay(startsAt, ownZone) === part);
                return (
                    some.length > 0 && (
                        <section key={part} aria-label={t.parts[part]}>
                            <h3 className={styles.part}>{t.parts[part]}</h3>
                            <ul className={styles.slots}>
                                {some.map(({ startsAt }) => (
                                    <li key={startsAt}>
                                        <Button className={styles.slot} onClick={() => onTake(startsAt)}>
                                            <span>
                                                {format.time(startsAt)}
                                                {!isSameZone && (
                                                    <span className={styles.there}>
                                                        {format.time(startsAt, format.zone)}
                                                    </span>
                                                )}
                                            </span>
                                        </Button>
                                    </li>
                                ))}
                            </ul>
                        </section>
                    )
                );
            })}
            {isSameZone && <p className="small soft">{t.yourZone(format.zoneName(ownZone))}</p>}
        </>
    );
}

/** Why a day has no free times, and what is free next. */
function Nothing({
    date,
    month,
    days,
    question,
    onTake,
}: {
    date: CalendarDate | null;
    /** What is shown while no date is chosen. */
    month: CalendarDate;
    days: readonly SlotDayResponse[];
    question: SlotQuestion;
    onTake: (instant: string) => void;
}) {
    const { student, problems } = useMessages();
    const t = student.book;
    const noon = (date ?? month).toDate(ownZone).getTime() + 12 * 3_600_000;
    const explanation = useExplanation(question, new Date(noon).toISOString());
    const code = date && days.find((day) => day.date === date.toString())?.nothing;
    const reason = code && (problems as Record<string, string>)[code];
    return (
        <div className="stack">
            <p>
                {date ? t.noneThatDay : t.noneThatMonth} {reason}
            </p>
            <Loaded query={explanation} skeleton={<Skeleton lines={2} />}>
                {({ nearest }) =>
                    nearest.length === 0 ? (
                        <p className="soft">{t.noneLater}</p>
                    ) : (
                        <div className="stack">
                            <p>{t.next}</p>
                            <Nearest slots={nearest} minutes={question.durationMinutes} onTake={onTake} />
                        </div>
                    )
                }
            </Loaded>
        </div>
    );
}
