import { useEffect, useRef, type ReactNode } from "react";
import { Link, useLocation } from "react-router";
import { useInstitution, type Loadable } from "../api/queries";
import { Waiting } from "./Loaded";
import styles from "./Page.module.css";
import { Skeleton } from "./Skeleton";

let shown: string | null = null;

interface PageProps {
    title: string;
    /** The answer that the title and what is around it come from: before it, there is only the shape of a page. */
    subject?: Loadable<unknown>;
    /** What is most often done here: one button or link, beside the title, on a phone in a bar at the bottom. */
    action?: ReactNode;
    /** The page above this one. */
    back?: { to: string; label: string } | undefined;
    /** Which part of the work is shown, where one address has several: a new one is told like a new page. */
    step?: string;
    /** A sentence below the title. */
    lead?: ReactNode;
    /** Text and forms are narrow, lists are wide. */
    width?: "narrow" | "wide";
    children: ReactNode;
}

export function Page({ subject, ...props }: PageProps) {
    return subject === undefined || subject.data !== undefined || subject.error !== null ? (
        <KnownPage {...props} />
    ) : (
        <Waiting>
            <Skeleton lines={9} />
        </Waiting>
    );
}

function KnownPage({ title, action, back, lead, step = "", width = "wide", children }: Omit<PageProps, "subject">) {
    const heading = useRef<HTMLHeadingElement>(null);
    const { pathname } = useLocation();
    const { data: institution } = useInstitution();

    useEffect(() => {
        document.title = institution ? `${title} – ${institution.name}` : title;
    }, [title, institution]);

    // A screen reader learns of the new page by its heading; after the first load it reads the page anyway.
    useEffect(() => {
        const now = pathname + step;
        if (shown !== null && shown !== now) {
            heading.current?.focus();
        }
        shown = now;
    }, [pathname, step]);

    return (
        <div className={width === "narrow" ? styles.narrow : undefined}>
            {back && (
                <Link className={styles.back} to={back.to}>
                    <span aria-hidden="true">←</span> {back.label}
                </Link>
            )}
            <div className={styles.top}>
                <h1 ref={heading} tabIndex={-1}>
                    {title}
                </h1>
                {action && <div className={styles.action}>{action}</div>}
            </div>
            {lead && <p className={styles.lead}>{lead}</p>}
            <div className={styles.content}>{children}</div>
        </div>
    );
}

/** A part of a page with a heading of its own. */
export function Section({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
    return (
        <section className={styles.section}>
            <div className={styles.sectionTop}>
                <h2>{title}</h2>
                {action}
            </div>
            {children}
        </section>
    );
}
