import type { BookingDetailsResponse } from "@engify/client";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { engify } from "../../api/engify";
import { useFormat } from "../../i18n";
import { Badge, Empty, LinkButton, Loaded, Page, Section } from "../../ui";
import styles from "../admin.module.css";
import { readRows } from "../csv";
import { useAdminMessages } from "../messages";
import { paths } from "../paths";

const now = () => new Date();
const soon = 3 * 86_400_000;
const ahead = 14 * 86_400_000;

/** What needs somebody's attention. */
export function Today() {
    const { today, courses, invitations } = useAdminMessages();
    const format = useFormat();
    const query = useQuery({ queryKey: ["today"], queryFn: ({ signal }) => look(signal) });
    return (
        <Page title={today.title} lead={format.longDay(now(), format.zone)}>
            <Loaded query={query}>
                {({ isNew, conflicts, noTa, noPrice, noHours, noAccount, ending }) => {
                    if (isNew) {
                        return (
                            <Empty
                                title={today.start}
                                action={
                                    <div className="row">
                                        <LinkButton to={paths.newCourse} look="primary">
                                            {courses.add}
                                        </LinkButton>
                                        <LinkButton to={paths.imports}>{today.importFile}</LinkButton>
                                    </div>
                                }
                            >
                                {today.startHint}
                            </Empty>
                        );
                    }
                    const parts = [
                        <Part
                            key="conflicts"
                            title={today.conflicts}
                            hint={today.conflictsHint}
                            items={conflicts.map(({ id, date, durationMinutes, course, ta }) => (
                                <Item
                                    key={id}
                                    to={paths.booking(id)}
                                    name={format.session(date, durationMinutes, format.zone)}
                                    detail={today.conflict(ta.name, course.code)}
                                />
                            ))}
                        />,
                        <Part
                            key="ta"
                            title={today.noTa}
                            hint={today.noTaHint}
                            items={noTa.map(({ id, code, name }) => (
                                <Item key={id} to={paths.course(id)} name={code} detail={name} />
                            ))}
                        />,
                        <Part
                            key="price"
                            title={today.noPrice}
                            hint={today.noPriceHint}
                            items={noPrice.map(({ id, code, name }) => (
                                <Item key={id} to={paths.course(id)} name={code} detail={name} />
                            ))}
                        />,
                        <Part
                            key="hours"
                            title={today.noHours}
                            hint={today.noHoursHint}
                            items={noHours.map(({ id, name, email }) => (
                                <Item key={id} to={paths.taHours(id)} name={name} detail={email} />
                            ))}
                        />,
                        <Part
                            key="account"
                            title={today.noAccount}
                            hint={today.noAccountHint}
                            items={noAccount.map(({ id, name, email }) => (
                                <Item key={id} to={paths.ta(id)} name={name} detail={email} />
                            ))}
                        />,
                        <Part
                            key="invitations"
                            title={today.invitations}
                            hint={today.invitationsHint}
                            items={ending.map(({ id, name, expiresAt }) => (
                                <Item
                                    key={id}
                                    to={`${paths.invitations}?q=${encodeURIComponent(name)}`}
                                    name={name}
                                    detail={
                                        Date.parse(expiresAt) < Date.now() ? (
                                            <Badge kind="warn">{invitations.expired}</Badge>
                                        ) : (
                                            today.expires(format.moment(expiresAt))
                                        )
                                    }
                                />
                            ))}
                        />,
                    ].filter(({ props }) => props.items.length > 0);
                    return parts.length === 0 ? <Empty title={today.clear}>{today.clearHint}</Empty> : parts;
                }}
            </Loaded>
        </Page>
    );
}

function Part({ title, hint, items }: { title: string; hint: string; items: readonly ReactNode[] }) {
    return (
        <Section title={`${title} (${items.length})`}>
            <p className="soft">{hint}</p>
            <ul className={styles.people}>{items}</ul>
        </Section>
    );
}

function Item({ to, name, detail }: { to: string; name: string; detail: ReactNode }) {
    return (
        <li className={styles.person}>
            <Link to={to}>{name}</Link>
            <span className="soft">{detail}</span>
        </li>
    );
}

/** Three small files say of all courses and TAs what would need a request for each of them. */
async function look(signal: AbortSignal) {
    const from = new Date();
    const to = new Date(from.getTime() + ahead);
    const [courses, tas, invitations, sessions, teaching, products, hours] = await Promise.all([
        engify.listCourses({ limit: 200 }, { signal }).all(),
        engify.listTas({ limit: 200 }, { signal }).all(),
        engify.listInvitations({ limit: 200 }, { signal }).page(),
        engify.listBookings({ from: from.toISOString(), to: to.toISOString(), limit: 200 }, { signal }).all(),
        engify.exportFile("teaching", {}, { signal }),
        engify.exportFile("products", {}, { signal }),
        engify.exportFile("hours", {}, { signal }),
    ]);
    const activeTas = new Map(tas.map((ta) => [ta.email, ta]));
    const taught = new Set<string>();
    const teaches = new Set<string>();
    for (const { courseCode = "", taEmail = "" } of readRows(teaching)) {
        const ta = activeTas.get(taEmail);
        if (ta !== undefined) {
            taught.add(courseCode);
            teaches.add(`${courseCode} ${ta.id}`);
        }
    }
    const priced = new Set(
        readRows(products)
            .filter(({ productType, isActive }) => productType === "INDIVIDUAL_SESSION" && isActive === "true")
            .map(({ courseCode }) => courseCode),
    );
    const published = new Set(readRows(hours).map(({ taEmail }) => taEmail));
    const isOdd = ({ course, ta }: BookingDetailsResponse) =>
        !course.isActive || !teaches.has(`${course.code} ${ta.id}`);
    return {
        isNew: courses.length === 0,
        conflicts: sessions
            .filter(({ status, studentCount }) => status !== "CANCELLED" && studentCount > 0)
            .filter(isOdd)
            .sort((one, other) => one.date.localeCompare(other.date)),
        noTa: courses.filter(({ code }) => !taught.has(code)),
        noPrice: courses.filter(({ code }) => !priced.has(code)),
        noHours: tas.filter(({ email }) => !published.has(email ?? "")),
        noAccount: tas.filter(({ hasAccount }) => hasAccount === false),
        ending: invitations.items.filter(({ expiresAt }) => Date.parse(expiresAt) < from.getTime() + soon),
    };
}
