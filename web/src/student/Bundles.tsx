import type { BundlePurchaseResponse } from "@engify/client";
import { useQuery } from "@tanstack/react-query";
import { engify, useStudentId } from "../api/engify";
import { useList } from "../api/queries";
import { useFormat, useMessages } from "../i18n";
import { Badge, Button, Empty, LinkButton, Loaded, Page, Section, Skeleton } from "../ui";
import styles from "./Bundles.module.css";

export default function Bundles() {
    const { student, ui } = useMessages();
    const t = student.bundles;
    const studentId = useStudentId();
    const bundles = useList(["bundles", studentId], (cursor, signal) =>
        engify.listStudentBundles(studentId, { cursor, limit: 100 }, { signal }).page(),
    );
    // The bundles do not say what their course is called.
    const courses = useQuery({
        queryKey: ["courses", "all"],
        queryFn: ({ signal }) => engify.listCourses({ limit: 200 }, { signal }).all(),
        staleTime: 600_000,
    });
    const codes = new Map(courses.data?.map(({ id, code }) => [id, code]));
    return (
        <Page title={t.title}>
            <Loaded query={bundles} skeleton={<Skeleton tiles={2} />}>
                {(all) => {
                    if (all.length === 0) {
                        return (
                            <Empty
                                title={t.none}
                                action={
                                    <LinkButton to="/courses" look="primary">
                                        {t.findCourse}
                                    </LinkButton>
                                }
                            >
                                {t.noneText}
                            </Empty>
                        );
                    }
                    const current = all.filter(isUsable);
                    const past = all.filter((bundle) => !isUsable(bundle));
                    return (
                        <>
                            {current.length > 0 && (
                                <Section title={t.current}>
                                    <Tiles bundles={current} codes={codes} />
                                </Section>
                            )}
                            {past.length > 0 && (
                                <Section title={t.past}>
                                    <Tiles bundles={past} codes={codes} />
                                </Section>
                            )}
                            {bundles.hasMore && (
                                <div>
                                    <Button busy={bundles.isLoadingMore} onClick={() => bundles.loadMore()}>
                                        {ui.showMore}
                                    </Button>
                                </div>
                            )}
                        </>
                    );
                }}
            </Loaded>
        </Page>
    );
}

function Tiles({ bundles, codes }: { bundles: readonly BundlePurchaseResponse[]; codes: Map<string, string> }) {
    return (
        <ul className={styles.tiles}>
            {bundles.map((bundle) => (
                <Bundle key={bundle.id} bundle={bundle} course={codes.get(bundle.courseId)} />
            ))}
        </ul>
    );
}

function isUsable(bundle: BundlePurchaseResponse): boolean {
    return bundle.remainingSessions > 0 && new Date(bundle.validTo).getTime() > Date.now();
}

function Bundle({ bundle, course }: { bundle: BundlePurchaseResponse; course: string | undefined }) {
    const t = useMessages().student.bundles;
    const format = useFormat();
    const { remainingSessions: left, totalSessions: total } = bundle;
    const isExpired = new Date(bundle.validTo).getTime() <= Date.now();
    const isAhead = new Date(bundle.validFrom).getTime() > Date.now();
    const until = format.lastDay(bundle.validTo);
    return (
        <li className={styles.tile}>
            <div>
                {course && <p className={styles.code}>{course}</p>}
                <h3>{bundle.product.name}</h3>
            </div>
            <div>
                <p className={styles.left}>{t.left(left, total)}</p>
                <meter className={styles.meter} aria-label={t.sessionsLeft} min={0} max={total} value={left}>
                    {t.left(left, total)}
                </meter>
            </div>
            <p className="small soft">
                {isExpired ? (
                    <Badge>{t.expired(until)}</Badge>
                ) : left === 0 ? (
                    <Badge>{t.usedUp}</Badge>
                ) : isAhead ? (
                    t.validFrom(format.firstDay(bundle.validFrom))
                ) : (
                    t.validUntil(until)
                )}
                <br />
                {t.paid(format.money(bundle.pricePaid))}
            </p>
            {isUsable(bundle) && (
                <div>
                    <LinkButton to={`/courses/${bundle.courseId}/book`}>{t.book}</LinkButton>
                </div>
            )}
        </li>
    );
}
