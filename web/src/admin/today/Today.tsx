import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { engify } from "../../api/engify";
import { useFormat } from "../../i18n";
import { Empty, LinkButton, Loaded, Page, Section } from "../../ui";
import styles from "../admin.module.css";
import { useRecordMessages } from "../../records/messages";
import { useAdminMessages } from "../messages";
import { paths } from "../paths";

const now = () => new Date();

/** What needs somebody's attention. */
export function Today() {
    const { today, courses } = useAdminMessages();
    const { conflicts } = useRecordMessages();
    const format = useFormat();
    const query = useQuery({ queryKey: ["today"], queryFn: ({ signal }) => engify.getToday({ signal }) });
    return (
        <Page title={today.title} lead={format.longDay(now(), format.zone)}>
            <Loaded query={query}>
                {(data) => {
                    if (!data.hasCourses) {
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
                            items={data.sessions.map(({ id, date, durationMinutes, courseCode, taName, reason }) => (
                                <Item
                                    key={id}
                                    to={paths.booking(id)}
                                    name={format.session(date, durationMinutes, format.zone)}
                                    detail={`${courseCode}, ${taName}. ${conflicts.reasons[reason] ?? reason}`}
                                />
                            ))}
                        />,
                        <Part
                            key="ta"
                            title={today.noTa}
                            hint={today.noTaHint}
                            items={data.coursesWithoutTa.map(({ id, code, name }) => (
                                <Item key={id} to={paths.course(id)} name={code} detail={name} />
                            ))}
                        />,
                        <Part
                            key="price"
                            title={today.noPrice}
                            hint={today.noPriceHint}
                            items={data.coursesWithoutPrice.map(({ id, code, name }) => (
                                <Item key={id} to={paths.course(id)} name={code} detail={name} />
                            ))}
                        />,
                        <Part
                            key="hours"
                            title={today.noHours}
                            hint={today.noHoursHint}
                            items={data.tasWithoutHours.map(({ id, name, email }) => (
                                <Item key={id} to={paths.taHours(id)} name={name} detail={email} />
                            ))}
                        />,
                        <Part
                            key="account"
                            title={today.noAccount}
                            hint={today.noAccountHint}
                            items={data.tasWithoutAccount.map(({ id, name, email }) => (
                                <Item key={id} to={paths.ta(id)} name={name} detail={email} />
                            ))}
                        />,
                        <Part
                            key="invitations"
                            title={today.invitations}
                            hint={today.invitationsHint}
                            items={data.endingInvitations.map(({ id, name, expiresAt }) => (
                                <Item
                                    key={id}
                                    to={`${paths.invitations}?q=${encodeURIComponent(name)}`}
                                    name={name}
                                    detail={today.expires(format.moment(expiresAt))}
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
