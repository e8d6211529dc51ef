import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { engify } from "../../api/engify";
import { useFormat } from "../../i18n";
import { Badge, Empty, LinkButton, Loaded, Page, Section } from "../../ui";
import styles from "../admin.module.css";
import { useAdminMessages } from "../messages";
import { paths } from "../paths";

const now = () => new Date();
const soon = 3 * 86_400_000;

/** What needs somebody's attention. */
export function Today() {
    const { today, courses, invitations } = useAdminMessages();
    const format = useFormat();
    const query = useQuery({ queryKey: ["today"], queryFn: ({ signal }) => look(signal) });
    return (
        <Page title={today.title} lead={format.longDay(now(), format.zone)}>
            <Loaded query={query}>
                {({ isNew, noTa, noPrice, noAccount, ending }) => {
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

async function look(signal: AbortSignal) {
    const [courses, tas, invitations] = await Promise.all([
        engify.listCourses({ limit: 200 }, { signal }).page(),
        engify.listTas({ limit: 200 }, { signal }).all(),
        engify.listInvitations({ limit: 200 }, { signal }).page(),
    ]);
    const details = await Promise.all(courses.items.map(({ id }) => engify.getCourse(id, {}, { signal })));
    return {
        isNew: courses.items.length === 0,
        noTa: details.filter((course) => course.tas.length === 0),
        noPrice: details.filter(
            ({ products }) => !products.some(({ productType }) => productType === "INDIVIDUAL_SESSION"),
        ),
        noAccount: tas.filter(({ isActive, hasAccount }) => isActive && hasAccount === false),
        ending: invitations.items.filter(({ expiresAt }) => Date.parse(expiresAt) < Date.now() + soon),
    };
}
