import { Link } from "react-router";
import { engify } from "../api/engify";
import { useList } from "../api/queries";
import { useMessages } from "../i18n";
import { Button, Empty, Loaded, Page, SearchField, Skeleton, useAddress } from "../ui";
import styles from "./Courses.module.css";

export default function Courses() {
    const { student, ui } = useMessages();
    const t = student.courses;
    const [{ q }, change] = useAddress("q");
    const courses = useList(["courses", q], (cursor, signal) =>
        engify.listCourses({ q: q || undefined, cursor }, { signal }).page(),
    );
    return (
        <Page title={t.title} lead={t.lead}>
            <SearchField label={t.search} />
            <Loaded query={courses} skeleton={<Skeleton tiles={6} />}>
                {(found) => (
                    <>
                        <p role="status" className="sr-only">
                            {t.found(found.length)}
                        </p>
                        {found.length === 0 ? (
                            <Empty
                                title={q === "" ? t.none : t.noMatch(q)}
                                action={q !== "" && <Button onClick={() => change({ q: "" })}>{t.showAll}</Button>}
                            >
                                {q === "" ? t.noneText : t.noMatchText}
                            </Empty>
                        ) : (
                            <ul className={styles.tiles} aria-busy={courses.isOutdated}>
                                {found.map((course) => (
                                    <li key={course.id} className={styles.tile}>
                                        <Link to={course.id} className={styles.link}>
                                            <span className={styles.code}>{course.code}</span>
                                            <span className={styles.name}>{course.name}</span>
                                        </Link>
                                        {course.description && <p className={styles.text}>{course.description}</p>}
                                    </li>
                                ))}
                            </ul>
                        )}
                        {courses.hasMore && (
                            <div>
                                <Button busy={courses.isLoadingMore} onClick={() => courses.loadMore()}>
                                    {ui.showMore}
                                </Button>
                            </div>
                        )}
                    </>
                )}
            </Loaded>
        </Page>
    );
}
