import type { BookingDetailsResponse, TaCalendarResponse } from "@engify/client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { engify } from "../api/engify";
import { useFormat } from "../i18n";
import { Button, Empty, LinkButton, Loaded, Skeleton, useAddress } from "../ui";
import { timeOf } from "./hours";
import { useTaMessages } from "./messages";
import { addDays, dateIn, daysOf, hoursOf, mondayOf, todayIn, wholeDay, type Day, type DayItem } from "./week";
import styles from "./WeekView.module.css";

interface WeekViewProps {
    taId: string;
    sessionPath: (id: string) => string;
    hoursPath: string;
}

/** A week of a TA: columns of hours where there is room, a list of days on a phone. */
export function WeekView({ taId, sessionPath, hoursPath }: WeekViewProps) {
    const { week } = useTaMessages();
    const format = useFormat();
    const [address, change] = useAddress("week");
    const monday = mondayOf(dateIn(address.week) || todayIn(format.zone));
    const hours = useQuery({ queryKey: ["hours", taId], queryFn: () => engify.getTaHours(taId) });
    const calendar = useQuery({
        queryKey: ["calendar", taId, monday],
        queryFn: ({ signal }) => engify.getTaCalendar(taId, { from: monday, to: addDays(monday, 6) }, { signal }),
        placeholderData: keepPreviousData,
    });
    const show = (date: string) => change({ week: date });
    return (
        <>
            {hours.data?.weekly.length === 0 && (
                <Empty title={week.noHours} action={<LinkButton to={hoursPath}>{week.publish}</LinkButton>}>
                    {week.noHoursHint}
                </Empty>
            )}
            <nav aria-label={week.navigation} className={styles.navigation}>
                <Button onClick={() => show(addDays(monday, -7))}>
                    <span aria-hidden="true">←</span>
                    <span className="sr-only">{week.previous}</span>
                </Button>
                <Button onClick={() => show(addDays(monday, 7))}>
                    <span aria-hidden="true">→</span>
                    <span className="sr-only">{week.next}</span>
                </Button>
                <Button onClick={() => show("")}>{week.thisWeek}</Button>
                <p className={styles.range} role="status">
                    {week.range(format.date(monday), format.date(addDays(monday, 6)))}
                </p>
            </nav>
            <Loaded query={calendar} skeleton={<Skeleton lines={12} />}>
                {(data) => <Week calendar={data} sessionPath={sessionPath} isDim={calendar.isPlaceholderData} />}
            </Loaded>
        </>
    );
}

function Week({
    calendar,
    sessionPath,
    isDim,
}: {
    calendar: TaCalendarResponse;
    sessionPath: (id: string) => string;
    isDim: boolean;
}) {
    const { week } = useTaMessages();
    const format = useFormat();
    const days = daysOf(calendar);
    const { from, to } = hoursOf(days);
    const today = todayIn(calendar.timeZone);
    const hours = Array.from({ length: to - from }, (_, index) => from + index);
    return (
        <div className="stack">
            <p className="soft small">{week.zone(format.zoneName(calendar.timeZone))}</p>
            <div className={styles.week} aria-busy={isDim}>
                <div className={styles.clock} aria-hidden="true">
                    <div className={styles.corner} />
                    <div className={styles.hours} style={{ gridTemplateRows: `repeat(${hours.length * 4}, 0.875rem)` }}>
                        {hours.map((hour, index) => (
                            <span key={hour} style={{ gridRow: `${index * 4 + 1} / span 4` }}>
                                {format.clock(timeOf(hour * 60))}
                            </span>
                        ))}
                    </div>
                </div>
                {days.map((day) => (
                    <Column
                        key={day.date}
                        day={day}
                        from={from}
                        to={to}
                        isToday={day.date === today}
                        sessionPath={sessionPath}
                    />
                ))}
            </div>
        </div>
    );
}

function Column({
    day,
    from,
    to,
    isToday,
    sessionPath,
}: {
    day: Day;
    from: number;
    to: number;
    isToday: boolean;
    sessionPath: (id: string) => string;
}) {
    const { week } = useTaMessages();
    const format = useFormat();
    return (
        <section
            className={isToday ? `${styles.day} ${styles.today}` : styles.day}
            aria-label={format.day(`${day.date}T12:00:00Z`, "UTC")}
        >
            <h2 className={styles.date}>
                {format.day(`${day.date}T12:00:00Z`, "UTC")}
                {isToday && <span className="sr-only"> ({week.today})</span>}
            </h2>
            {day.items.length === 0 && <p className={styles.nothing}>{week.nothing}</p>}
            <ul className={styles.items} style={{ gridTemplateRows: `repeat(${(to - from) * 4}, 0.875rem)` }}>
                {day.items.map((item) => (
                    <Item key={`${item.kind}${item.id}`} item={item} from={from} to={to} sessionPath={sessionPath} />
                ))}
            </ul>
        </section>
    );
}

function Item({
    item,
    from,
    to,
    sessionPath,
}: {
    item: DayItem;
    from: number;
    to: number;
    sessionPath: (id: string) => string;
}) {
    const { week } = useTaMessages();
    const format = useFormat();
    const [begins, ends] = [format.clock(timeOf(item.start)), format.clock(timeOf(item.end))];
    const start = Math.max(item.start, from * 60);
    const end = Math.min(item.end, to * 60);
    const place = { gridRow: `${Math.floor((start - from * 60) / 15) + 1} / ${Math.ceil((end - from * 60) / 15) + 1}` };
    const times = item.start === 0 && item.end === wholeDay ? week.allDay : `${begins}–${ends}`;
    switch (item.kind) {
        case "session":
            return (
                <li className={styles.session} style={place}>
                    <Session booking={item.booking} start={begins} end={ends} path={sessionPath(item.id)} />
                </li>
            );
        case "away":
            return (
                <li className={styles.away} style={place}>
                    {week.away(times)}
                    {item.text !== "" && <span className="small"> {item.text}</span>}
                </li>
            );
        case "closed":
            return (
                <li className={styles.closed} style={place}>
                    {week.closed(item.text)}
                </li>
            );
        default:
            return (
                <li className={styles.open} style={place}>
                    {week.onlyOpen(times)}
                </li>
            );
    }
}

function Session({
    booking,
    start,
    end,
    path,
}: {
    booking: BookingDetailsResponse;
    start: string;
    end: string;
    path: string;
}) {
    const { week } = useTaMessages();
    const students = booking.students ?? [];
    const who =
        booking.sessionType === "GROUP"
            ? week.seats(booking.studentCount, booking.capacity)
            : students.map(({ name }) => name).join(", ");
    return (
        <Link to={path} className={booking.durationMinutes < 45 ? `${styles.link} ${styles.short}` : styles.link}>
            <span className={styles.times}>
                {start}
                <span className={styles.end}>–{end}</span>
            </span>{" "}
            <span className={styles.course}>{booking.course.code}</span> <span className={styles.who}>{who}</span>
        </Link>
    );
}
