import type { ConflictResponse, CourseDetailsResponse, TaResponse } from "@engify/client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { engify } from "../../api/engify";
import { useCommand } from "../../api/queries";
import { Button, Form, Loaded, notify, Section, SelectField, useForm } from "../../ui";
import { ConfirmDialog } from "../../ui/Dialog";
import styles from "../admin.module.css";
import { Touched } from "../bookings/Touched";
import { useAdminMessages } from "../messages";
import { paths } from "../paths";

/** Who teaches a course: add one, take one off. */
export function CourseTas({
    course,
    onConflicts,
}: {
    course: CourseDetailsResponse;
    onConflicts: (conflicts: readonly ConflictResponse[]) => void;
}) {
    const { courses, common } = useAdminMessages();
    const [leaving, setLeaving] = useState<TaResponse | null>(null);
    const touches = [["courses"], ["today"]];
    const remove = useCommand({
        name: "removeCourseTa",
        send: (ta: TaResponse, call) => engify.removeCourseTa(course.id, ta.id, call),
        touches,
        done: (answer, ta) => {
            setLeaving(null);
            notify(courses.removed(ta.name));
            onConflicts(answer?.conflicts ?? []);
        },
    });
    return (
        <Section title={courses.tas}>
            {course.tas.length === 0 ? (
                <p className="soft">{courses.noTas}</p>
            ) : (
                <ul className={styles.people}>
                    {course.tas.map((ta) => (
                        <li key={ta.id} className={styles.person}>
                            <span>
                                <Link to={paths.ta(ta.id)}>{ta.name}</Link>
                                {ta.degree !== null && <span className="soft small"> {ta.degree}</span>}
                            </span>
                            <Button
                                look="quiet"
                                aria-label={courses.removeTa(ta.name)}
                                onClick={() => {
                                    remove.reset();
                                    setLeaving(ta);
                                }}
                            >
                                {common.remove}
                            </Button>
                        </li>
                    ))}
                </ul>
            )}
            <AddTa course={course} />
            {leaving !== null && (
                <ConfirmDialog
                    title={courses.removeTaTitle(leaving.name)}
                    action={courses.removeTa(leaving.name)}
                    isPending={remove.isPending}
                    problem={remove.problem}
                    onConfirm={() => remove.run(leaving)}
                    onClose={() => setLeaving(null)}
                >
                    <p>{courses.removeTaText}</p>
                    <Touched filter={{ courseId: course.id, taId: leaving.id }} />
                </ConfirmDialog>
            )}
        </Section>
    );
}

function AddTa({ course }: { course: CourseDetailsResponse }) {
    const { courses } = useAdminMessages();
    const tas = useQuery({
        queryKey: ["tas", "all"],
        queryFn: ({ signal }) => engify.listTas({ limit: 200 }, { signal }).all(),
    });
    const form = useForm<{ taId: string }>({
        initial: { taId: "" },
        check: ({ taId }) => (taId === "" ? { taId: courses.chooseTaFirst } : {}),
    });
    const add = useCommand({
        name: "addCourseTa",
        send: ({ id }: { id: string; name: string }, call) => engify.addCourseTa(course.id, id, call),
        touches: [["courses"], ["today"]],
        done: (_, { name }) => {
            notify(courses.added(name));
            form.reset({ taId: "" });
        },
    });
    const others = (tas.data ?? []).filter(({ id }) => !course.tas.some((ta) => ta.id === id));
    if (tas.data === undefined) {
        return <Loaded query={tas}>{() => null}</Loaded>;
    }
    if (others.length === 0) {
        return <p className="soft small">{courses.everyTa}</p>;
    }
    return (
        <Form
            form={form}
            submit={courses.addTa}
            look="plain"
            isPending={add.isPending}
            problem={add.problem}
            send={({ taId }) => {
                const ta = others.find(({ id }) => id === taId);
                if (ta !== undefined) {
                    add.run({ id: ta.id, name: ta.name });
                }
            }}
        >
            <SelectField
                field={form.field("taId")}
                label={courses.chooseTa}
                none=""
                choices={others.map(({ id, name }) => ({ value: id, label: name }))}
            />
        </Form>
    );
}
