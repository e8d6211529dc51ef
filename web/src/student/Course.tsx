import type {
    BookingResponse,
    ProductResponse,
    SlotsResponse,
    SupportOptionsResponse,
    TaResponse,
    UpcomingGroupSessionResponse,
} from "@engify/client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useLocation, useParams } from "react-router";
import { engify, useUser } from "../api/engify";
import { useCommand, type Loadable } from "../api/queries";
import { ownZone, useFormat, useMessages } from "../i18n";
import { Badge, Button, LinkButton, Loaded, Money, notify, Page, Problem, Section, Skeleton } from "../ui";
import { useUpcoming } from "./bookings";
import styles from "./Course.module.css";
import { useSupportOptions } from "./options";
import { nextSlotsQuery } from "./slots";

export default function Course() {
    const { nav, student } = useMessages();
    const t = student.course;
    const { courseId = "" } = useParams();
    const user = useUser();
    const options = useSupportOptions(courseId);
    const slots = useQuery(nextSlotsQuery(courseId, user));
    const course = options.data?.course;
    const canBook =
        options.data !== undefined && isBookable(options.data) && (user === null || user.role === "student");
    return (
        <Page
            title={course ? `${course.code} ${course.name}` : nav.courses}
            subject={options}
            lead={course?.description}
            back={{ to: "/courses", label: t.back }}
            action={
                canBook && (
                    <LinkButton to="book" look="primary">
                        {t.book}
                    </LinkButton>
                )
            }
        >
            <Loaded query={options}>
                {(found) => (
                    <>
                        {canBook && <NextTimes slots={slots} />}
                        <Tas tas={found.tas} canBook={canBook} />
                        <Prices options={found} canBuy={user === null || user.role === "student"} />
                        {found.upcomingGroupSessions.length > 0 && <Groups sessions={found.upcomingGroupSessions} />}
                    </>
                )}
            </Loaded>
        </Page>
    );
}

function isBookable({ products, tas, activeStudentBundles }: SupportOptionsResponse): boolean {
    const hasPrice = products.some(({ productType }) => productType === "INDIVIDUAL_SESSION");
    return tas.length > 0 && (hasPrice || activeStudentBundles.length > 0);
}

/** The next days with free times, as ways into the booking. */
function NextTimes({ slots }: { slots: Loadable<SlotsResponse> }) {
    const { course: t, book } = useMessages().student;
    const format = useFormat();
    return (
        <Section title={t.nextTimes}>
            <Loaded query={slots} skeleton={<Skeleton lines={2} />}>
                {({ days }) => {
                    const free = new Map<string, { startsAt: string }[]>();
                    for (const slot of days.flatMap((day) => day.slots)) {
                        const day = format.day(slot.startsAt);
                        free.set(day, [...(free.get(day) ?? []), slot]);
                    }
                    return free.size === 0 ? (
                        <p className="soft">{t.noTimes}</p>
                    ) : (
                        <ul className={styles.days}>
                            {[...free].slice(0, 5).map(([day, times]) => (
                                <li key={day}>
                                    <Link className={styles.day} to={`book?date=${localDate(times[0]!.startsAt)}`}>
                                        <strong>{day}</strong>
                                        <span className="small soft">{book.dayCount(times.length)}</span>
                                    </Link>
                                </li>
                            ))}
                        </ul>
                    );
                }}
            </Loaded>
        </Section>
    );
}

/** The user's date of an instant, as `2026-12-01`. */
function localDate(instant: string): string {
    return new Intl.DateTimeFormat("sv-SE", { timeZone: ownZone }).format(new Date(instant));
}

function Prices({ options, canBuy }: { options: SupportOptionsResponse; canBuy: boolean }) {
    const { course: t } = useMessages().student;
    const format = useFormat();
    const sold = options.products
        .filter(({ productType }) => productType !== "GROUP_SESSION_PASS")
        .sort((a, b) => (a.includedSessions ?? 1) - (b.includedSessions ?? 1));
    return (
        <Section title={t.prices}>
            {sold.length === 0 ? (
                <p className="soft">{t.noPrices}</p>
            ) : (
                <ul className={styles.tiles}>
                    {sold.map((product) => (
                        <Product key={product.id} product={product} canBuy={canBuy} />
                    ))}
                </ul>
            )}
            {options.activeStudentBundles.length > 0 && (
                <div className={styles.yours}>
                    <h3>{t.yours}</h3>
                    <ul>
                        {options.activeStudentBundles.map((bundle) => (
                            <li key={bundle.id}>
                                {bundle.product.name} – {t.left(bundle.remainingSessions, bundle.totalSessions)},{" "}
                                {t.validUntil(format.lastDay(bundle.validTo))}
                            </li>
                        ))}
                    </ul>
                </div>
            )}
        </Section>
    );
}

function Product({ product, canBuy }: { product: ProductResponse; canBuy: boolean }) {
    const t = useMessages().student.course;
    const format = useFormat();
    const { includedSessions: sessions, validFrom, validTo } = product;
    const isOver = validTo !== null && new Date(validTo).getTime() < Date.now();
    return (
        <li className={styles.tile}>
            <h3>{product.name}</h3>
            <p>
                <span className={styles.price}>
                    <Money amount={product.basePrice} />
                </span>{" "}
                <span className="small soft">
                    {sessions === null ? t.perSession : t.each(format.money(product.basePrice / sessions))}
                </span>
            </p>
            {product.description && <p className="small soft">{product.description}</p>}
            {sessions !== null && validFrom && validTo && (
                <p className="small soft">
                    {t.sessions(sessions)}, {t.validBetween(format.firstDay(validFrom), format.lastDay(validTo))}
                </p>
            )}
            {sessions !== null && canBuy && !isOver && (
                <div className={styles.last}>
                    <LinkButton to={`bundles/${product.id}`} aria-label={`${t.buy}: ${product.name}`}>
                        {t.buy}
                    </LinkButton>
                </div>
            )}
        </li>
    );
}

function Tas({ tas, canBook }: { tas: readonly TaResponse[]; canBook: boolean }) {
    const t = useMessages().student.course;
    return (
        <Section title={t.tas}>
            {tas.length === 0 ? (
                <p className="soft">{t.noTas}</p>
            ) : (
                <ul className={styles.tiles}>
                    {tas.map((ta) => (
                        <li key={ta.id} className={styles.tile}>
                            <h3>{ta.name}</h3>
                            {ta.degree && <p className="small soft">{ta.degree}</p>}
                            {ta.bio && <p>{ta.bio}</p>}
                            {canBook && (
                                <div className={styles.last}>
                                    <Link to={`book?ta=${ta.id}`}>{t.bookWith(ta.name)}</Link>
                                </div>
                            )}
                        </li>
                    ))}
                </ul>
            )}
        </Section>
    );
}

function Groups({ sessions }: { sessions: readonly UpcomingGroupSessionResponse[] }) {
    const { course: t } = useMessages().student;
    return (
        <Section title={t.groups}>
            {sessions.map((template) => (
                <Group key={template.id} template={template} />
            ))}
        </Section>
    );
}

/** So many dates suffice to decide; the others come when asked for. */
const fewDates = 4;

function Group({ template }: { template: UpcomingGroupSessionResponse }) {
    const { student, ui } = useMessages();
    const t = student.course;
    const format = useFormat();
    const [isWhole, setWhole] = useState(false);
    const zone = template.timeZone === ownZone ? "" : ` (${format.zoneName(template.timeZone)})`;
    const times = `${format.clocks(template.startTime, template.endTime)}${zone}`;
    const dates = isWhole ? template.bookings : template.bookings.slice(0, fewDates);
    return (
        <div className={styles.group}>
            <h3>
                {t.weekly(format.weekday(template.dayOfWeek), times)}{" "}
                <span className={styles.with}>
                    {t.with(template.ta.name)}, <Money amount={template.pricePerStudent} />
                </span>
            </h3>
            {template.bookings.length === 0 ? (
                <p className="soft">{t.noDates}</p>
            ) : (
                <ul className={styles.dates}>
                    {dates.map((booking) => (
                        <GroupDate key={booking.id} booking={booking} />
                    ))}
                </ul>
            )}
            {dates.length < template.bookings.length && (
                <div>
                    <Button look="quiet" onClick={() => setWhole(true)}>
                        {ui.showMore}
                    </Button>
                </div>
            )}
        </div>
    );
}

function GroupDate({ booking }: { booking: BookingResponse }) {
    const t = useMessages().student.course;
    const format = useFormat();
    const user = useUser();
    const { pathname } = useLocation();
    const upcoming = useUpcoming();
    const when = format.session(booking.date, booking.durationMinutes);
    const isIn = upcoming.data?.some(({ id, status }) => id === booking.id && status !== "CANCELLED") ?? false;
    const change = useCommand({
        name: `group:${booking.id}`,
        send: (goal: "join" | "leave", call) => {
            const body = { studentId: user?.studentId ?? "" };
            return goal === "join"
                ? engify.joinGroupSession(booking.id, body, call)
                : engify.leaveGroupSession(booking.id, body, call);
        },
        touches: [["bookings"], ["support-options"]],
        done: (_, goal) => notify(goal === "join" ? t.joinedDone(when) : t.leftDone(when)),
    });
    const free = booking.capacity - booking.studentCount;
    return (
        <li className={styles.date}>
            <span className={styles.dateText}>
                <time dateTime={booking.date}>{when}</time>{" "}
                {isIn ? <Badge kind="good">{t.joined}</Badge> : <span className="small soft">{t.seats(free)}</span>}
            </span>
            {user === null && free > 0 && (
                <Link to={`/sign-in?${new URLSearchParams({ next: pathname })}`}>{t.signInToJoin}</Link>
            )}
            {user?.role === "student" && upcoming.data && (isIn || free > 0) && (
                <Button
                    aria-label={isIn ? t.leaveOn(when) : t.joinOn(when)}
                    busy={change.isPending}
                    onClick={() => change.run(isIn ? "leave" : "join")}
                >
                    {isIn ? t.leave : t.join}
                </Button>
            )}
            {change.problem !== null && <Problem problem={change.problem} />}
        </li>
    );
}
