import type { StudentResponse } from "@engify/client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { engify } from "../../api/engify";
import { useCommand, useList } from "../../api/queries";
import { useFormat } from "../../i18n";
import { BookingList } from "../../records/BookingTable";
import { useRecordMessages } from "../../records/messages";
import type { Field } from "../../records/record";
import { RecordForm } from "../../records/RecordForm";
import { saveFile } from "../../records/saveFile";
import { Badge, Button, LinkButton, Loaded, Note, notify, Page, Problem, Section, useGoOn } from "../../ui";
import { ConfirmDialog } from "../../ui/Dialog";
import styles from "../admin.module.css";
import { useAdminMessages, type AdminMessages } from "../messages";
import { paths } from "../paths";
import { ResourceList } from "../ResourceList";
import { StudentBundles } from "./StudentBundles";

const touches = [["students"], ["accounts"]];

function studentFields({ students, common }: AdminMessages): Field[] {
    return [
        { name: "name", label: common.name, kind: "text", required: true, maxLength: 200 },
        { name: "email", label: common.email, kind: "email", hint: students.emailHint, required: true, maxLength: 254 },
    ];
}

function StudentState({ student }: { student: StudentResponse }) {
    const { students, common } = useAdminMessages();
    if (student.erasedAt !== null) {
        return <Badge>{students.erasedState}</Badge>;
    }
    return student.isActive ? <Badge kind="good">{common.active}</Badge> : <Badge>{common.inactive}</Badge>;
}

export function Students() {
    const { students, common } = useAdminMessages();
    const format = useFormat();
    const add = (
        <LinkButton to={paths.newStudent} look="primary">
            {students.add}
        </LinkButton>
    );
    return (
        <ResourceList
            title={students.title}
            action={add}
            searchLabel={students.searchLabel}
            queryKey={["students", "list"]}
            load={(asked, signal) => engify.listStudents(asked, { signal }).page()}
            hasInactive
            columns={[
                {
                    header: common.name,
                    isTitle: true,
                    cell: ({ id, name }) => <Link to={paths.student(id)}>{name}</Link>,
                },
                { header: common.email, cell: ({ email }) => <span className={styles.email}>{email}</span> },
                { header: common.state, cell: (student) => <StudentState student={student} /> },
                { header: students.since, cell: ({ createdAt }) => format.day(createdAt, format.zone) },
            ]}
            empty={{ title: students.empty, hint: students.emptyHint, action: add }}
        />
    );
}

export function NewStudent() {
    const messages = useAdminMessages();
    const { students, common } = messages;
    const goOn = useGoOn();
    return (
        <Page title={students.newTitle} back={{ to: paths.students, label: students.title }} width="narrow">
            <RecordForm
                name="createStudent"
                fields={studentFields(messages)}
                record={{}}
                send={(body, call) => engify.createStudent(body, call)}
                touches={touches}
                submit={students.add}
                done={({ id, name }) => {
                    notify(common.created(name));
                    return goOn(paths.student(id), { replace: true });
                }}
            />
        </Page>
    );
}

export function StudentPage() {
    const { studentId = "" } = useParams();
    const messages = useAdminMessages();
    const { students, common } = messages;
    const { save } = useRecordMessages();
    const format = useFormat();
    const read = () => engify.getStudent(studentId);
    const student = useQuery({ queryKey: ["students", studentId], queryFn: read });
    const fields: Field[] = [
        ...studentFields(messages),
        { name: "isActive", label: students.mayBook, kind: "switch", hint: students.mayBookHint },
    ];
    return (
        <Page
            title={student.data?.name ?? students.student}
            subject={student}
            lead={student.data?.email}
            back={{ to: paths.students, label: students.title }}
            action={
                student.data?.isActive === true &&
                student.data.erasedAt === null && (
                    <LinkButton to={paths.bookFor(studentId)} look="primary">
                        {students.book}
                    </LinkButton>
                )
            }
        >
            <Loaded query={student}>
                {(data) => (
                    <>
                        {data.erasedAt !== null && (
                            <Note>
                                <p>{students.erasedNote(format.day(data.erasedAt, format.zone))}</p>
                            </Note>
                        )}
                        <Sessions studentId={studentId} />
                        <StudentBundles student={data} />
                        {data.erasedAt === null && (
                            <>
                                <Section title={common.details}>
                                    <RecordForm
                                        key={data.id}
                                        name="changeStudent"
                                        fields={fields}
                                        record={data}
                                        read={read}
                                        send={(body, call) => engify.changeStudent(studentId, body, call)}
                                        touches={touches}
                                        submit={save}
                                        done={({ name }) => notify(common.savedNamed(name))}
                                    />
                                </Section>
                                <Privacy student={data} />
                            </>
                        )}
                    </>
                )}
            </Loaded>
        </Page>
    );
}

function Sessions({ studentId }: { studentId: string }) {
    const { students } = useAdminMessages();
    const list = useList(["bookings", "student", studentId], (cursor, signal) =>
        engify.listStudentBookings(studentId, { cursor, limit: 10 }, { signal }).page(),
    );
    return (
        <Section title={students.bookings}>
            <BookingList
                list={list}
                label={students.bookings}
                path={paths.booking}
                without={["who"]}
                empty={<p className="soft">{students.noBookings}</p>}
            />
        </Section>
    );
}

function Privacy({ student }: { student: StudentResponse }) {
    const { students } = useAdminMessages();
    const [isErasing, setErasing] = useState(false);
    const download = useCommand({
        name: "exportStudent",
        send: (id: string) => engify.exportStudent(id),
        done: (data) => saveFile(JSON.stringify(data, null, 2), "application/json", `student-${student.id}.json`),
    });
    const erase = useCommand({
        name: "eraseStudent",
        send: (id: string, call) => engify.eraseStudent(id, call),
        touches: [["students"], ["accounts"], ["bookings"]],
        done: () => {
            setErasing(false);
            notify(students.erased);
        },
    });
    return (
        <Section title={students.privacy}>
            <p>{students.exportText}</p>
            {download.problem !== null && download.problem !== undefined && <Problem problem={download.problem} />}
            <div className="row">
                <Button busy={download.isPending} onClick={() => download.run(student.id)}>
                    {students.export}
                </Button>
            </div>
            <p>{students.eraseText}</p>
            <div className="row">
                <Button look="danger" onClick={() => setErasing(true)}>
                    {students.erase}
                </Button>
            </div>
            {isErasing && (
                <ConfirmDialog
                    title={students.eraseTitle(student.name)}
                    action={students.eraseConfirm(student.name)}
                    isPending={erase.isPending}
                    problem={erase.problem}
                    onConfirm={() => erase.run(student.id)}
                    onClose={() => setErasing(false)}
                >
                    <p className={styles.quote}>{students.eraseText}</p>
                </ConfirmDialog>
            )}
        </Section>
    );
}
