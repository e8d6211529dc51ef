import type { StudentResponse } from "@engify/client";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { engify } from "../../api/engify";
import { useCommand } from "../../api/queries";
import { useFormat } from "../../i18n";
import { instantOf } from "../../records/record";
import {
    CheckField,
    Form,
    Loaded,
    NumberField,
    notify,
    Page,
    RadioField,
    SelectField,
    TextArea,
    TextField,
    useForm,
    useGoOn,
} from "../../ui";
import { useAllCourses } from "../courses/useAllCourses";
import { useAdminMessages } from "../messages";
import { paths } from "../paths";

/** An administrator books for a student, also against the rules of the calendar. */
export function BookFor() {
    const { studentId = "" } = useParams();
    const { students, book } = useAdminMessages();
    const student = useQuery({
        queryKey: ["students", studentId],
        queryFn: () => engify.getStudent(studentId),
    });
    const name = student.data?.name ?? students.student;
    return (
        <Page
            title={book.title(name)}
            subject={student}
            back={{ to: paths.student(studentId), label: name }}
            width="narrow"
        >
            <Loaded query={student}>{(data) => <BookForm student={data} />}</Loaded>
        </Page>
    );
}

const initial = {
    courseId: "",
    kind: "individual",
    sessionId: "",
    taId: "",
    date: "",
    minutes: "60",
    bundleId: "",
    topic: "",
    override: false,
    reason: "",
};
type Values = typeof initial;

function BookForm({ student }: { student: StudentResponse }) {
    const { book, common } = useAdminMessages();
    const format = useFormat();
    const goOn = useGoOn();
    const courses = useAllCourses();
    const form = useForm<Values>({ initial, check, keep: `book:${student.id}` });
    const { courseId, kind, override } = form.values;
    const isGroup = kind === "group";
    const options = useQuery({
        queryKey: ["courses", courseId, "options", student.id],
        queryFn: ({ signal }) => engify.getSupportOptions(courseId, { studentId: student.id }, { signal }),
        enabled: courseId !== "",
    });
    const groupSessions = (options.data?.upcomingGroupSessions ?? [])
        .flatMap((weekly) => weekly.bookings.map((booking) => ({ ...booking, ta: weekly.ta })))
        .filter(({ status }) => status === "AVAILABLE")
        .sort((one, other) => one.date.localeCompare(other.date));
    const touches = [["bookings"], ["bundles"], ["courses"], ["calendar"], ["today"]];
    const submit = useCommand({
        name: `bookFor:${student.id}`,
        send: async (values: Values, call) =>
            values.kind === "group"
                ? (await engify.joinGroupSession(values.sessionId, { studentId: student.id }, call)).booking
                : await engify.createIndividualBooking(
                      {
                          studentId: student.id,
                          courseId: values.courseId,
                          taId: values.taId || null,
                          date: instantOf(values.date, format.zone),
                          durationMinutes: Number(values.minutes),
                          bundlePurchaseId: values.bundleId || null,
                          topic: values.topic.trim() || null,
                          ...(values.override ? { override: true, reason: values.reason.trim() } : {}),
                      },
                      call,
                  ),
        touches,
        done: ({ id }, values) => {
            form.forget();
            notify(values.kind === "group" ? book.joined : book.done);
            return goOn(paths.booking(id), { replace: true });
        },
    });

    function check(values: Values) {
        const of = (name: keyof Values, isWrong: boolean, text: string) => (isWrong ? { [name]: text } : {});
        const minutes = Number(values.minutes);
        return values.kind === "group"
            ? {
                  ...of("courseId", values.courseId === "", book.faults.course),
                  ...of("sessionId", values.courseId !== "" && values.sessionId === "", book.faults.session),
              }
            : {
                  ...of("courseId", values.courseId === "", book.faults.course),
                  ...of("date", values.date === "", book.faults.date),
                  ...of("minutes", !Number.isInteger(minutes) || minutes < 15 || minutes > 480, book.faults.minutes),
                  ...of("reason", values.override && values.reason.trim() === "", book.faults.reason),
              };
    }

    return (
        <Form
            form={form}
            submit={isGroup ? book.join : book.submit}
            isPending={submit.isPending}
            problem={submit.problem}
            send={(values) => submit.run(values)}
        >
            <SelectField
                field={{
                    ...form.field("courseId"),
                    onChange: (value) => form.set({ courseId: value, taId: "", sessionId: "", bundleId: "" }),
                }}
                label={common.course}
                none=""
                choices={(courses.data ?? [])
                    .filter(({ isActive }) => isActive)
                    .map(({ id, code, name }) => ({ value: id, label: `${code}, ${name}` }))}
            />
            <RadioField
                field={form.field("kind")}
                label={book.kind}
                choices={[
                    { value: "individual", label: book.individual },
                    { value: "group", label: book.group },
                ]}
            />
            {isGroup ? (
                courseId !== "" &&
                options.data !== undefined &&
                (groupSessions.length === 0 ? (
                    <p className="soft">{book.noGroup}</p>
                ) : (
                    <SelectField
                        field={form.field("sessionId")}
                        label={book.session}
                        none=""
                        choices={groupSessions.map(({ id, date, durationMinutes, ta }) => ({
                            value: id,
                            label: `${format.session(date, durationMinutes, format.zone)}, ${ta.name}`,
                        }))}
                    />
                ))
            ) : (
                <>
                    <SelectField
                        field={form.field("taId")}
                        label={common.ta}
                        none={book.anyTa}
                        choices={(options.data?.tas ?? []).map(({ id, name }) => ({ value: id, label: name }))}
                    />
                    <TextField
                        field={form.field("date")}
                        label={book.date}
                        hint={book.zoneHint(format.zoneName(format.zone))}
                        type="datetime-local"
                    />
                    <NumberField field={form.field("minutes")} label={book.duration} />
                    <SelectField
                        field={form.field("bundleId")}
                        label={book.pay}
                        none={book.single}
                        choices={(options.data?.activeStudentBundles ?? []).map(
                            ({ id, product, remainingSessions }) => ({
                                value: id,
                                label: book.fromBundle(product.name, remainingSessions),
                            }),
                        )}
                    />
                    <TextArea field={form.field("topic")} label={book.topic} maxLength={1000} rows={3} isOptional />
                    <CheckField field={form.field("override")} label={book.override} hint={book.overrideHint} />
                    {override && <TextField field={form.field("reason")} label={book.reason} hint={book.reasonHint} />}
                </>
            )}
        </Form>
    );
}
