import type { GroupSessionTemplateDetailsResponse, WeeklyScheduleResponse } from "@engify/client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation, useParams } from "react-router";
import { engify } from "../../api/engify";
import { useInstitution } from "../../api/queries";
import { useFormat } from "../../i18n";
import { Conflicts } from "../../records/Conflicts";
import { useRecordMessages } from "../../records/messages";
import { RecordForm } from "../../records/RecordForm";
import { FilterField, LinkButton, Loaded, Note, notify, Page, Section, useAddress, useGoOn } from "../../ui";
import styles from "../admin.module.css";
import { useAllCourses } from "../courses/useAllCourses";
import { useAdminMessages } from "../messages";
import { paths } from "../paths";
import { ResourceList } from "../ResourceList";
import { useTerms } from "../terms/useTerms";
import { templateFields } from "./fields";
import { useTemplateColumns } from "./TemplateTable";
import { UpcomingSessions } from "./UpcomingSessions";

const touches = [["templates"], ["bookings"], ["group-sessions"], ["calendar"], ["today"]];

export function WeeklySessions() {
    const { weekly, common } = useAdminMessages();
    const columns = useTemplateColumns();
    const courses = useAllCourses();
    const [{ course }] = useAddress("course");
    const codeOf = (courseId: string) => courses.data?.find(({ id }) => id === courseId)?.code ?? "…";
    const add = (
        <LinkButton to={paths.newWeekly()} look="primary">
            {weekly.add}
        </LinkButton>
    );
    return (
        <ResourceList
            title={weekly.title}
            action={add}
            searchLabel={weekly.searchLabel}
            queryKey={["templates", "list", course]}
            load={(asked, signal) =>
                engify
                    .listGroupSessionTemplates({ ...asked, courseId: course === "" ? undefined : course }, { signal })
                    .page()
            }
            hasInactive
            isFiltered={course !== ""}
            filters={
                <FilterField
                    label={common.course}
                    name="course"
                    all={common.any}
                    choices={(courses.data ?? []).map(({ id, code }) => ({ value: id, label: code }))}
                />
            }
            columns={[
                columns[0]!,
                { header: common.course, cell: ({ courseId }) => codeOf(courseId) },
                ...columns.slice(1),
            ]}
            empty={{ title: weekly.empty, hint: weekly.emptyHint, action: add }}
        />
    );
}

export function NewWeeklySession() {
    const { weekly } = useAdminMessages();
    const courses = useAllCourses();
    const [{ course: courseId }] = useAddress("course");
    const course = courses.data?.find(({ id }) => id === courseId);
    return (
        <Page
            title={course === undefined ? weekly.newTitle : weekly.newFor(course.code)}
            subject={courses}
            back={{ to: paths.weekly, label: weekly.title }}
            width="narrow"
        >
            <Loaded query={courses}>
                {(rows) => (
                    <>
                        <FilterField
                            label={weekly.forCourse}
                            name="course"
                            all={weekly.chooseCourse}
                            choices={rows.map(({ id, code, name }) => ({ value: id, label: `${code}, ${name}` }))}
                        />
                        {courseId === "" ? (
                            <p className="soft">{weekly.courseFirst}</p>
                        ) : (
                            <NewFor key={courseId} courseId={courseId} />
                        )}
                    </>
                )}
            </Loaded>
        </Page>
    );
}

function NewFor({ courseId }: { courseId: string }) {
    const { weekly, courses } = useAdminMessages();
    const { zone } = useFormat();
    const goOn = useGoOn();
    const tas = useQuery({
        queryKey: ["courses", courseId, "tas"],
        queryFn: ({ signal }) => engify.listCourseTas(courseId, { signal }),
    });
    const fields = useFields(tas.data ?? []);
    return (
        <Loaded query={tas}>
            {(rows) =>
                rows.length === 0 ? (
                    <Note kind="warn">
                        <p>{weekly.noTaTeaches}</p>
                        <div>
                            <LinkButton to={paths.course(courseId)}>{courses.addTa}</LinkButton>
                        </div>
                    </Note>
                ) : (
                    <RecordForm
                        name={`createGroupSessionTemplate:${courseId}`}
                        fields={fields}
                        record={{ isActive: true, timeZone: zone }}
                        send={(body, call) => engify.createGroupSessionTemplate(courseId, body, call)}
                        touches={touches}
                        submit={weekly.add}
                        done={(schedule) =>
                            goOn(paths.weeklySession(schedule.template.id), {
                                replace: true,
                                state: { schedule },
                            })
                        }
                    />
                )
            }
        </Loaded>
    );
}

export function WeeklySessionPage() {
    const { templateId = "" } = useParams();
    const { weekly, courses: courseWords } = useAdminMessages();
    const format = useFormat();
    const courses = useAllCourses();
    const template = useQuery({
        queryKey: ["templates", templateId],
        queryFn: () => engify.getGroupSessionTemplate(templateId),
    });
    const { data } = template;
    const course = courses.data?.find(({ id }) => id === data?.courseId);
    const code = course?.code ?? courseWords.course;
    return (
        <Page
            title={
                data === undefined
                    ? weekly.title
                    : weekly.heading(code, format.weekday(data.dayOfWeek), format.clocks(data.startTime, data.endTime))
            }
            subject={template}
            lead={data?.ta.name}
            back={{ to: paths.weekly, label: weekly.title }}
            width="narrow"
        >
            <Loaded query={template}>{(found) => <Weekly key={found.id} template={found} />}</Loaded>
        </Page>
    );
}

function Weekly({ template }: { template: GroupSessionTemplateDetailsResponse }) {
    const { weekly, common } = useAdminMessages();
    const { save } = useRecordMessages();
    const made = (useLocation().state as { schedule?: WeeklyScheduleResponse } | null)?.schedule;
    const [schedule, setSchedule] = useState(made ?? null);
    const tas = useQuery({
        queryKey: ["courses", template.courseId, "tas"],
        queryFn: ({ signal }) => engify.listCourseTas(template.courseId, { signal }),
    });
    const teaching = tas.data ?? [];
    const fields = useFields(teaching.some(({ id }) => id === template.taId) ? teaching : [...teaching, template.ta]);
    return (
        <>
            {schedule !== null && <Outcome schedule={schedule} />}
            <Section title={weekly.upcoming}>
                <UpcomingSessions template={template} />
            </Section>
            <Section title={common.details}>
                <RecordForm
                    name="changeGroupSessionTemplate"
                    fields={fields}
                    record={template}
                    read={() => engify.getGroupSessionTemplate(template.id)}
                    send={(body, call) => engify.changeGroupSessionTemplate(template.id, body, call)}
                    touches={touches}
                    submit={save}
                    preview={() => <p className="soft small">{weekly.saveHint}</p>}
                    done={(answer) => {
                        setSchedule(answer);
                        notify(weekly.saved);
                        window.scrollTo({ top: 0 });
                    }}
                />
            </Section>
        </>
    );
}

/** What became of the sessions to come. */
function Outcome({ schedule }: { schedule: WeeklyScheduleResponse }) {
    const { weekly } = useAdminMessages();
    const { scheduled, changed, removed, conflicts } = schedule;
    const counts = [
        { label: weekly.scheduled, count: scheduled },
        { label: weekly.changed, count: changed },
        { label: weekly.removed, count: removed },
        { label: weekly.conflicts, count: conflicts.length },
    ];
    return (
        <div className="stack" role="status">
            <Note kind="good">
                <p>
                    <strong>{weekly.done}</strong>
                </p>
                <dl className={styles.counts}>
                    {counts.map(({ label, count }) => (
                        <div key={label} className={styles.count}>
                            <dt>{label}</dt>
                            <dd>{count}</dd>
                        </div>
                    ))}
                </dl>
            </Note>
            <Conflicts conflicts={conflicts} bookingPath={paths.booking} />
        </div>
    );
}

function useFields(tas: readonly { id: string; name: string }[]) {
    const messages = useAdminMessages();
    const format = useFormat();
    const institution = useInstitution();
    const terms = useTerms();
    return templateFields(messages, {
        currency: institution.data?.currency ?? "",
        terms: terms.data ?? [],
        tas,
        weekday: format.weekday,
    });
}
